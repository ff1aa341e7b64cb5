"""Réunir de quoi partir : le pays, ses propres liens, qui d'autre y agit, le droit, les personnes."""

from dataclasses import dataclass, replace
from datetime import date

from jumelles.acteurs.requetes import acteur_du_territoire
from jumelles.cooperations.fiches import ProjetBref, RelationBreve
from jumelles.cooperations.requetes import relations_de
from jumelles.droit.cas import TypeCollectivite
from jumelles.rattachements.referents.requetes import ReferentFiche
from jumelles.recherche.filtre import Filtre
from jumelles.recherche.requetes import compter, projets
from jumelles.strategies.conseil_explique import type_de_collectivite, type_des_textes
from jumelles.strategies.mission.presents import ActeurPresent, ceux_du_lieu, montrable, montrables, presents
from jumelles.strategies.note.loi import LoiPourNous, loi_pour
from jumelles.strategies.pays import SituationPays, droit_a_l_aide, situation_pays
from jumelles.territoires.requetes import PaysFiche, TerritoireFiche

JOURS = 5
JOURS_MAX = 15
MONTREES = 15
PROJETS = 30
LIEU_MAX = 80


@dataclass(frozen=True, slots=True)
class Mission:
    """Un pays, et la collectivité qui part (None : non dite). jours : de programme à remplir.

    relations, projets : ceux de la collectivité dans ce pays, ni masqués ni inventés ; autres_projets : combien de plus
    anciens n'y sont pas dits ; voisines : les collectivités de sa région qui y agissent ; autres : les plus engagées
    d'où qu'elles soient ; sur_place : les autorités du pays ; type, loi : None si l'on ne sait dire.
    lieu : la ville ou la région où l'on va (vide : non dite) ; au_lieu : les collectivités qui y ont un lien.
    referents : ceux de la maison, vides hors de la porte réservée à ses gens.
    """

    le: date
    pays: PaysFiche
    collectivite: TerritoireFiche | None
    situation: SituationPays
    relations: tuple[RelationBreve, ...]
    projets: tuple[ProjetBref, ...]
    autres_projets: int
    liens_du_pays: int
    projets_du_pays: int
    collectivites_du_pays: int
    voisines: tuple[ActeurPresent, ...]
    autres: tuple[ActeurPresent, ...]
    sur_place: tuple[ActeurPresent, ...]
    type: TypeCollectivite | None
    loi: LoiPourNous | None
    referents: tuple[ReferentFiche, ...] = ()
    jours: int = JOURS
    lieu: str = ""
    au_lieu: tuple[ActeurPresent, ...] = ()

    @property
    def projets_nombre(self) -> int:
        """Tous ceux de la collectivité dans ce pays, dits ou non."""
        return len(self.projets) + self.autres_projets


def mission(
    pays: PaysFiche,
    collectivite: TerritoireFiche | None,
    *,
    jour: date,
    jours: int = JOURS,
    lieu: str = "",
    referents: tuple[ReferentFiche, ...] = (),
) -> Mission:
    """Assembler le dossier ; jours : de 1 à JOURS_MAX ; referents : lus par qui en a le droit."""
    acteur = acteur_du_territoire(collectivite.code) if collectivite else None
    relations, siens, autres_projets = _siens(acteur, pays.iso2, jour)
    type_ = type_de_collectivite(collectivite.categorie) if collectivite else None
    la, filtre = Filtre(pays_action=(pays.iso2,), type_acteur=("collectivite",)), Filtre(pays=(pays.iso2,))
    locales = replace(filtre, type_acteur=("autorite_etrangere",))
    voisines = _voisines(la, collectivite, acteur, pays.iso2, jour)
    premieres = presents(la, pays.iso2, nombre=MONTREES, jour=jour, sauf=acteur)
    return Mission(
        le=jour, pays=pays, collectivite=collectivite, situation=situation_pays(pays.iso2, jour=jour),
        relations=relations, projets=siens, autres_projets=autres_projets,
        liens_du_pays=compter(filtre, "relations"), projets_du_pays=compter(filtre, "projets"),
        collectivites_du_pays=compter(la, "acteurs"), voisines=voisines,
        autres=tuple(a for a in premieres if a not in voisines),
        sur_place=presents(locales, pays.iso2, nombre=MONTREES, jour=jour),
        type=type_des_textes(collectivite.code, collectivite.categorie) if collectivite else None,
        loi=loi_pour(type_, pays_apd=droit_a_l_aide(pays.iso2, jour.year)[0], jour=jour) if type_ else None,
        referents=referents, jours=min(max(1, jours), JOURS_MAX), lieu=lieu,
        au_lieu=ceux_du_lieu(lieu, pays.iso2, jour=jour),
    )  # fmt: skip


def lire_lieu(texte: str) -> str:
    """La ville ou la région écrite par une personne, remise au net ; LIEU_MAX signes au plus."""
    return " ".join(texte.replace("\x00", " ").split())[:LIEU_MAX]


def _siens(acteur: int | None, iso2: str, jour: date) -> tuple[tuple[RelationBreve, ...], tuple[ProjetBref, ...], int]:
    """(ses liens là-bas, ses PROJETS derniers projets là-bas, combien d'autres)."""
    if acteur is None:
        return (), (), 0
    relations = relations_de(acteur, francais=True, jour=jour)
    tous = projets(Filtre(partie=(str(acteur),), pays=(iso2,)), jour=jour, taille=PROJETS)
    return (
        montrables(r for r in relations if any(p.pays_iso2 == iso2 for p in r.parties)),
        tuple(p for p in tous.elements if montrable(p)),
        max(0, tous.total - PROJETS),
    )


def _voisines(
    la: Filtre, collectivite: TerritoireFiche | None, acteur: int | None, iso2: str, jour: date
) -> tuple[ActeurPresent, ...]:
    region = next((t.code for t in collectivite.fil if t.code.startswith("R")), "") if collectivite else ""
    if not region:
        return ()
    return presents(replace(la, territoire=(region,)), iso2, nombre=MONTREES, jour=jour, sauf=acteur)
