"""Poser ce que les paroles vivantes attachent à un projet : participants, pays, montants, lien."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from jumelles.acteurs.enums import Precision
from jumelles.cooperations.models import Financement, LieuAction, ParticipationProjet, Projet, Relation
from jumelles.cooperations.operations.exposition import MASQUES
from jumelles.cooperations.operations.participer import dites_par_des_personnes
from jumelles.provenance.models import Affirmation, Journal, Lot
from jumelles.provenance.operations import Ecriture, journaliser

PAQUET = 900
Montant = tuple[int | None, int | None, str, str, Decimal, str, str]


@dataclass(slots=True)
class Attaches:
    """Ce qu'on attache à un projet, dans l'ordre où on l'a dit.

    montants : source → (payeur, année, nature, étape, montant, devise, dispositif).
    """

    participations: dict[tuple[int, str], None] = field(default_factory=dict)
    pays: dict[str, None] = field(default_factory=dict)
    relations: dict[int, None] = field(default_factory=dict)
    montants: defaultdict[int, list[Montant]] = field(default_factory=lambda: defaultdict(list))

    def add(self, source_id: int, dites: Any) -> None:
        """Ajouter ce qu'une parole attache."""
        self.participations.update(dict.fromkeys((int(a), str(role)) for a, role in dites["participations"]))
        self.pays.update(dict.fromkeys(dites["pays"]))
        if dites["relation"]:
            self.relations[dites["relation"]] = None
        self.montants[source_id] += [(*m[:4], Decimal(m[4]), *m[5:]) for m in dites["montants"]]


def poser_attaches(projet_ids: Iterable[int], *, par: str, lot: Lot | None = None) -> None:
    """Rendre égales aux paroles vivantes les lignes que des sources ont dites ; ce qu'une personne a ajouté reste.

    S'écrit sur l'état propre : dans `hors_fusion`, si l'un de ces projets est fondu.
    """
    ids = sorted(set(projet_ids))
    for debut in range(0, len(ids), PAQUET):
        paquet = ids[debut : debut + PAQUET]
        vivantes, dites = _entendre(paquet)
        _poser_participations(paquet, vivantes, dites, par=par, lot=lot)
        _poser_pays(paquet, vivantes, dites)
        _poser_montants(paquet, vivantes, dites, par=par, lot=lot)
        _poser_liens(paquet, vivantes, dites, par=par)


def _entendre(ids: Sequence[int]) -> tuple[dict[int, Attaches], dict[int, Attaches]]:
    """(ce que disent les paroles vivantes, ce que toutes ont dit un jour), par projet."""
    vivantes, dites = {pk: Attaches() for pk in ids}, {pk: Attaches() for pk in ids}
    paroles = Affirmation.objects.about("projet", *ids).filter(attaches__isnull=False).order_by("pk")
    for pk, source_id, retiree_le, attaches in paroles.values_list("objet_id", "source_id", "retiree_le", "attaches"):
        dites[pk].add(source_id, attaches)
        if retiree_le is None:
            vivantes[pk].add(source_id, attaches)
    return vivantes, dites


def _poser_participations(
    ids: Sequence[int], vivantes: dict[int, Attaches], dites: dict[int, Attaches], *, par: str, lot: Lot | None
) -> None:  # fmt: skip
    lignes = ParticipationProjet.objects.filter(projet_id__in=ids)
    connues = {(p, a, r): pk for pk, p, a, r in lignes.values_list("pk", "projet_id", "acteur_id", "role")}
    voulues = {(pk, *qui) for pk in ids for qui in vivantes[pk].participations}
    tues = [(pk, *q) for pk in ids for q in dites[pk].participations if (pk, *q) in connues and (pk, *q) not in voulues]
    a_la_main = dites_par_des_personnes({pk for pk, *_qui in tues}) if tues else set()
    perdues = [tue for tue in tues if tue not in a_la_main]
    _oter(ParticipationProjet, (connues[perdue] for perdue in perdues))
    # Qui n'y est plus ne se retrouve pas par le projet : le journal le nomme, et l'index le suit.
    quittes = [
        Ecriture("quitter_projet", "acteur", acteur_id, {"projet": pk, "role": role}) for pk, acteur_id, role in perdues
    ]
    journaliser(par=par, lot=lot, ecritures=quittes)
    ParticipationProjet.objects.bulk_create(
        ParticipationProjet(projet_id=pk, acteur_id=acteur_id, role=role)
        for pk in ids
        for acteur_id, role in vivantes[pk].participations
        if (pk, acteur_id, role) not in connues
    )


def _oter(modele: Any, ids: Iterable[int]) -> None:
    liste = sorted(ids)
    for debut in range(0, len(liste), PAQUET):
        modele.objects.filter(pk__in=liste[debut : debut + PAQUET]).delete()


def _poser_pays(ids: Sequence[int], vivantes: dict[int, Attaches], dites: dict[int, Attaches]) -> None:
    lieux = LieuAction.objects.filter(projet_id__in=ids)
    connus: defaultdict[int, set[str]] = defaultdict(set)
    for pk, iso in lieux.values_list("projet_id", "pays_id"):
        connus[pk].add(iso)
    perimes = [(pk, iso) for pk in ids for iso in dites[pk].pays if iso in connus[pk] and iso not in vivantes[pk].pays]
    for pk, iso in perimes:
        if not _added_by_hand(pk, iso):
            lieux.filter(projet_id=pk, pays_id=iso, precision=Precision.PAYS, nom="").delete()
    LieuAction.objects.bulk_create(
        LieuAction(projet_id=pk, pays_id=iso, precision=Precision.PAYS)
        for pk in ids
        for iso in vivantes[pk].pays
        if iso not in connus[pk]
    )


def _added_by_hand(projet_id: int, iso: str) -> bool:
    ajouts = Journal.objects.filter(verbe="ajouter_lieu", objet_type="projet", objet_id=projet_id)
    return any((apres or {}).get("pays") == iso for apres in ajouts.values_list("apres", flat=True))


def _poser_montants(
    ids: Sequence[int], vivantes: dict[int, Attaches], dites: dict[int, Attaches], *, par: str, lot: Lot | None
) -> None:  # fmt: skip
    connus: defaultdict[tuple[int, int], list[Financement]] = defaultdict(list)
    for f in Financement.objects.filter(projet_id__in=ids).order_by("pk"):
        connus[(f.projet_id, f.source_id)].append(f)
    perimes: list[int] = []
    neufs: list[Financement] = []
    ecritures = []
    for pk in ids:
        for source_id in dites[pk].montants:
            siens, voulus = connus[(pk, source_id)], vivantes[pk].montants.get(source_id, [])
            if Counter(map(_montant, siens)) == Counter(voulus):
                continue
            perimes += [f.pk for f in siens]
            neufs += _financements(pk, source_id, voulus)
            avant, apres = _dits(map(_montant, siens)), _dits(voulus)
            ecritures.append(Ecriture("financer_projet", "projet", pk, {"montants": avant}, {"montants": apres}))
    _oter(Financement, perimes)
    Financement.objects.bulk_create(neufs, batch_size=500)
    journaliser(par=par, lot=lot, ecritures=ecritures)


def _montant(f: Financement) -> Montant:
    return (f.payeur_id, f.annee, f.nature, f.etape, f.montant, f.devise, f.dispositif)


def _financements(projet_id: int, source_id: int, montants: Iterable[Montant]) -> Iterator[Financement]:
    for payeur_id, annee, nature, etape, montant, devise, dispositif in montants:
        yield Financement(
            projet_id=projet_id, source_id=source_id, payeur_id=payeur_id, annee=annee, nature=nature, etape=etape,
            montant=montant, devise=devise, dispositif=dispositif,
        )  # fmt: skip


def _dits(montants: Iterable[Montant]) -> list[list[str]]:
    """Les montants tels que le journal les garde."""
    return sorted(
        [etape, str(annee or ""), f"{montant:.2f}", devise] for _, annee, _, etape, montant, devise, _ in montants
    )


def _poser_liens(ids: Sequence[int], vivantes: dict[int, Attaches], dites: dict[int, Attaches], *, par: str) -> None:
    adosses = Projet.relations.through.objects
    lignes = adosses.filter(projet_id__in=ids).values_list("pk", "projet_id", "relation_id")
    connus = {(projet_id, relation_id): pk for pk, projet_id, relation_id in lignes}
    perimes = [(pk, r) for pk in ids for r in dites[pk].relations if r not in vivantes[pk].relations]
    _oter(Projet.relations.through, (connus[paire] for paire in perimes if paire in connus))
    neufs = [(pk, r) for pk in ids for r in vivantes[pk].relations if (pk, r) not in connus]
    adosses.bulk_create([adosses.model(projet_id=pk, relation_id=r) for pk, r in neufs])
    _inherit_masks(neufs, par=par)


def _inherit_masks(adosses: Sequence[tuple[int, int]], *, par: str) -> None:
    """Un projet qui s'adosse à une relation brouillée nomme le même partenaire : il se brouille avec elle."""
    brouillees = Relation.objects.filter(sensible=True).in_bulk({r for _, r in adosses})
    for projet_id, relation_id in adosses:
        if relation_id not in brouillees:
            continue
        relation = brouillees[relation_id]
        apres = {"sensible": True, **{nom: getattr(relation, nom) for nom in MASQUES}}
        if Projet.objects.filter(pk=projet_id, sensible=False).update(**apres):
            journaliser(par=par, ecritures=[Ecriture("marquer_sensible", "projet", projet_id, apres=apres)])
