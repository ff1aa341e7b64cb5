"""La page des colonnes : pour chacune, des exemples, ce que nous proposons, pourquoi, et de quoi changer."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jumelles.contributions.requetes import DossierFiche
from jumelles.sources.depots import CHAMPS, Champ, Correspondance, manques
from jumelles.sources.depots.correspondance import Objet

EXEMPLES = 3
# Ce qu'une personne peut dire une fois pour tout le fichier.
CONSTANTES = ("collectivite", "departement", "pays", "nature")
OBJETS = (("relations", gettext_lazy("un jumelage ou un partenariat")), ("projets", gettext_lazy("un projet")))
_OBJETS: dict[str, Objet] = {"relations": "relations", "projets": "projets"}
_GROUPES = (
    (gettext_lazy("Pour tous"), ("relations", "projets")),
    (gettext_lazy("Pour un jumelage ou un partenariat"), ("relations",)),
    (gettext_lazy("Pour un projet"), ("projets",)),
)
_SURETES = {
    "sure": ("confirmee", gettext_lazy("reconnue")),
    "probable": ("partie", gettext_lazy("probable")),
    "incertaine": ("", gettext_lazy("à vérifier")),
    "choisie": ("confirmee", gettext_lazy("choisie par vous")),
}
_OBLIGES = {"relations": ("collectivite", "partenaire", "pays"), "projets": ("collectivite", "titre")}


@dataclass(frozen=True, slots=True)
class ColonneMontree:
    """Une colonne du fichier telle que la page la montre ; numero : son rang dans le formulaire."""

    numero: int
    nom: str
    exemples: tuple[str, ...]
    champ: str
    raison: str
    pastille: str
    surete: str
    a_verifier: bool


@dataclass(frozen=True, slots=True)
class ConstanteMontree:
    """Une valeur dite pour toutes les lignes."""

    champ: Champ
    valeur: str


def colonnes_montrees(dossier: DossierFiche, correspondance: Correspondance) -> list[ColonneMontree]:
    """Chaque colonne, dans l'ordre du fichier, avec ses premières valeurs remplies."""
    exemples = dossier.examen.get("exemples", [])
    return [
        ColonneMontree(
            numero, choix.colonne, _exemples(choix.colonne, exemples), choix.champ, choix.raison,
            str(_SURETES[choix.certitude][0]) if choix.champ else "",
            str(_SURETES[choix.certitude][1]) if choix.champ else _("pas lue"),
            bool(choix.autres) or (bool(choix.champ) and choix.certitude == "incertaine"),
        )
        for numero, choix in enumerate(correspondance.colonnes)
    ]  # fmt: skip


def _exemples(colonne: str, lignes: list[dict[str, str]]) -> tuple[str, ...]:
    """Trois valeurs distinctes, les premières du fichier."""
    remplies = dict.fromkeys(v for ligne in lignes if (v := ligne.get(colonne, "").strip()))
    return tuple(remplies)[:EXEMPLES]


def groupes_de_champs() -> list[tuple[str, list[Champ]]]:
    """Les champs que l'on peut choisir, groupés par ce qu'ils décrivent."""
    return [(str(nom), [c for c in CHAMPS if c.objets == objets]) for nom, objets in _GROUPES]


def champs_obliges() -> list[tuple[str, list[Champ]]]:
    """Pour un lien, puis pour un projet : les champs sans lesquels une ligne n'entre pas."""
    champs = {c.code: c for c in CHAMPS}
    return [(str(nom), [champs[code] for code in _OBLIGES[objet]]) for objet, nom in OBJETS]


def acquis(correspondance: Correspondance) -> list[tuple[Champ, bool]]:
    """Les champs sans lesquels une ligne n'entre pas, et si une colonne, ou une valeur pour toutes, le dit."""
    champs = {c.code: c for c in CHAMPS}
    dits = {c.champ for c in correspondance.colonnes} | {c for c, v in correspondance.constantes.items() if v}
    voulus = _OBLIGES[correspondance.objet]
    return [(champs[code], bool(dits & {code, f"{code}_code"})) for code in voulus]


def constantes_montrees(correspondance: Correspondance) -> list[ConstanteMontree]:
    """Les valeurs que l'on peut dire pour toutes les lignes, remplies de celles déjà dites."""
    champs = {c.code: c for c in CHAMPS}
    return [ConstanteMontree(champs[code], correspondance.constantes.get(code, "")) for code in CONSTANTES]


def lire(correspondance: Correspondance, dit: QueryDict) -> Correspondance:
    """La correspondance telle que le formulaire la dit ; ce qui n'y est pas, ou n'existe pas, ne change pas."""
    codes = {c.code for c in CHAMPS} | {""}
    lue = correspondance
    for numero, choix in enumerate(correspondance.colonnes):
        voulu = dit.get(f"colonne-{numero}", choix.champ)
        if voulu in codes and voulu != choix.champ:
            lue = lue.changer(choix.colonne, voulu)
    constantes: dict[str, Any] = dict(lue.constantes)
    for code in CONSTANTES:
        constantes[code] = dit.get(f"constante-{code}", constantes.get(code, "")).strip()[:200]
    return replace(
        lue,
        objet=_OBJETS.get(dit.get("objet", ""), lue.objet),
        constantes={code: valeur for code, valeur in constantes.items() if valeur},
    )


def reproches(correspondance: Correspondance) -> tuple[str, ...]:
    """Ce qui manque pour essayer, une phrase chacun."""
    return manques(correspondance)
