"""Une règle dite en français : quand elle joue, et les deux situations qui l'éprouvent."""

from collections.abc import Iterator, Mapping
from functools import cache

from jumelles.conseil.conditions import INCONNU, Condition, Situation, TermeCondition
from jumelles.conseil.phrases import dire
from jumelles.droit.phrases import dire as dire_du_droit
from jumelles.referentiel.thesaurus import themes

Noms = Mapping[str, str]  # ISO 2 → nom du pays
_COMPARAISONS = {"=": "", "!=": "autre que ", "<": "moins de "}
_OUI_NON = {True: "oui", False: "non", None: None}


def quand(condition: Condition, pays: Noms) -> str:
    """« besoin : un financement et pays : Allemagne — ou … »."""
    return " — ou ".join(" et ".join(_terme(t, pays) for t in suite) for suite in condition.suites)


def en_clair(situation: Situation, pays: Noms) -> str:
    """La demande, puis l'acteur regardé, en une ligne."""
    return " ; ".join(
        f"{dire(f'champ.{nom}')} : {', '.join(_valeur(nom, str(v), pays) for v in valeurs)}"
        for nom, valeurs in _dits(situation)
        if any(v is not None for v in valeurs)
    )


def _dits(situation: Situation) -> Iterator[tuple[str, tuple[object, ...]]]:
    d, a = situation.demande, situation.acteur
    yield from (("besoin", d.besoins), ("theme", d.themes), ("pays", (d.pays,)), ("type", (d.type,)))
    yield from (("habitants", (d.habitants,)), ("apd", (_OUI_NON[d.pays_apd],)))
    if a is not None:
        yield from (("acteur.pays_lui", a.pays), ("acteur.theme_lui", a.themes))
        yield from (("acteur.km", (a.km,)), ("acteur.annee", (a.annee,)))


def _terme(t: TermeCondition, pays: Noms) -> str:
    champ = dire(f"champ.{t.champ}")
    if t.valeurs == INCONNU:
        return f"{champ} : {dire('non_renseigne')}"
    valeurs = " ou ".join(_valeur(t.champ, v, pays) for v in t.valeurs)
    return f"{champ} : {_COMPARAISONS[t.comparaison]}{valeurs}"


def _valeur(champ: str, valeur: str, pays: Noms) -> str:
    if champ == "besoin":
        return dire(f"besoin.{valeur}").lower()
    if champ in ("theme", "acteur.theme_lui"):
        return _themes().get(valeur, valeur)
    if champ in ("pays", "acteur.pays_lui"):
        return pays.get(valeur, valeur)
    return dire_du_droit(f"type.{valeur}") if champ == "type" else valeur


@cache
def _themes() -> dict[str, str]:
    return {t.code: t.libelle for t in themes()}
