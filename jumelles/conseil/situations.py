"""Une règle dite en français : quand elle joue, et les deux situations qui l'éprouvent."""

from functools import cache

from jumelles.conseil.conditions import INCONNU, Condition, Situation, TermeCondition
from jumelles.conseil.phrases import dire
from jumelles.droit.phrases import dire as dire_du_droit
from jumelles.referentiel.thesaurus import themes

_COMPARAISONS = {"=": "", "!=": "autre que ", "<": "moins de "}


def quand(condition: Condition) -> str:
    """« besoin : un financement et pays : DE — ou … »."""
    return " — ou ".join(" et ".join(_terme(t) for t in suite) for suite in condition.suites)


def en_clair(situation: Situation) -> str:
    """La demande, puis l'acteur regardé, en une ligne."""
    d, a = situation.demande, situation.acteur
    dits = [("besoin", d.besoins), ("theme", d.themes), ("pays", (d.pays,)), ("type", (d.type,)),
            ("habitants", (d.habitants,)), ("apd", ({True: "oui", False: "non"}.get(bool(d.pays_apd))
                                                    if d.pays_apd is not None else None,))]  # fmt: skip
    if a is not None:
        dits += [("acteur.pays_lui", a.pays), ("acteur.theme_lui", a.themes), ("acteur.km", (a.km,)),
                 ("acteur.annee", (a.annee,))]  # fmt: skip
    return " ; ".join(
        f"{dire(f'champ.{nom}')} : {', '.join(_valeur(nom, str(v)) for v in valeurs)}"
        for nom, valeurs in dits
        if any(v is not None for v in valeurs)
    )


def _terme(t: TermeCondition) -> str:
    if t.valeurs == INCONNU:
        return f"{dire(f'champ.{t.champ}')} : {dire('non_renseigne')}"
    valeurs = " ou ".join(_valeur(t.champ, v) for v in t.valeurs)
    return f"{dire(f'champ.{t.champ}')} : {_COMPARAISONS[t.comparaison]}{valeurs}"


def _valeur(champ: str, valeur: str) -> str:
    if champ == "besoin":
        return dire(f"besoin.{valeur}").lower()
    if champ in ("theme", "acteur.theme_lui"):
        return _themes().get(valeur, valeur)
    return dire_du_droit(f"type.{valeur}") if champ == "type" else valeur


@cache
def _themes() -> dict[str, str]:
    return {t.code: t.libelle for t in themes()}
