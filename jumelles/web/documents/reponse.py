"""Le fichier d'un rapport : PDF, DOCX, ODT, Markdown, ou la page prête à imprimer."""

import base64
import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from jumelles.documents.arbre import Rapport, Titre
from jumelles.documents.bureautique.docx import write_docx
from jumelles.documents.bureautique.odt import write_odt
from jumelles.documents.copie import SOURCES
from jumelles.documents.html import ancre, write_fragment, write_html
from jumelles.documents.markdown import write_markdown
from jumelles.documents.pdf import write_pdf
from jumelles.documents.refus import DocumentRefuse

LONGUEUR = 90
EXTENSIONS = "(?P<extension>pdf|docx|odt|md|html)"
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class FormatDocument:
    """Un format de document. usage : à quoi il sert, en peu de mots ; a_part : enregistré plutôt qu'ouvert."""

    extension: str
    nom: str | Promise
    usage: str | Promise
    media: str
    ecrire: Callable[[Rapport], bytes | str]
    a_part: bool = True


FORMATS_DOCUMENT: dict[str, FormatDocument] = {
    f.extension: f
    for f in (
        FormatDocument("pdf", _("PDF"), _("à lire et à imprimer"), "application/pdf", write_pdf),
        FormatDocument("docx", _("Word"), _("à modifier dans Word"),
                       "application/vnd.openxmlformats-officedocument.wordprocessingml.document", write_docx),
        FormatDocument("odt", _("LibreOffice"), _("à modifier dans LibreOffice"),
                       "application/vnd.oasis.opendocument.text", write_odt),
        FormatDocument("md", _("Texte"), _("à coller dans un courriel"), "text/markdown; charset=utf-8",
                       write_markdown),
        FormatDocument("html", _("Page à imprimer"), _("sans rien installer"), "text/html; charset=utf-8", write_html,
                       a_part=False),
    )
}  # fmt: skip


def repondre(rapport: Rapport, extension: str, nom: str) -> HttpResponse:
    """Le document dans ce format ; nom : celui du fichier, sans extension. Http404 pour un format inconnu.

    Un rapport trop long ou mal fait est refusé (422), et le message du refus est rendu tel quel. La vue qui l'appelle
    tient déjà sa place (`places.une_place`) : composer coûte autant qu'écrire.
    """
    format_ = FORMATS_DOCUMENT.get(extension)
    if format_ is None:
        raise Http404
    try:
        rendu = format_.ecrire(rapport)
    except DocumentRefuse as refus:
        return HttpResponse(str(refus), status=422, content_type="text/plain; charset=utf-8")
    reponse = en_fichier(rendu, extension, nom)
    if isinstance(rendu, str) and not format_.a_part:
        reponse["Content-Security-Policy"] = _permettre_la_feuille(rendu)
    return reponse


def en_fichier(rendu: bytes | str, extension: str, nom: str) -> HttpResponse:
    """Des octets déjà faits, sous leur type et leur nom ; extension : l'une de FORMATS_DOCUMENT."""
    format_ = FORMATS_DOCUMENT[extension]
    reponse = HttpResponse(rendu, content_type=format_.media)
    reponse["Content-Disposition"] = _disposition(nom, extension, a_part=format_.a_part)
    reponse["X-Robots-Tag"] = "noindex"
    reponse["Cache-Control"] = "no-cache"
    return reponse


def en_page(rapport: Rapport) -> SafeString:
    """L'article du rapport, à poser dans une page du site : `write_fragment` échappe tout ce qu'il écrit."""
    return mark_safe(write_fragment(rapport))  # noqa: S308


def sommaire(rapport: Rapport) -> list[tuple[str, str]]:
    """(ancre, titre) de chaque partie de l'article rendu par en_page, puis ses sources."""
    parties = [b.texte for b in rapport.blocs if isinstance(b, Titre) and b.niveau == 1]
    return [*((ancre(rang), texte) for rang, texte in enumerate(parties, 1)), (ancre(0), SOURCES)]


def telechargements(adresse: Callable[[str], str], *, sauf: Iterable[str] = ()) -> list[tuple[FormatDocument, str]]:
    """Les formats offerts et l'adresse de chacun, pour « composants/telecharger.html »."""
    return [(f, adresse(f.extension)) for f in FORMATS_DOCUMENT.values() if f.extension not in sauf]


def _disposition(nom: str, extension: str, *, a_part: bool) -> str:
    """L'en-tête RFC 6266 : un nom en ASCII, et le même avec ses accents."""
    sorte = "attachment" if a_part else "inline"
    ascii_ = slugify(nom)[:LONGUEUR].strip("-") or "document"
    entier = " ".join(re.sub(r"[^\w ,.'’()–-]+", " ", nom).split())[:LONGUEUR] or "document"
    return f"{sorte}; filename=\"{ascii_}.{extension}\"; filename*=UTF-8''{quote(f'{entier}.{extension}')}"


def _permettre_la_feuille(page: str) -> str:
    """La page porte sa feuille de style : on permet celle-là, par son empreinte, et rien d'autre."""
    feuilles = [base64.b64encode(hashlib.sha256(f.encode()).digest()).decode() for f in _STYLE.findall(page)]
    permises = " ".join(f"'sha256-{f}'" for f in feuilles) or "'none'"
    return f"default-src 'none'; img-src data:; style-src {permises}; base-uri 'none'; form-action 'none'"
