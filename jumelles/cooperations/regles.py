"""Les décisions du cœur, sans base : champs admis, valeur retenue, états, brouillage."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any

from jumelles.cooperations.enums import (
    ETATS_SUR_SOURCE_DATEE,
    EtatActe,
    EtatPartenariat,
    NatureRelation,
    StatutProjet,
)
from jumelles.referentiel.temps import DateIllisible, DatePartielle

MOIS_DE_CONFIRMATION = 24
PARTIES_MAX = 160
DATES = ("debut", "premiere_convention", "fin", "etat_depuis")
LISTES = ("autres_natures", "dimensions", "themes", "odd")
TEXTES = ("nature", "etat", "intitule", "note")
CHAMPS_RELATION = frozenset((*DATES, *LISTES, *TEXTES))
# Seuls ces champs se contredisent ; une nature de plus enrichit, elle ne contredit pas.
CHAMPS_COMPARES = ("debut", "premiere_convention", "fin", "etat")
_RANG_CERTITUDE = {"etablie": 2, "dite": 1, "a_verifier": 0}
_FAMILLE_LIEN = frozenset(
    (
        NatureRelation.JUMELAGE, NatureRelation.COOPERATION, NatureRelation.PARTENARIAT, NatureRelation.ACCORD,
        NatureRelation.PACTE, NatureRelation.DECLARATION, NatureRelation.PARRAINAGE, NatureRelation.NON_RENSEIGNEE,
    )
)  # fmt: skip


class ChampRefuse(ValueError):
    """Un champ déclaré n'est pas admis ; le message dit lequel, pourquoi, et comment faire."""


@dataclass(frozen=True, slots=True)
class Dire:
    """Une parole, réduite à ce qui sert à choisir."""

    champs: dict[str, Any]
    humaine: bool
    certitude: str
    date_information: str
    releve_le: date
    source_code: str = ""
    identifiant: int = 0


@dataclass(frozen=True, slots=True)
class Retenu:
    """Ce que les colonnes d'une relation doivent porter, et ce qui se contredit."""

    valeurs: dict[str, Any]
    divergences: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    confirmee_le: date | None = None
    derniere_information: str = ""


def cle_de_lien(nature: str, acteur_ids: Iterable[int]) -> str:
    """L'identité d'un lien : sa famille et ses parties, sans ordre ("lien:12-45")."""
    famille = "lien" if nature in _FAMILLE_LIEN or not nature else nature
    return f"{famille}:{parties_de_lien(acteur_ids)}"


def parties_de_lien(acteur_ids: Iterable[int]) -> str:
    """Les parties d'un lien, sans ordre ("12-45")."""
    parties = "-".join(str(i) for i in sorted(set(acteur_ids)))
    if len(parties) > PARTIES_MAX:  # un réseau : la colonne est bornée, PostgreSQL la refuserait
        return f"sha256-{sha256(parties.encode()).hexdigest()}"
    return parties


def verifier_champs(champs: dict[str, Any], *, date_information: str = "", jour: date | None = None) -> None:
    """Refuser (ChampRefuse) un champ inconnu, une date fausse ou à venir, un état sans date."""
    inconnus = sorted(champs.keys() - CHAMPS_RELATION)
    if inconnus:
        raise ChampRefuse(f"champs inconnus : {', '.join(inconnus)}")
    for nom in DATES:
        if champs.get(nom):
            _check_date(nom, champs[nom], jour if nom in ("debut", "premiere_convention", "etat_depuis") else None)
    if champs.get("nature") and champs["nature"] not in NatureRelation.values:
        raise ChampRefuse(f"nature inconnue : {champs['nature']!r}")
    etat = champs.get("etat")
    if etat and etat not in EtatPartenariat.values:
        raise ChampRefuse(f"état inconnu : {etat!r}")
    if etat in ETATS_SUR_SOURCE_DATEE and not (champs.get("etat_depuis") and date_information):
        raise ChampRefuse(
            f"l'état « {EtatPartenariat(etat).label} » demande la date de l'état et une source elle-même datée"
        )
    if not in_order(champs.get("debut") or "", champs.get("fin") or ""):
        raise ChampRefuse(f"la relation finirait ({champs['fin']}) avant son début ({champs['debut']})")


def _check_date(nom: str, valeur: str, jour: date | None) -> None:
    try:
        lue = DatePartielle.read(valeur)
    except DateIllisible as erreur:
        raise ChampRefuse(f"{nom} : {erreur}") from erreur
    if jour is not None and lue.earliest() > jour:
        raise ChampRefuse(f"{nom} : {lue} est dans le futur")


def in_order(debut: str, fin: str) -> bool:
    """Vrai si la fin peut suivre le début, à la précision où on les connaît."""
    return not (debut and fin) or DatePartielle.read(fin).latest() >= DatePartielle.read(debut).earliest()


def _rang(dire: Dire) -> tuple[bool, int, str, str, int]:
    """Du moins au plus fort : une personne, puis la certitude, puis la plus récente."""
    return (
        dire.humaine,
        _RANG_CERTITUDE.get(dire.certitude, 0),
        dire.date_information,
        dire.releve_le.isoformat(),
        dire.identifiant,
    )


def ordonner(dires: Iterable[Dire]) -> list[Dire]:
    """De la parole la plus forte à la plus faible."""
    return sorted(dires, key=_rang, reverse=True)


def compatibles(a: str, b: str) -> bool:
    """« 1998 » et « 1998-05 » ne se contredisent pas."""
    return a.startswith(b) or b.startswith(a)


def _valeur_etat(dire: Dire) -> str:
    """L'état dit, sauf s'il demande une date que la source ne donne pas."""
    etat = str(dire.champs.get("etat") or "")
    if etat in ETATS_SUR_SOURCE_DATEE and not (dire.champs.get("etat_depuis") and dire.date_information):
        return ""
    return "" if etat == EtatPartenariat.NON_RENSEIGNE else etat


def _retenir_date(dires: Sequence[Dire], nom: str) -> str:
    """La mieux placée, précisée par une autre qui ne la contredit pas."""
    valeurs = [str(d.champs[nom]) for d in dires if d.champs.get(nom)]
    if not valeurs:
        return ""
    return max((v for v in valeurs if compatibles(v, valeurs[0]) and v.startswith(valeurs[0])), key=len)


def _divergences(dires: Sequence[Dire]) -> dict[str, tuple[tuple[str, str], ...]]:
    """Champ → ((valeur, source), …) quand deux valeurs ne peuvent être vraies ensemble."""
    trouvees: dict[str, tuple[tuple[str, str], ...]] = {}
    for nom in CHAMPS_COMPARES:
        dits = [
            (valeur, d.source_code)
            for d in dires
            if (valeur := _valeur_etat(d) if nom == "etat" else str(d.champs.get(nom) or ""))
        ]
        if any(not compatibles(a, b) for a, _ in dits for b, _ in dits):
            trouvees[nom] = tuple(dits)
    return trouvees


def retenir_liste(dires: Sequence[Dire], nom: str) -> list[str]:
    """La liste d'une personne fait foi ; sinon l'union, dans l'ordre des sources."""
    humaine = next((d for d in dires if d.humaine and nom in d.champs), None)
    if humaine is not None:
        return list(dict.fromkeys(humaine.champs[nom]))
    return list(dict.fromkeys(code for d in dires for code in d.champs.get(nom) or ()))


def retenir(dires: Iterable[Dire]) -> Retenu:
    """Choisir la valeur de chaque colonne parmi ce que disent les sources, sans rien perdre."""
    ordre = ordonner(dires)
    valeurs: dict[str, Any] = {nom: _retenir_date(ordre, nom) for nom in DATES if nom != "etat_depuis"}
    valeurs["intitule"] = next((d.champs["intitule"] for d in ordre if d.champs.get("intitule")), "")
    maitre = next((d for d in ordre if _valeur_etat(d)), None)
    valeurs["etat"] = _valeur_etat(maitre) if maitre else EtatPartenariat.NON_RENSEIGNE.value
    valeurs["etat_depuis"] = str(maitre.champs.get("etat_depuis") or "") if maitre else ""
    natures = [d.champs["nature"] for d in ordre if d.champs.get("nature")]
    dites = [n for n in natures if n != NatureRelation.NON_RENSEIGNEE]
    valeurs["nature"] = dites[0] if dites else NatureRelation.NON_RENSEIGNEE.value
    for nom in LISTES:
        valeurs[nom] = retenir_liste(ordre, nom)
    autres = [n for n in (*dites, *valeurs["autres_natures"]) if n != valeurs["nature"]]
    valeurs["autres_natures"] = list(dict.fromkeys(autres))
    if not in_order(valeurs["debut"], valeurs["fin"]):
        valeurs["fin"] = ""  # deux sources qui se croisent : la divergence reste lisible dans les paroles
    return Retenu(
        valeurs=valeurs,
        divergences=_divergences(ordre),
        confirmee_le=max((d.releve_le for d in ordre if d.humaine or d.certitude == "etablie"), default=None),
        derniere_information=max((d.date_information for d in ordre if d.date_information), default=""),
    )


def est_confirmee(confirmee_le: date | None, jour: date) -> bool:
    """Confirmée depuis moins de vingt-quatre mois (decisions/0005)."""
    if confirmee_le is None:
        return False
    ecart = (jour.year - confirmee_le.year) * 12 + jour.month - confirmee_le.month
    return ecart < MOIS_DE_CONFIRMATION


def etat_acte(*, debut: str, fin: str, resilie_le: str, jour: date) -> EtatActe:
    """En vigueur, échu, résilié, ou non renseigné quand rien ne permet de le dire (un acte à venir)."""
    if resilie_le and DatePartielle.read(resilie_le).earliest() <= jour:
        return EtatActe.RESILIE
    if fin and DatePartielle.read(fin).latest() < jour:
        return EtatActe.ECHU
    a_commence = not debut or DatePartielle.read(debut).earliest() <= jour
    if fin and a_commence:
        return EtatActe.EN_VIGUEUR
    return EtatActe.NON_RENSEIGNE


def statut_projet(*, debut: str, fin: str, etat_dit: str, jour: date) -> StatutProjet:
    """Le statut calculé ; « à vérifier » quand la source dit en cours après la date de fin."""
    en_cours = etat_dit.casefold() in ("exécution", "en cours", "en_cours")
    acheve = etat_dit.casefold() in ("achevé", "terminé", "termine", "clos")
    if fin and DatePartielle.read(fin).latest() < jour:
        return StatutProjet.A_VERIFIER if en_cours else StatutProjet.TERMINE
    if acheve:
        return StatutProjet.TERMINE
    if debut and DatePartielle.read(debut).earliest() > jour:
        return StatutProjet.A_VENIR
    return StatutProjet.EN_COURS if en_cours else StatutProjet.NON_RENSEIGNE
