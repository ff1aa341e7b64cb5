"""Les verbes des territoires : charger les références, en gardant le numéro de chaque ligne déjà connue.

Chaque verbe est atomique et rend un `Chargement`. Le journal reçoit une ligne par objet modifié, et une
seule pour un premier chargement (35 000 créations d'un coup se relisent dans le lot, pas une à une).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from django.db import models, transaction

from jumelles.provenance.models import Lot
from jumelles.provenance.operations import Ecriture, journaliser
from jumelles.rapprochement.normaliser import cle
from jumelles.referentiel.paquets import par_paquets
from jumelles.territoires.lignes import (
    Chargement,
    CollectiviteLue,
    EffectifLu,
    FiliationLue,
    LieuLu,
    NomLu,
    PaysLu,
)
from jumelles.territoires.models import (
    Collectivite,
    Effectif,
    Filiation,
    Lieu,
    NomCollectivite,
    NomLieu,
    Pays,
)
from jumelles.territoires.vrac import inserer, inserer_ou_modifier

TAILLE_PAQUET = 500
# Au-delà, le détail est dans les lots : le journal ne garde que le résumé.
DETAIL_MAXIMUM = 2000
CHAMPS_PAYS = tuple(f.name for f in fields(PaysLu))
CHAMPS_COLLECTIVITE = tuple(f.name for f in fields(CollectiviteLue))
CHAMPS_LIEU = ("geonameid", "nom", "pays", "division", "lat", "lon", "population", "autres_noms", "source")


@transaction.atomic
def charger_pays(*, lignes: Sequence[PaysLu], source_id: int, par: str, lot: Lot) -> Chargement:
    """Créer ou mettre à jour les pays ; un pays absent de la table reste : d'autres tables le citent."""
    connus = {p["iso2"]: p for p in Pays.objects.values(*CHAMPS_PAYS, "source_id")}
    voulus = {p.iso2: {**asdict(p), "autres_noms": list(p.autres_noms), "source_id": source_id} for p in lignes}
    changes = [v for iso2, v in voulus.items() if connus.get(iso2) != v]
    Pays.objects.bulk_create(
        [Pays(**v) for v in changes],
        update_conflicts=True,
        unique_fields=["iso2"],
        update_fields=[*CHAMPS_PAYS[1:], "source"],
    )
    resultat = _bilan(connus, voulus, [v["iso2"] for v in changes])
    _consigner("charger_pays", resultat, par, lot)
    return resultat


@transaction.atomic
def charger_collectivites(
    *, lignes: Sequence[CollectiviteLue], sources: Mapping[str, int], par: str, lot: Lot
) -> Chargement:
    """Créer ou mettre à jour les collectivités (parents et EPCI d'abord cités par leur code).

    Une collectivité d'une de ces sources qui n'est plus dite devient ancienne ; elle n'est jamais effacée.
    """
    connues = _read_collectivites()
    voulues = {c.code: c for c in lignes}
    if len(voulues) != len(lignes):
        raise ValueError("Deux collectivités portent le même code.")
    changees = [c for code, c in voulues.items() if connues.get(code) != _comparable(c, sources)]
    for vague in _vagues(changees):
        ids = dict(Collectivite.objects.values_list("code", "id"))
        inserer_ou_modifier(
            Collectivite,
            CHAMPS_COLLECTIVITE,
            [_valeurs(c, ids, sources) for c in vague],
            identite="code",
        )
    retires = [c for c in connues if c not in voulues]
    retires = list(
        Collectivite.objects.filter(source_id__in=sources.values(), ancienne=False, code__in=retires)
        .values_list("code", flat=True)
    ) if retires else []  # fmt: skip
    Collectivite.objects.filter(code__in=retires).update(ancienne=True)
    codes = [c.code for c in changees]
    resultat = _bilan(connues, voulues, codes, retires=len(retires))
    details = _ecritures_collectivites(connues, [c for c in [*codes, *retires] if c in connues], sources)
    _consigner("charger_collectivites", resultat, par, lot, details)
    return resultat


@transaction.atomic
def charger_noms(
    *, lignes: Iterable[NomLu], sources: Mapping[str, int], par: str, lot: Lot, natures: Sequence[str]
) -> Chargement:
    """Rendre la table des noms conforme, pour ces sources et ces natures ; les autres noms restent."""
    ids = dict(Collectivite.objects.values_list("code", "id"))
    voulus = {(ids[n.collectivite], n.texte, cle(n.texte), n.nature, n.debut, n.fin, sources[n.source]) for n in lignes}
    resultat = _conformer(
        NomCollectivite,
        ("collectivite_id", "texte", "cle", "nature", "debut", "fin", "source_id"),
        voulus,
        NomCollectivite.objects.filter(source_id__in=sources.values(), nature__in=natures),
    )
    _consigner("charger_noms", resultat, par, lot)
    return resultat


@transaction.atomic
def charger_filiations(*, lignes: Iterable[FiliationLue], sources: Mapping[str, int], par: str, lot: Lot) -> Chargement:
    """Rendre les filiations conformes, pour ces sources."""
    ids = dict(Collectivite.objects.values_list("code", "id"))
    voulues = {(ids[f.ancienne], ids[f.nouvelle], f.nature, f.date, sources[f.source]) for f in lignes}
    resultat = _conformer(
        Filiation,
        ("ancienne_id", "nouvelle_id", "nature", "date", "source_id"),
        voulues,
        Filiation.objects.filter(source_id__in=sources.values()),
    )
    _consigner("charger_filiations", resultat, par, lot)
    return resultat


@transaction.atomic
def charger_lieux(*, lignes: Sequence[LieuLu], source_id: int, par: str, lot: Lot) -> Chargement:
    """Créer ou mettre à jour les lieux, et réécrire leurs noms ; un lieu qui n'est plus dit reste."""
    connus = {v[0]: v for v in Lieu.objects.values_list(*CHAMPS_LIEU).iterator(chunk_size=5000)}
    changes = [v for v in (_valeurs_lieu(li, source_id) for li in lignes) if connus.get(v[0]) != v]
    inserer_ou_modifier(Lieu, CHAMPS_LIEU, changes, identite="geonameid")
    modifies = sum(v[0] in connus for v in changes)
    resultat = Chargement(len(changes) - modifies, modifies, len(lignes) - len(changes))
    del connus, changes
    _charger_noms_lieux(lignes)
    _consigner("charger_lieux", resultat, par, lot)
    return resultat


@transaction.atomic
def charger_effectifs(*, lignes: Sequence[EffectifLu], sources: Mapping[str, int], par: str, lot: Lot) -> Chargement:
    """Créer ou mettre à jour les effectifs de ces sources ; ceux d'un autre millésime restent."""
    connus = {
        (e.categorie, e.millesime, e.source_id): (e.libelle, e.nombre)
        for e in Effectif.objects.filter(source_id__in=sources.values())
    }
    voulus = {(e.categorie, e.millesime, sources[e.source]): (e.libelle, e.nombre) for e in lignes}
    changes = [k for k, v in voulus.items() if connus.get(k) != v]
    for categorie, millesime, source_id in changes:
        libelle, nombre = voulus[categorie, millesime, source_id]
        Effectif.objects.update_or_create(
            categorie=categorie,
            millesime=millesime,
            source_id=source_id,
            defaults={"libelle": libelle, "nombre": nombre},
        )
    resultat = _bilan(connus, voulus, changes)
    _consigner("charger_effectifs", resultat, par, lot)
    return resultat


def _bilan(
    connus: Mapping[Any, Any], voulus: Mapping[Any, Any], changes: Sequence[Any], retires: int = 0
) -> Chargement:
    modifies = sum(c in connus for c in changes)
    return Chargement(len(changes) - modifies, modifies, len(voulus) - len(changes), retires)


def _consigner(verbe: str, resultat: Chargement, par: str, lot: Lot, details: Sequence[Ecriture] = ()) -> None:
    """Le journal : le résumé du lot, puis le détail s'il se lit."""
    lignes = [Ecriture(verbe, "lot", lot.pk, apres=asdict(resultat))]
    if len(details) <= DETAIL_MAXIMUM:
        lignes += details
    journaliser(par=par, ecritures=lignes, lot=lot)


def _read_collectivites() -> dict[str, tuple[Any, ...]]:
    """{code : valeurs comparables} des collectivités déjà là."""
    noms = [f"{c}__code" if c in ("epci", "parent") else c for c in CHAMPS_COLLECTIVITE]
    rang = CHAMPS_COLLECTIVITE.index("code")
    lignes = Collectivite.objects.values_list(*noms)
    return {v[rang]: tuple("" if x is None and n.endswith("__code") else x for x, n in zip(v, noms, strict=True))
            for v in lignes}  # fmt: skip


def _comparable(c: CollectiviteLue, sources: Mapping[str, int]) -> tuple[Any, ...]:
    return tuple(sources[c.source] if f == "source" else getattr(c, f) for f in CHAMPS_COLLECTIVITE)


def _valeurs(c: CollectiviteLue, ids: Mapping[str, int], sources: Mapping[str, int]) -> tuple[Any, ...]:
    """Les valeurs à écrire, les codes liés changés en numéros."""
    lies: dict[str, int | None] = {"source": sources[c.source]}
    lies |= {f: ids[getattr(c, f)] if getattr(c, f) else None for f in ("epci", "parent")}
    return tuple(lies[f] if f in lies else getattr(c, f) for f in CHAMPS_COLLECTIVITE)


def _vagues(lignes: Sequence[CollectiviteLue]) -> list[list[CollectiviteLue]]:
    """D'abord celles qui ne citent personne, puis celles qui citent un EPCI, puis celles qui ont un parent."""
    vagues: list[list[CollectiviteLue]] = [[], [], []]
    for c in lignes:
        vagues[2 if c.parent else 1 if c.epci else 0].append(c)
    return [v for v in vagues if v]


def _ecritures_collectivites(
    avant: Mapping[str, tuple[Any, ...]], codes: Sequence[str], sources: Mapping[str, int]
) -> list[Ecriture]:
    """Une ligne de journal par collectivité déjà connue qui change, avec ce qui change."""
    if len(codes) > DETAIL_MAXIMUM:
        return []
    apres = _read_collectivites()
    ids = dict(Collectivite.objects.filter(code__in=codes).values_list("code", "id"))
    return [
        Ecriture("charger_collectivites", "collectivite", ids[code], *_differences(avant[code], apres[code]))
        for code in codes
    ]


def _differences(avant: tuple[Any, ...], apres: tuple[Any, ...]) -> tuple[dict[str, Any], dict[str, Any]]:
    changes = [(f, a, b) for f, a, b in zip(CHAMPS_COLLECTIVITE, avant, apres, strict=True) if a != b]
    return {f: a for f, a, _ in changes}, {f: b for f, _, b in changes}


def _conformer(
    modele: type[models.Model],
    champs: Sequence[str],
    voulus: set[tuple[Any, ...]],
    portee: "models.QuerySet[Any]",
) -> Chargement:
    """Ôter de la portée ce qui n'est plus dit, ajouter ce qui manque, ne pas toucher au reste."""
    connus = {v[1:]: v[0] for v in portee.values_list("id", *champs)}
    en_trop = [numero for valeurs, numero in connus.items() if valeurs not in voulus]
    for paquet in par_paquets(en_trop, TAILLE_PAQUET):
        modele._default_manager.filter(pk__in=paquet).delete()
    nouveaux = sorted(voulus - connus.keys())
    inserer(modele, champs, nouveaux)
    return Chargement(len(nouveaux), 0, len(voulus) - len(nouveaux), len(en_trop))


def _valeurs_lieu(lieu: LieuLu, source_id: int) -> tuple[Any, ...]:
    return (
        lieu.geonameid, lieu.nom, lieu.pays, lieu.division, lieu.lat, lieu.lon, lieu.population,
        lieu.autres_noms, source_id,
    )  # fmt: skip


def _charger_noms_lieux(lignes: Sequence[LieuLu]) -> None:
    """Rendre conformes les noms de ces lieux ; triés, pour que l'index se bâtisse vite."""
    ids = dict(Lieu.objects.values_list("geonameid", "id"))
    voulus = [(nom, lieu.pays, ids[lieu.geonameid], rang == 0) for lieu in lignes for rang, nom in enumerate(lieu.cles)]
    if NomLieu.objects.exists():
        voulus = _remove_noms_lieux(set(voulus), {ids[lieu.geonameid] for lieu in lignes})
    voulus.sort()
    inserer(NomLieu, ("cle", "pays", "lieu", "principal"), voulus)


def _remove_noms_lieux(voulus: set[tuple[str, str, int, bool]], lieux: set[int]) -> list[tuple[str, str, int, bool]]:
    """Ôter les noms que ces lieux ne portent plus ; rendre ceux qui manquent."""
    en_trop = []
    for numero, *valeurs in NomLieu.objects.values_list("id", "cle", "pays", "lieu_id", "principal").iterator():
        nom = tuple(valeurs)
        if nom in voulus:
            voulus.discard(nom)
        elif nom[2] in lieux:
            en_trop.append(numero)
    for paquet in par_paquets(en_trop, TAILLE_PAQUET):
        NomLieu.objects.filter(pk__in=paquet).delete()
    return list(voulus)
