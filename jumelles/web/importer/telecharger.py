"""Ce que l'on emporte d'un import : son rapport, ses lignes refusées, son fichier ; toujours en pièce jointe."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from itertools import chain

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jumelles.contributions.enums import EtatDossier
from jumelles.contributions.requetes import DossierFiche
from jumelles.pieces.requetes import PieceAbsente, chemin, piece
from jumelles.provenance.enums import EtatLigne
from jumelles.recherche.sorties.formules import neutraliser
from jumelles.sources.depots import entete_des_rattachements, rattachements
from jumelles.web.acces import equipe
from jumelles.web.importer.bilan import lire_rapport
from jumelles.web.importer.vues import trouver

BOM = "\ufeff"
EXEMPLE = (
    ("Collectivité", "Département", "Partenaire", "Pays", "Nature", "Depuis", "Adresse"),
    ("Ville-Exemple", "38", "Ciudad-Ejemplo", "Espagne", "jumelage", "1987", "https://ville-exemple.invalid/"),
    ("Communauté de l'Exemple", "29", "Commune-Exemple", "Sénégal", "coopération décentralisée", "05/2011", ""),
    ("Département-Exemple", "", "Région-Exemple", "Madagascar", "coopération décentralisée", "", ""),
)  # fmt: skip


@require_safe
@equipe
def rapport_texte(request: HttpRequest, identifiant: int) -> HttpResponse:
    """Le rapport, à lire."""
    d = trouver(identifiant)
    lu = lire_rapport(d)
    if lu is None:
        raise Http404
    return _joindre(lu.en_texte() + "\n", f"{_tige(d)}-rapport.txt", "text/plain")


@require_safe
@equipe
def rapport_csv(request: HttpRequest, identifiant: int) -> HttpResponse:
    """Le rapport, ligne à ligne, à trier dans un tableur."""
    d = trouver(identifiant)
    if lire_rapport(d) is None:
        raise Http404
    return _joindre(en_csv(_lignes_du_rapport(d)), f"{_tige(d)}-rapport.csv", "text/csv")


@require_safe
@equipe
def refusees(request: HttpRequest, identifiant: int) -> HttpResponseBase:
    """Les lignes refusées, avec leur motif, prêtes à corriger."""
    d = trouver(identifiant)
    return _piece(d.refusees_id)


@require_safe
@equipe
def fichier(request: HttpRequest, identifiant: int) -> HttpResponseBase:
    """Le fichier tel qu'on l'a reçu."""
    return _piece(trouver(identifiant).piece.id)


@require_safe
@equipe
def correspondance(request: HttpRequest, identifiant: int) -> HttpResponse:
    """De quoi refaire cet import en ligne de commande : ce que dit chaque colonne, en JSON."""
    d = trouver(identifiant)
    corps = json.dumps(d.correspondance, ensure_ascii=False, indent=1)
    return _joindre(corps + "\n", f"{_tige(d)}-correspondance.json", "application/json")


@require_safe
@equipe
def exemple(request: HttpRequest) -> HttpResponse:
    """Un fichier d'exemple, inventé, qui montre les colonnes les plus simples."""
    return _joindre(en_csv(EXEMPLE), "exemple-jumelages-invente.csv", "text/csv")


@require_safe
@equipe
def rattaches(request: HttpRequest, identifiant: int) -> StreamingHttpResponse:
    """Ce que l'essai a rattaché, ligne à ligne, au fil de la lecture ; 404 s'il n'y a pas d'essai en attente."""
    d = trouver(identifiant)
    if d.etat != EtatDossier.ESSAYE or not d.lot_id:
        raise Http404
    coule = couler(chain([entete_des_rattachements()], rattachements(d.lot_id)))
    reponse = StreamingHttpResponse(coule, content_type="text/csv; charset=utf-8")
    reponse["Content-Disposition"] = f'attachment; filename="{_tige(d)}-rattachements.csv"'
    return reponse


def en_csv(lignes: Iterable[Iterable[str]]) -> str:
    """Un CSV qu'un tableur français ouvre d'un double clic ; aucune cellule n'y devient une formule."""
    return "".join(couler(lignes))


def couler(lignes: Iterable[Iterable[str]]) -> Iterator[str]:
    """Le même, ligne après ligne."""
    yield BOM
    for ligne in lignes:
        tampon = io.StringIO()
        csv.writer(tampon, delimiter=";").writerow([neutraliser(c) for c in ligne])
        yield tampon.getvalue()


def _lignes_du_rapport(d: DossierFiche) -> Iterator[tuple[str, ...]]:
    lu = lire_rapport(d)
    assert lu is not None
    yield (_("ligne"), _("colonne"), _("valeur"), _("ce qu'elle devient"), _("pourquoi"), _("que faire"))
    for p in lu.problemes:
        devient = _("ligne refusée") if p.bloquant else _("remarque")
        yield (str(p.ligne), p.colonne, p.valeur, devient, p.raison, p.remede)
    libelles = dict(EtatLigne.choices)
    for detail in lu.details:
        if detail.etat != EtatLigne.REFUSEE:
            yield (str(detail.ligne), "", detail.cle, str(libelles[detail.etat]), " ; ".join(detail.messages), "")
    for cle in lu.disparus:
        yield ("", "", cle, _("absente de ce fichier"), _("le précédent la disait ; rien n'est effacé"), "")


def _piece(identifiant: int | None) -> HttpResponseBase:
    """Une pièce, jamais montrée dans la page : un navigateur n'exécute rien de ce qu'on nous a donné."""
    fiche = piece(identifiant) if identifiant else None
    if fiche is None:
        raise Http404
    try:
        ouvert = chemin(fiche.id).open("rb")
    except PieceAbsente as absente:
        raise Http404 from absente
    reponse = FileResponse(ouvert, as_attachment=True, filename=fiche.nom, content_type="application/octet-stream")
    reponse["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return reponse


def _joindre(texte: str, nom: str, media: str) -> HttpResponse:
    reponse = HttpResponse(texte, content_type=f"{media}; charset=utf-8")
    reponse["Content-Disposition"] = f'attachment; filename="{nom}"'
    return reponse


def _tige(d: DossierFiche) -> str:
    """Un nom de fichier qui ne doit rien au nom reçu."""
    return f"import-{d.id}"
