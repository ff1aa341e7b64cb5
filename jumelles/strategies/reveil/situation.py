"""Ce que l'on sait d'un lien, pour les gens de la maison : signes de vie, actes, calendrier. Rien n'y est supposé."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from jumelles.cooperations.enums import EtatActe, StatutProjet
from jumelles.cooperations.fiches import ActeFiche, RelationBreve, RelationFiche
from jumelles.droit.lecture import codes, read_lignes
from jumelles.indicateurs.vitalite import EtatDeVie, Signes, Vitalite, vitalite

RENCONTRES = ("Rencontre", "Visite reçue ou rendue")
PAR_ENVIE = (EtatDeVie.EN_SOMMEIL, EtatDeVie.SANS_NOUVELLE, EtatDeVie.A_REGARDER, EtatDeVie.VIVANT)


@dataclass(frozen=True, slots=True)
class Echeance:
    """Une date qui approche ou qui est passée (date partielle ISO), ce qui arrive, et d'où on le tient."""

    le: str
    quoi: str
    source: str


@dataclass(frozen=True, slots=True)
class SituationLien:
    """Le lien, sa vitalité, ses actes en vigueur et échus, et le calendrier du plus proche au plus lointain."""

    fiche: RelationFiche
    vitalite: Vitalite
    en_vigueur: tuple[ActeFiche, ...]
    calendrier: tuple[Echeance, ...]


def situation_du_lien(fiche: RelationFiche, *, categorie: str, jour: date) -> SituationLien:
    """Lire ces signes dans la fiche ; categorie : celle de la collectivité (commune, epci, departement, region)."""
    en_vigueur = tuple(a for a in fiche.actes if a.etat == EtatActe.EN_VIGUEUR)
    return SituationLien(fiche, vitalite(_signes(fiche), jour), en_vigueur, tuple(_calendrier(fiche, categorie, jour)))


def a_regarder_d_abord(relations: Iterable[RelationBreve], jour: date) -> list[tuple[RelationBreve, EtatDeVie]]:
    """Les liens, ceux dont on n'a plus de nouvelles d'abord ; on n'y lit que la date de la dernière information."""
    juges = [(r, vitalite(Signes(information=r.derniere_information), jour).jugement) for r in relations]
    return sorted(juges, key=lambda x: (PAR_ENVIE.index(x[1]), x[0].derniere_information, x[0].titre))


def _signes(f: RelationFiche) -> Signes:
    statuts = [p.statut for p in f.projets]
    rencontres = [p.date_information for p in f.paroles for c in p.champs if c[0] == "note" and c[2] in RENCONTRES]
    porteurs = {q.nom for p in f.projets for q in p.porteurs} | {q.nom for q in f.breve.parties}
    etats = [a.etat for a in f.actes if a.etat != EtatActe.NON_RENSEIGNE]
    return Signes(
        acte=EtatActe.EN_VIGUEUR in etats if etats else None,
        rencontre=max(rencontres, default=""),
        projet=StatutProjet.EN_COURS in statuts if statuts else None,
        acteurs=len(porteurs) if f.projets else None,
        information=f.breve.derniere_information,
    )


def _calendrier(f: RelationFiche, categorie: str, jour: date) -> Iterable[Echeance]:
    actes = [
        Echeance(a.fin, f"Fin de l’acte : {a.intitule or a.type_libelle}", "acte connu de la base")
        for a in f.actes if a.fin
    ]  # fmt: skip
    votes = [e for e in elections(categorie) if e.le >= jour.isoformat()[:7]]
    return sorted((*actes, *votes), key=lambda e: e.le)


@cache
def elections(categorie: str) -> tuple[Echeance, ...]:
    """Les élections de cette catégorie de collectivité, passées et prochaines ; toutes à vérifier."""
    lues = read_lignes("elections", "assemblee types derniere prochaine source etat", "jumelles.strategies")
    siennes = [x for x in lues if categorie in codes(x["types"])]
    return tuple(
        Echeance(x[quand], f"Élection : {x['assemblee'].lower()}", f"{x['source']} ({x['etat']})")
        for x in siennes for quand in ("derniere", "prochaine")
    )  # fmt: skip
