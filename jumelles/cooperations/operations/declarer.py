"""Écrire ce que des sources déclarent : une relation, un projet, ou tout un lot."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction

from jumelles.acteurs.designation import Partie
from jumelles.cooperations.declarations import DeclarationProjet, DeclarationRelation, Dit
from jumelles.cooperations.operations.bilan import BilanEcriture
from jumelles.cooperations.operations.fusion.imports import sur_le_propre
from jumelles.cooperations.operations.fusion.vivants import gardee
from jumelles.cooperations.operations.projets import Cles, ecrire_projets
from jumelles.cooperations.operations.relations import ecrire_relations
from jumelles.cooperations.operations.releves import ranger_releves
from jumelles.provenance.models import Lot, Source


@transaction.atomic
def appliquer_declarations(
    *,
    lot: Lot | None,
    relations: Sequence[DeclarationRelation] = (),
    projets: Sequence[DeclarationProjet] = (),
    par: str,
    bilan: BilanEcriture | None = None,
) -> BilanEcriture:
    """Écrire d'un coup relations et projets déclarés ; rejouer les mêmes déclarations ne change rien.

    Retrouve ou crée les acteurs, les liens (une fois par ensemble de parties) et les projets, range
    relevés et paroles, repose les valeurs retenues, écrit le journal. Un lien supprimé par une
    personne n'est pas rouvert ; une correction relue n'est jamais recouverte. bilan : celui des paquets d'avant,
    quand un lot s'écrit en plusieurs fois dans la même transaction.
    """
    bilan = BilanEcriture() if bilan is None else bilan
    with sur_le_propre(relations, projets, par=par, lot=lot):
        _ecrire(relations, projets, lot=lot, par=par, bilan=bilan)
    return bilan


def _ecrire(
    relations: Sequence[DeclarationRelation],
    projets: Sequence[DeclarationProjet],
    *,
    lot: Lot | None,
    par: str,
    bilan: BilanEcriture,
) -> tuple[Cles, Cles]:
    """Rendre (source, clé) → relation, et (source, clé) → projet."""
    releves = ranger_releves([*(d.dit for d in relations), *(d.dit for d in projets)], lot=lot)
    adosses = [_relation_du_projet(d) for d in projets if d.adosse_a_relation and d.partenaires]
    liens = ecrire_relations([*relations, *adosses], releves=releves, lot=lot, par=par, bilan=bilan)
    return liens, ecrire_projets(projets, releves=releves, liens=liens, lot=lot, par=par, bilan=bilan)


def _relation_du_projet(declaration: DeclarationProjet) -> DeclarationRelation:
    """Le lien que suppose un projet mené avec un partenaire étranger."""
    champs: dict[str, Any] = {"nature": "cooperation_decentralisee"}
    for nom in ("themes", "odd"):
        if getattr(declaration, nom):
            champs[nom] = list(getattr(declaration, nom))
    return DeclarationRelation(declaration.dit, (*declaration.porteurs, *declaration.partenaires), champs)


@transaction.atomic
def declarer_relation(
    *,
    parties: Sequence[Partie],
    champs: dict[str, Any],
    source: Source,
    cle: str,
    jour: date,
    par: str,
    date_information: str = "",
    adresse: str = "",
    certitude: str = "dite",
) -> int:
    """Déclarer un lien durable ; rend son identifiant, neuf ou retrouvé."""
    dit = Dit(
        source_code=source.code, cle=cle, numero=0, brut={"champs": champs, "parties": [p.nom for p in parties]},
        releve_le=jour, date_information=date_information, adresse=adresse, certitude=certitude,
    )  # fmt: skip
    declaration = DeclarationRelation(dit, tuple(parties), champs)
    with sur_le_propre([declaration], [], par=par):
        liens, _ = _ecrire([declaration], [], lot=None, par=par, bilan=BilanEcriture())
    return gardee("relation", liens[(source.code, cle)])


@transaction.atomic
def declarer_projet(*, declaration: DeclarationProjet, par: str) -> int:
    """Déclarer un projet ; rend son identifiant, neuf ou retrouvé."""
    with sur_le_propre([], [declaration], par=par):
        _, identifiants = _ecrire([], [declaration], lot=None, par=par, bilan=BilanEcriture())
    return gardee("projet", identifiants[(declaration.dit.source_code, declaration.dit.cle)])
