"""Les profils : un nom, ses colonnes, et si leur format est publié ou seulement supposé."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jumelles.rapprochement.normaliser import cle
from jumelles.sources.depots.correspondance import Choix, Correspondance, Objet

TABLE = Path(__file__).parent / "profils.csv"


@dataclass(frozen=True, slots=True)
class Profil:
    """Un format de tableau. exige : les colonnes qui le font reconnaître seul (vide : on le choisit).

    suppose : ses colonnes ne sont pas publiées, nous les avons supposées ; l'écran et le rapport le disent.
    """

    code: str
    libelle: str | Promise
    objet: Objet
    exige: frozenset[str] = frozenset()
    suppose: bool = False

    @property
    def champs(self) -> Mapping[str, str]:
        """{colonne : champ}."""
        return _tables()[self.code]


_TETE = frozenset(("id", "adresse", "titre", "codes_territoires", "sources", "modifie_le"))
PROFILS: tuple[Profil, ...] = (
    Profil("jumelles-relations", _("Export de Jumelles, relations"), "relations", _TETE | {"parties_francaises"}),
    Profil("jumelles-projets", _("Export de Jumelles, projets"), "projets", _TETE | {"porteurs"}),
    Profil("scdl", _("Subventions, schéma SCDL 2.1.1"), "projets",
           frozenset(("nomAttribuant", "idAttribuant", "dateConvention", "nomBeneficiaire", "objet", "montant"))),
    Profil("iati", _("IATI 2.03, activités"), "projets", frozenset(("iati-identifier", "transactions"))),
    Profil("atlas", _("Atlas de la coopération décentralisée (format supposé)"), "relations", suppose=True),
    Profil("rrma", _("Fiche des réseaux régionaux multi-acteurs (format supposé)"), "projets", suppose=True),
)  # fmt: skip


@cache
def _tables() -> dict[str, dict[str, str]]:
    tables: dict[str, dict[str, str]] = {}
    with TABLE.open(encoding="utf-8", newline="") as fichier:
        for ligne in csv.DictReader(fichier):
            tables.setdefault(ligne["profil"], {})[ligne["colonne"]] = ligne["champ"]
    return tables


def find_profil(code: str) -> Profil:
    """Le profil de ce code ; KeyError s'il n'existe pas."""
    return next((p for p in PROFILS if p.code == code), None) or _absent(code)


def _absent(code: str) -> Profil:
    raise KeyError(f"aucun profil de code {code!r}")


def reconnaitre_profil(entete: Sequence[str]) -> Profil | None:
    """Le profil dont toutes les colonnes exigées sont là, à la lettre."""
    return next((p for p in PROFILS if p.exige and p.exige <= set(entete)), None)


def appliquer_profil(proposee: Correspondance, code: str) -> Correspondance:
    """La même, lue selon ce profil ; d'un format supposé, on garde ce que la machine propose pour le reste."""
    profil = find_profil(code)
    champs = {cle(colonne): champ for colonne, champ in profil.champs.items()}
    suppose = gettext("format supposé : ces colonnes ne sont pas publiées")
    raison = suppose if profil.suppose else str(profil.libelle)
    pris = {champs[cle(c.colonne)] for c in proposee.colonnes if cle(c.colonne) in champs}
    colonnes = tuple(_selon(c, champs, pris, raison, suppose=profil.suppose) for c in proposee.colonnes)
    return replace(proposee, objet=profil.objet, colonnes=colonnes, profil=code, suppose=profil.suppose)


def _selon(choix: Choix, champs: Mapping[str, str], pris: set[str], raison: str, *, suppose: bool) -> Choix:
    champ = champs.get(cle(choix.colonne), "")
    if champ:
        return Choix(choix.colonne, champ, "probable" if suppose else "sure", raison)
    if suppose and choix.champ not in pris:
        return choix
    return Choix(choix.colonne, "", "sure", "" if suppose else gettext("se recalcule : elle n'est pas relue"))
