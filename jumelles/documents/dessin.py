"""Le PNG d'une figure, pour les traitements de texte, qui lisent mal le SVG."""

import base64
import struct
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

from jumelles.documents.images import is_png
from jumelles.documents.polices import polices
from jumelles.documents.refus import DocumentRefuse

_PLANCHE = (
    b'#set page(width: 165mm, height: auto, margin: 0pt, fill: white)\n'
    b'#image("figure.svg", width: 165mm)\n'
)  # fmt: skip
_POINTS_PAR_POUCE = 200
COLONNE_MM, _HAUTEUR_MM = 165, 205


@lru_cache(maxsize=16)
def to_png(image: bytes) -> bytes:
    """Les octets PNG d'une figure déjà vérifiée, 165 mm de large à 200 points par pouce."""
    if is_png(image):
        return image
    with TemporaryDirectory(prefix="jumelles-figure-") as dossier:
        page = Path(dossier) / "figure.typ"
        page.write_bytes(_PLANCHE)
        page.with_suffix(".svg").write_bytes(image)
        try:
            png = typst.compile(page, root=page.parent, font_paths=polices(), format="png", ppi=_POINTS_PAR_POUCE)
        except typst.TypstError as erreur:
            raise DocumentRefuse("Cette figure SVG ne peut pas être dessinée.") from erreur
    if not isinstance(png, bytes):
        raise DocumentRefuse("Cette figure SVG est plus haute qu’une page.")
    return png


def data_png(image: bytes) -> str:
    """La même, en adresse de données."""
    return f"data:image/png;base64,{base64.b64encode(to_png(image)).decode()}"


def largeur_tenable(image: bytes, largeur: int) -> int:
    """La largeur, en pour cent de la colonne, qui garde l'image dans la hauteur d'une page."""
    large, haut = struct.unpack(">II", to_png(image)[16:24])
    return max(1, min(largeur, int(100 * _HAUTEUR_MM * large / (haut * COLONNE_MM))))
