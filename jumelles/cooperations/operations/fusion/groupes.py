"""Qui n'est qu'un avec qui, d'après les jugements vivants et l'état propre des tables."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from jumelles.acteurs.models import Acteur
from jumelles.cooperations.models import ParticipationRelation, Projet, Relation
from jumelles.cooperations.operations.fusion.cloture import Cloture, fondus, juges
from jumelles.cooperations.operations.fusion.tables import par_paquets
from jumelles.cooperations.regles import parties_de_lien
from jumelles.provenance.entites import composer, designer, voulus
from jumelles.provenance.enums import Verdict
from jumelles.provenance.models import Jugement
from jumelles.provenance.paires import lire

PAR_PERSONNE = "personne:"


@dataclass(slots=True)
class Groupes:
    """Ce que les jugements réunissent.

    tenus : sorte → objets de la clôture. gardes : sorte → objet → celui qui le garde (ou lui-même) ; hors de
    la clôture, ce que portent les tables. parties : relation → acteurs gardés, sans double ; propres : relation → ses
    acteurs propres. cles : relation → identité du lien, None pour celle qu'une autre porte. muettes : relations qu'une
    personne a supprimées, fondues dans un lien vivant sans lui apporter leurs paroles.
    """

    tenus: dict[str, set[int]]
    gardes: dict[str, dict[int, int]]
    parties: dict[int, frozenset[int]] = field(default_factory=dict)
    propres: dict[int, frozenset[int]] = field(default_factory=dict)
    cles: dict[int, str | None] = field(default_factory=dict)
    muettes: set[int] = field(default_factory=set)

    def garde(self, sorte: str, pk: int | None) -> int | None:
        """L'objet gardé qui vaut pour celui-ci."""
        return None if pk is None else self.gardes[sorte].get(pk, pk)

    def membres(self, sorte: str) -> dict[int, list[int]]:
        """Gardé → tous ceux qu'il réunit, pour les groupes de plus d'un."""
        reunis: defaultdict[int, list[int]] = defaultdict(list)
        for pk in sorted(self.tenus[sorte]):
            reunis[self.gardes[sorte].get(pk, pk)].append(pk)
        return {garde: siens for garde, siens in reunis.items() if len(siens) > 1}


def grouper(cloture: Cloture) -> Groupes:
    """Composer les entités de cette clôture, dont l'état propre a été rendu."""
    identiques, portes = juges(), fondus()
    groupes = Groupes(cloture.par_sorte(), {sorte: dict(paires) for sorte, paires in portes.items()})
    _grouper_acteurs(cloture.acteurs, identiques["acteur"], groupes)
    _grouper_relations(cloture.relations, identiques["relation"], groupes)
    _grouper_projets(cloture.projets, identiques["projet"], groupes)
    return groupes


def _dedans(ids: set[int], paires: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    return [(a, b) for a, b in paires if a in ids and b in ids]


def _preferes(sorte: str, ids: set[int]) -> set[int]:
    """Ceux que des jugements vivants disent de garder."""
    choix = []
    for gauche, droite, details in (
        Jugement.objects.vivants().paires().filter(verdict=Verdict.IDENTIQUES, gauche__startswith=f"{sorte}:")
        .values_list("gauche", "droite", "details")
    ):  # fmt: skip
        un, autre, garde = lire(gauche), lire(droite), lire(str(details.get("garde", "")))
        if un and autre and garde and un[1] in ids:
            choix.append((garde[1], autre[1] if garde == un else un[1]))
    return voulus(choix)


def _lus(modele: Any, ids: set[int], *champs: str) -> dict[int, dict[str, Any]]:
    return {
        ligne["pk"]: ligne
        for paquet in par_paquets(ids)
        for ligne in modele.objects.filter(pk__in=paquet).values("pk", *champs)
    }


def _grouper_acteurs(ids: set[int], paires: Iterable[tuple[int, int]], groupes: Groupes) -> None:
    """Garder d'abord celui qui est rattaché à une collectivité, puis un que rien ne cache, puis celui qu'on a voulu."""
    lus = _lus(Acteur, ids, "collectivite_id", "sensible", "supprime_le")
    preferes = _preferes("acteur", ids)

    def rang(pk: int) -> tuple[bool, ...]:
        a = lus[pk]
        return (a["collectivite_id"] is None, a["sensible"], a["supprime_le"] is not None, pk not in preferes)

    _poser("acteur", composer(ids, _dedans(ids, paires)), rang, groupes)


def _grouper_projets(ids: set[int], paires: Iterable[tuple[int, int]], groupes: Groupes) -> None:
    lus = _lus(Projet, ids, "supprime_le", "supprime_par")
    preferes = _preferes("projet", ids)

    def rang(pk: int) -> tuple[bool, ...]:
        p = lus[pk]
        return (p["supprime_par"].startswith(PAR_PERSONNE), p["supprime_le"] is not None, pk not in preferes)

    _poser("projet", composer(ids, _dedans(ids, paires)), rang, groupes)


def _poser(sorte: str, reunis: Iterable[tuple[int, ...]], rang: Any, groupes: Groupes) -> None:
    for groupe in reunis:
        garde = designer(groupe, rang)
        groupes.gardes[sorte].update(dict.fromkeys(groupe, garde))


def _grouper_relations(ids: set[int], paires: Iterable[tuple[int, int]], groupes: Groupes) -> None:
    """Deux liens de même famille entre les mêmes parties gardées n'en font qu'un, sauf si quelqu'un a dit que non."""
    lus = _lus(Relation, ids, "cle", "supprimee_le", "supprimee_par")
    groupes.propres = {pk: frozenset(siens) for pk, siens in _participants(ids).items()}
    groupes.parties = {
        pk: frozenset(groupes.gardes["acteur"].get(a, a) for a in groupes.propres.get(pk, ())) for pk in ids
    }
    cles = {pk: _cle(lus[pk]["cle"], groupes.propres.get(pk, frozenset()), groupes.parties[pk]) for pk in ids}
    preferes = _preferes("relation", ids)

    def rang(pk: int) -> tuple[bool, ...]:
        r = lus[pk]
        return (r["supprimee_par"].startswith(PAR_PERSONNE), r["supprimee_le"] is not None, pk not in preferes)

    joints = [*_dedans(ids, paires), *_par_cle(cles, lambda pk: (*rang(pk), pk))]
    reunis = composer(ids, joints)
    _poser("relation", reunis, rang, groupes)
    _attribuer_les_cles(reunis, cles, rang, groupes)
    for groupe in reunis:
        supprimees = {pk for pk in groupe if lus[pk]["supprimee_par"].startswith(PAR_PERSONNE)}
        groupes.muettes |= supprimees if len(supprimees) < len(groupe) else set()


def _participants(ids: set[int]) -> dict[int, set[int]]:
    siens: defaultdict[int, set[int]] = defaultdict(set)
    for paquet in par_paquets(ids):
        lignes = ParticipationRelation.objects.filter(relation_id__in=paquet)
        for relation_id, acteur_id in lignes.values_list("relation_id", "acteur_id"):
            siens[relation_id].add(acteur_id)
    return siens


def _cle(propre: str | None, acteurs: frozenset[int], gardes: frozenset[int]) -> str | None:
    """L'identité du lien, ses parties remplacées par celles qui les gardent."""
    if propre is None or acteurs == gardes:
        return propre
    return f"{propre.partition(':')[0]}:{parties_de_lien(gardes)}"


def _par_cle(cles: Mapping[int, str | None], ordre: Any) -> list[tuple[int, int]]:
    """Joindre ceux qui ont la même identité, sauf à celui dont on a dit qu'il est différent."""
    distincts = {frozenset(p) for p in juges(Verdict.DIFFERENTS)["relation"]}
    tetes: defaultdict[str, list[int]] = defaultdict(list)
    joints = []
    for pk in sorted(cles, key=ordre):
        cle = cles[pk]
        if cle is None:
            continue
        tete = next((t for t in tetes[cle] if frozenset((t, pk)) not in distincts), None)
        if tete is None:
            tetes[cle].append(pk)
        else:
            joints.append((tete, pk))
    return joints


def _attribuer_les_cles(
    reunis: Iterable[tuple[int, ...]], cles: Mapping[int, str | None], rang: Any, groupes: Groupes
) -> None:  # fmt: skip
    """Une identité n'est portée qu'une fois : par le lien gardé, sinon par le premier qui l'a."""
    prises: set[str] = set()
    gardes = groupes.gardes["relation"]
    for pk in sorted(cles, key=lambda pk: (gardes[pk] != pk, rang(pk), pk)):
        cle = cles[pk]
        groupes.cles[pk] = None if cle is None or cle in prises else cle
        if cle is not None:
            prises.add(cle)
