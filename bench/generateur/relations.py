"""Des relations : deux parties tirées selon leur degré, une parole, des colonnes qui disent la même chose qu'elle."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bench.generateur.acteurs import PAR, Annuaire
from bench.generateur.repartitions import PART_CLASSEE, PART_DATEE, Repartitions, Tirage
from bench.generateur.versement import suivant, verser
from jumelles.cooperations.models import Acte, ClassementRelation, ParticipationRelation, Relation
from jumelles.cooperations.regles import cle_de_lien
from jumelles.provenance.models import Affirmation, Journal

RELEVE_LE = "2026-11-21"
PART_COLLECTIVITES = 0.8
PART_ACTES = 0.15
ETATS = Tirage.selon({"": 60.0, "actif": 30.0, "en_sommeil": 5.0, "clos": 3.0, "suspendu": 2.0})
INFORMATIONS = Tirage.selon({"2017-07": 50.0, "2022": 10.0, "2023-06": 10.0, "2024-03-01": 10.0, "2025": 20.0})
CERTITUDES = Tirage.selon({"dite": 85.0, "etablie": 10.0, "a_verifier": 5.0})
_COLONNES = (
    "id", "cle", "nature", "debut", "fin", "etat", "etat_depuis", "interieure", "confirmee_le", "derniere_information",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lien:
    """Une relation fabriquée ; pays : celui de l'autre bout."""

    id: int
    ici: int
    la_bas: int
    pays: str
    nature: str
    champs: dict[str, Any]
    information: str
    certitude: str


def fabriquer(total: int, annuaire: Annuaire, reps: Repartitions, source_id: int, hasard: random.Random) -> list[Lien]:
    """Compléter les relations jusqu'à ce total ; rendre les nouvelles."""
    voulues = max(0, total - Relation.objects.count())
    liens = list(_liens(voulues, annuaire, reps, hasard))
    verser(Relation, _COLONNES, map(_row, liens))
    verser(
        ParticipationRelation, ("relation_id", "acteur_id", "role"),
        ((lien.id, acteur, "partie") for lien in liens for acteur in (lien.ici, lien.la_bas)),
    )  # fmt: skip
    verser(ClassementRelation, ("relation_id", "nomenclature", "code", "rang"), _classements(liens))
    verser(Acte, ("relation_id", "type", "debut", "fin", "intitule"), _actes(liens, hasard))
    verser(
        Affirmation,
        ("objet_type", "objet_id", "champs", "source_id", "date_information", "releve_le", "certitude", "auteur"),
        (
            ("relation", x.id, json.dumps(x.champs), source_id, x.information, RELEVE_LE, x.certitude, PAR)
            for x in liens
        ),
    )  # fmt: skip
    verser(
        Journal, ("par", "verbe", "objet_type", "objet_id", "apres"),
        ((PAR, "declarer_relation", "relation", x.id, json.dumps({"cle": _cle(x)})) for x in liens),
    )  # fmt: skip
    return liens


def _cle(lien: Lien) -> str:
    return cle_de_lien(lien.nature, (lien.ici, lien.la_bas))


def _liens(voulues: int, annuaire: Annuaire, reps: Repartitions, hasard: random.Random) -> Iterator[Lien]:
    prises = set(Relation.objects.values_list("cle", flat=True))
    communes = _selon(annuaire.collectivites, reps.degres_francais, reps)
    francais = _selon(annuaire.francais, reps.degres_francais, reps) if annuaire.francais else communes
    la_bas = {iso: _selon(ids, reps.degres_etrangers, reps) for iso, ids in annuaire.etrangers.items() if ids}
    numero = suivant(Relation)
    faits = 0
    while faits < voulues:
        paquet = min(20_000, voulues - faits + 50)
        ici = communes.tirer(hasard, paquet)
        autres = francais.tirer(hasard, paquet)
        pays = reps.pays_relations.tirer(hasard, paquet)
        natures = reps.natures.tirer(hasard, paquet)
        for a, autre, iso, nature in zip(ici, autres, pays, natures, strict=True):
            depart = a if hasard.random() < PART_COLLECTIVITES else autre
            interieure = hasard.random() < reps.part_interieure
            bout = communes if interieure else la_bas.get(iso)
            if bout is None or faits == voulues:
                continue
            arrivee = bout.tirer(hasard, 1)[0]
            identite = cle_de_lien(nature, (depart, arrivee))
            if depart == arrivee or identite in prises:
                continue
            prises.add(identite)
            yield Lien(
                numero + faits, depart, arrivee, "" if interieure else iso, nature, _champs(nature, reps, hasard),
                INFORMATIONS.tirer(hasard, 1)[0], CERTITUDES.tirer(hasard, 1)[0],
            )  # fmt: skip
            faits += 1


def _selon(ids: list[int], degres: list[int], reps: Repartitions) -> Tirage[int]:
    return Tirage.selon(dict(zip(ids, reps.poids_des_rangs(degres, len(ids)), strict=True)))


def _champs(nature: str, reps: Repartitions, hasard: random.Random) -> dict[str, object]:
    champs: dict[str, Any] = {"nature": nature}
    if hasard.random() < PART_DATEE:
        champs["debut"] = reps.debuts.tirer(hasard, 1)[0]
    etat = ETATS.tirer(hasard, 1)[0]
    if etat:
        champs["etat"] = etat
    if etat in ("clos", "suspendu"):
        champs["etat_depuis"] = str(hasard.randrange(2018, 2026))
    if hasard.random() < PART_CLASSEE:
        champs["themes"] = list(dict.fromkeys(reps.themes.tirer(hasard, hasard.randrange(1, 4))))
        champs["odd"] = list(dict.fromkeys(reps.odd.tirer(hasard, hasard.randrange(1, 3))))
        champs["dimensions"] = reps.dimensions.tirer(hasard, 1)
    return champs


def _row(lien: Lien) -> tuple[object, ...]:
    c = lien.champs
    confirmee = RELEVE_LE if lien.certitude == "etablie" else None
    return (
        lien.id, _cle(lien), lien.nature, c.get("debut", ""), "", c.get("etat", "non_renseigne"),
        c.get("etat_depuis", ""), not lien.pays, confirmee, lien.information,
    )  # fmt: skip


def _classements(liens: list[Lien]) -> Iterator[tuple[object, ...]]:
    for lien in liens:
        for champ, nomenclature in (("themes", "theme"), ("odd", "odd"), ("dimensions", "dimension")):
            codes = lien.champs.get(champ, ())
            yield from ((lien.id, nomenclature, code, rang) for rang, code in enumerate(codes, 1))


def _actes(liens: list[Lien], hasard: random.Random) -> Iterator[tuple[object, ...]]:
    for lien in liens:
        if hasard.random() < PART_ACTES:
            debut = hasard.randrange(2000, 2026)
            fin = str(debut + hasard.randrange(3, 6)) if hasard.random() < 0.8 else ""
            yield (lien.id, "convention", str(debut), fin, "Convention de coopération")
