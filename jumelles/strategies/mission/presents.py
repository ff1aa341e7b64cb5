"""Qui agit déjà dans ce pays, et avec qui : chaque lien, chaque projet compté l'est avec ce pays-là."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from jumelles.acteurs.requetes import encore_publies
from jumelles.cooperations.fiches import ProjetBref, RelationBreve
from jumelles.cooperations.requetes.comptes import projets_montrables_dans
from jumelles.recherche.apercus import Partenaire, premiers_acteurs
from jumelles.recherche.filtre import Filtre
from jumelles.recherche.requetes import relations
from jumelles.territoires.regles import slug

LIENS_LUS = 1000


@dataclass(frozen=True, slots=True)
class LienLa:
    """Avec qui (vide : partenaire non dit), depuis quand et dernière information (dates partielles ISO, ou vides)."""

    avec: str
    depuis: str
    derniere_information: str
    adresse: str


@dataclass(frozen=True, slots=True)
class ActeurPresent:
    """Un acteur et ce qu'on lui connaît avec ce pays : ses liens, un par un, et combien de projets."""

    nom: str
    adresse: str
    liens: tuple[LienLa, ...]
    projets: int


def montrable(fait: RelationBreve | ProjetBref) -> bool:
    """Un dossier voyage : ce qui est masqué, même en partie, n'y entre pas."""
    return not fait.sensible and not fait.demonstration


def montrables(lues: Iterable[RelationBreve]) -> tuple[RelationBreve, ...]:
    """Les liens dont tout peut se dire, chaque partie comprise ; une requête."""
    gardees = [r for r in lues if montrable(r)]
    publies = encore_publies(p.acteur_id for r in gardees for p in r.parties if p.acteur_id is not None)
    return tuple(r for r in gardees if all(p.acteur_id in publies for p in r.parties))


def presents(
    filtre: Filtre, iso2: str, *, nombre: int, jour: date, sauf: int | None = None
) -> tuple[ActeurPresent, ...]:
    """Des acteurs du filtre, sans l'acteur `sauf`, les plus liés à ce pays d'abord ; six requêtes, et l'index."""
    trouves = [a for a in premiers_acteurs(filtre, nombre=nombre + 1) if a.acteur_id != sauf][:nombre]
    if not trouves:
        return ()
    ids = [a.acteur_id for a in trouves]
    lues = relations(Filtre(pays=(iso2,), partie=tuple(map(str, ids))), jour=jour, taille=LIENS_LUS).elements
    dicibles, projets = montrables(lues), projets_montrables_dans(iso2, ids)
    dits = (_present(a, iso2, dicibles, projets.get(a.acteur_id, 0)) for a in trouves)
    la = (a for a in dits if a.liens or a.projets)
    return tuple(sorted(la, key=lambda a: -(len(a.liens) + a.projets)))


def _present(a: Partenaire, iso2: str, lues: tuple[RelationBreve, ...], projets: int) -> ActeurPresent:
    siennes = (r for r in lues if any(p.acteur_id == a.acteur_id for p in r.parties))
    liens = tuple(_lien(r, _en_face(r, a.acteur_id, iso2)) for r in siennes)
    return ActeurPresent(a.nom, a.adresse, liens, projets)


def _en_face(r: RelationBreve, acteur_id: int, iso2: str) -> str:
    """Les partenaires du pays ; vus du pays, les collectivités françaises."""
    la = [p for p in r.parties if p.acteur_id != acteur_id and p.pays_iso2 == iso2]
    return ", ".join(p.nom for p in la or (p for p in r.parties if p.acteur_id != acteur_id and p.francaise))


def _lien(r: RelationBreve, avec: str) -> LienLa:
    return LienLa(avec, r.debut, r.derniere_information, f"/relations/{r.id}-{r.slug}/")


def ceux_du_lieu(lieu: str, iso2: str, *, jour: date) -> tuple[ActeurPresent, ...]:
    """Les collectivités françaises liées à une autorité du pays dont le nom contient ce lieu ; cinq requêtes."""
    if not lieu:
        return ()
    lues = relations(Filtre(pays=(iso2,), texte=lieu), jour=jour, taille=LIENS_LUS).elements
    la = [r for r in montrables(lues) if _est_la(r, slug(lieu), iso2)]
    return tuple(_par_francaise(la, iso2))


def _est_la(r: RelationBreve, cherche: str, iso2: str) -> bool:
    return any(p.pays_iso2 == iso2 and cherche in slug(p.nom) for p in r.parties)


def _par_francaise(lues: Iterable[RelationBreve], iso2: str) -> Iterable[ActeurPresent]:
    vues: dict[str, ActeurPresent] = {}
    for r in lues:
        for p in (p for p in r.parties if p.francaise and not p.cachee):
            lien = _lien(r, ", ".join(x.nom for x in r.parties if x.pays_iso2 == iso2))
            adresse = f"/territoires/{p.territoire_code}-{slug(p.nom)}/" if p.territoire_code else lien.adresse
            # Deux communes du même nom sont deux communes.
            qui = p.territoire_code or str(p.acteur_id)
            connu = vues.get(qui, ActeurPresent(p.nom, adresse, (), 0))
            vues[qui] = replace(connu, liens=(*connu.liens, lien))
    return vues.values()
