"""Le document à remplir : chaque partie n'est relue qu'une fois, si gros que l'on ait voulu le travail."""

from typing import Any

from docxtpl import DocxTemplate

from jumelles.documents.refus import DocumentRefuse

_NOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


class GabaritWord(DocxTemplate):  # type: ignore[misc]
    """Le modèle de docxtpl, qui relirait ses notes à chaque section, et un en-tête à chaque lien vers lui."""

    def refuser_redites(self) -> None:
        """DocumentRefuse si deux liens mènent au même en-tête ou au même pied : Word en écrit un par lien."""
        liens = [r for r in self.docx.part.rels.values() if r.reltype in (self.HEADER_URI, self.FOOTER_URI)]
        if len({str(r.target_part.partname) for r in liens}) < len(liens):
            raise DocumentRefuse("Ce gabarit pose deux fois le même en-tête. Ouvrez-le dans Word et réenregistrez-le.")

    def render_footnotes(self, context: dict[str, Any], jinja_env: Any = None) -> None:
        """Remplir les notes de bas de page, une fois."""
        for partie in self.docx.part.package.parts:
            if partie.content_type == _NOTES:
                xml = self.patch_xml(partie.blob.decode())
                partie._blob = self.render_xml_part(xml, partie, context, jinja_env).encode()
