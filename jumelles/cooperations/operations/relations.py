"""Retrouver ou créer les liens déclarés, et y attacher la parole de chaque source."""

from collections.abc import Sequence
from typing import Any

from jumelles.acteurs.models import Acteur
from jumelles.acteurs.operations import trouver_ou_creer
from jumelles.cooperations.declarations import DeclarationRelation
from jumelles.cooperations.enums import NatureRelation
from jumelles.cooperations.models import ParticipationRelation, Relation
from jumelles.cooperations.operations.bilan import BilanEcriture
from jumelles.cooperations.operations.differences import contradictions
from jumelles.cooperations.operations.exposition import (
    masques_par_parties,
    recalculer_exposition,
)
from jumelles.cooperations.operations.publication import publier_ou_retirer
from jumelles.cooperations.operations.releves import ReleveRange
from jumelles.cooperations.operations.retenue import recalculer_relations
from jumelles.cooperations.regles import ChampRefuse, cle_de_lien, verifier_champs
from jumelles.provenance.models import Affirmation, Lot, Source
from jumelles.provenance.operations import Ecriture, Parole, journaliser, remplacer_paroles
from jumelles.territoires.models import Collectivite
from jumelles.territoires.pays_francais import ISO_FRANCAIS

Cles = dict[tuple[str, str], int]
PAQUET = 900


def ecrire_relations(
    declarations: Sequence[DeclarationRelation],
    *,
    releves: dict[tuple[str, str], ReleveRange],
    lot: Lot | None,
    par: str,
    bilan: BilanEcriture,
) -> Cles:
    """Rendre (source, clé du relevé) → identifiant de la relation."""
    if not declarations:
        return {}
    sources = {s.code: s for s in Source.objects.filter(code__in={d.dit.source_code for d in declarations})}
    for d in declarations:
        verifier_champs(d.champs, date_information=d.dit.date_information)
    parties = [p for d in declarations for p in d.parties]
    demonstration = any(s.demonstration for s in sources.values())
    avant = Acteur.objects.count()
    acteurs = trouver_ou_creer(parties, par=par, lot=lot, demonstration=demonstration)
    bilan.acteurs_crees += Acteur.objects.count() - avant
    groupes = _group(declarations, acteurs, sources)
    relations = _find_or_create(declarations, groupes, par=par, lot=lot, bilan=bilan, demonstration=demonstration)
    touchees, liens = _affirm(declarations, groupes, relations, releves, sources, par=par, bilan=bilan, lot=lot)
    recalculer_relations(touchees, par=par, lot=lot)
    publier_ou_retirer(touchees, par=par, lot=lot)
    recalculer_exposition({a.pk for _, siens in groupes for a in siens if a.sensible}, par=par)
    return liens


def _group(
    declarations: Sequence[DeclarationRelation], acteurs: list[Acteur], sources: dict[str, Source]
) -> list[tuple[str, list[Acteur]]]:
    """Pour chaque déclaration : l'identité du lien (un lien inventé a la sienne) et ses acteurs, sans double."""
    suite = iter(acteurs)
    groupes = []
    for declaration in declarations:
        siens = list({a.pk: a for a in (next(suite) for _ in declaration.parties)}.values())
        if len(siens) < 2:
            raise ChampRefuse(f"relevé {declaration.dit.cle} : une relation demande au moins deux parties distinctes")
        nature = str(declaration.champs.get("nature") or NatureRelation.NON_RENSEIGNEE)
        prefixe = "demo-" if sources[declaration.dit.source_code].demonstration else ""
        groupes.append((prefixe + cle_de_lien(nature, [a.pk for a in siens]), siens))
    return groupes


def _known(cles: set[str]) -> dict[str, Relation]:
    liste = sorted(cles)
    trouvees = {
        r.cle: r
        for debut in range(0, len(liste), PAQUET)
        for r in Relation.objects.filter(cle__in=liste[debut : debut + PAQUET]).select_related("fondue_dans")
    }
    return {cle: r.fondue_dans or r for cle, r in trouvees.items() if cle}


def _find_or_create(
    declarations: Sequence[DeclarationRelation],
    groupes: list[tuple[str, list[Acteur]]],
    *,
    par: str,
    lot: Lot | None,
    bilan: BilanEcriture,
    demonstration: bool,
) -> dict[str, Relation]:
    relations = _known({cle for cle, _ in groupes})
    neuves: dict[str, tuple[Relation, list[Acteur]]] = {}
    masques = masques_par_parties()
    for cle, acteurs in groupes:
        if cle not in relations and cle not in neuves:
            interieure = all(a.pays_id in ISO_FRANCAIS for a in acteurs)
            masque = masques.get(cle.partition(":")[2], {})
            neuves[cle] = (Relation(cle=cle, interieure=interieure, demonstration=demonstration, **masque), acteurs)
    Relation.objects.bulk_create([r for r, _ in neuves.values()], batch_size=500)
    _attach(declarations, groupes, neuves)
    journaliser(
        par=par,
        lot=lot,
        ecritures=[
            Ecriture("declarer_relation", "relation", r.pk, apres={"cle": r.cle, "parties": [a.nom for a in acteurs]})
            for r, acteurs in neuves.values()
        ],
    )
    bilan.relations_creees += len(neuves)
    bilan.neuves.update(r.pk for r, _ in neuves.values())
    relations.update({cle: r for cle, (r, _) in neuves.items()})
    bilan.paires.update(cle for cle, _ in groupes if not relations[cle].interieure)
    return relations


def _attach(
    declarations: Sequence[DeclarationRelation],
    groupes: list[tuple[str, list[Acteur]]],
    neuves: dict[str, tuple[Relation, list[Acteur]]],
) -> None:
    """Écrire les participations, avec la commune d'avant quand la source l'a nommée."""
    codes = {p.au_titre_de_code for d in declarations for p in d.parties if p.au_titre_de_code}
    anciennes = {c.code: c.pk for c in Collectivite.objects.filter(code__in=codes)}
    titres = {
        (cle, p.collectivite_code): anciennes.get(p.au_titre_de_code)
        for d, (cle, _) in zip(declarations, groupes, strict=True)
        for p in d.parties
        if p.au_titre_de_code
    }
    ParticipationRelation.objects.bulk_create(
        [
            ParticipationRelation(
                relation=relation,
                acteur=acteur,
                au_titre_de_id=titres.get((cle, acteur.collectivite.code if acteur.collectivite else "")),
            )
            for cle, (relation, acteurs) in neuves.items()
            for acteur in acteurs
        ],
        batch_size=500,
    )


def _affirm(
    declarations: Sequence[DeclarationRelation],
    groupes: list[tuple[str, list[Acteur]]],
    relations: dict[str, Relation],
    releves: dict[tuple[str, str], ReleveRange],
    sources: dict[str, Source],
    *,
    par: str,
    bilan: BilanEcriture,
    lot: Lot | None,
) -> tuple[set[int], Cles]:
    """Ranger les paroles neuves, retirer celles qu'un relevé plus récent remplace."""
    liens: Cles = {}
    vivantes = _living(releves)
    paroles: dict[tuple[int, int], Parole] = {}
    perimees: list[Affirmation] = []
    for declaration, (cle, _) in zip(declarations, groupes, strict=True):
        dit, relation = declaration.dit, relations[cle]
        range_ = releves[(dit.source_code, dit.cle)]
        liens[(dit.source_code, dit.cle)] = relation.pk
        deja = vivantes.get(range_.releve.pk, [])
        if any(a.objet_id == relation.pk for a in deja) or (range_.inchange and _withdrawn(range_, relation)):
            bilan.inchanges += 1
            continue
        if relation.supprimee_par.startswith("personne:"):
            bilan.supprimees_non_rouvertes += 1
        perimees += [a for a in deja if a.objet_id != relation.pk]
        perimees += vivantes.get(range_.precedent_id or 0, [])
        paroles[(relation.pk, range_.releve.pk)] = _parole(declaration, relation, range_, sources, par)
    remplacer_paroles(perimees, list(paroles.values()), par=par, lot=lot)
    touchees = {pk for pk, _ in paroles} | {a.objet_id for a in perimees}
    bilan.completees.update(pk for pk, _ in paroles)
    numeros = {releves[(d.dit.source_code, d.dit.cle)].releve.pk: d.dit.numero for d in declarations}
    bilan.differences += contradictions(list(paroles.values()), numeros)
    return touchees, liens


def _living(releves: dict[tuple[str, str], ReleveRange]) -> dict[int, list[Affirmation]]:
    """Affirmations vivantes sur des relations, par relevé (courant ou précédent)."""
    ids = sorted({i for r in releves.values() for i in (r.releve.pk, r.precedent_id) if i})
    rangees: dict[int, list[Affirmation]] = {}
    for debut in range(0, len(ids), PAQUET):
        paquet = ids[debut : debut + PAQUET]
        for a in Affirmation.objects.vivantes().filter(objet_type="relation", releve_id__in=paquet):
            rangees.setdefault(a.releve_id or 0, []).append(a)
    return rangees


def _withdrawn(range_: ReleveRange, relation: Relation) -> bool:
    """Une personne a retiré cette parole : relire le même fichier ne la remet pas."""
    return Affirmation.objects.filter(
        releve_id=range_.releve.pk, objet_type="relation", objet_id=relation.pk, retiree_par__startswith="personne:"
    ).exists()


def _parole(
    declaration: DeclarationRelation, relation: Relation, range_: ReleveRange, sources: dict[str, Source], par: str
) -> Parole:
    dit = declaration.dit
    champs: dict[str, Any] = {c: v for c, v in declaration.champs.items() if v not in ("", None, [], ())}
    return Parole(
        objet_type="relation", objet_id=relation.pk, champs=champs, source_id=sources[dit.source_code].pk,
        releve_id=range_.releve.pk, releve_le=dit.releve_le, adresse=dit.adresse,
        date_information=dit.date_information, certitude=dit.certitude, auteur=par,
    )  # fmt: skip
