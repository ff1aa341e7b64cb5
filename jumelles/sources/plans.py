"""Mettre une ligne planifiée en JSON pour l'attente, et l'en relire à la bascule."""

from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from jumelles.cooperations.declarations import (
    DeclarationProjet,
    DeclarationRelation,
    Dit,
    FinancementDit,
    Partie,
)
from jumelles.provenance.releves import JugementPrevu
from jumelles.sources.ligne_lue import LignePlanifiee


def write_plan(ligne: LignePlanifiee) -> dict[str, Any]:
    """Les déclarations et jugements d'une ligne, en types JSON ; le brut est rangé à part."""
    plan: dict[str, Any] = {"jugements": [asdict(j) for j in ligne.jugements]}
    if ligne.relation is not None:
        plan["relation"] = {
            "dit": _write_dit(ligne.relation.dit),
            "parties": [asdict(p) for p in ligne.relation.parties],
            "champs": ligne.relation.champs,
        }
    if ligne.projet is not None:
        plan["projet"] = _write_projet(ligne.projet)
    return plan


def _write_dit(dit: Dit) -> dict[str, Any]:
    return {**asdict(dit), "releve_le": dit.releve_le.isoformat()}


def _write_projet(projet: DeclarationProjet) -> dict[str, Any]:
    return {
        **asdict(projet),
        "dit": _write_dit(projet.dit),
        "financements": [{**asdict(f), "montant": str(f.montant)} for f in projet.financements],
    }


def read_relation(plan: dict[str, Any]) -> DeclarationRelation | None:
    """La relation que ce plan déclare, s'il en déclare une."""
    lu = plan.get("relation")
    if lu is None:
        return None
    return DeclarationRelation(_read_dit(lu["dit"]), tuple(Partie(**p) for p in lu["parties"]), lu["champs"])


def read_projet(plan: dict[str, Any]) -> DeclarationProjet | None:
    """Le projet que ce plan déclare, s'il en déclare un."""
    lu = plan.get("projet")
    if lu is None:
        return None
    listes = {nom: tuple(lu.get(nom, ())) for nom in ("pays", "themes", "odd", "cadres")}
    parties = {nom: tuple(Partie(**p) for p in lu[nom]) for nom in ("porteurs", "partenaires")}
    financements = tuple(
        FinancementDit(
            **{**f, "montant": Decimal(f["montant"]), "partie": Partie(**f["partie"]) if f["partie"] else None}
        )
        for f in lu["financements"]
    )
    return DeclarationProjet(**{**lu, **listes, **parties, "dit": _read_dit(lu["dit"]), "financements": financements})


def read_jugements(plan: dict[str, Any]) -> list[JugementPrevu]:
    """Les jugements que la machine a rendus pour cette ligne."""
    return [JugementPrevu(**{**j, "raisons": tuple(j["raisons"])}) for j in plan.get("jugements", ())]


def _read_dit(lu: dict[str, Any]) -> Dit:
    return Dit(**{**lu, "releve_le": date.fromisoformat(lu["releve_le"]), "messages": tuple(lu["messages"])})
