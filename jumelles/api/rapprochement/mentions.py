"""Des questions du client aux mentions du moteur : lire les indices comme un tableur les écrit."""

import re

from jumelles.api.rapprochement.lecture import QuestionLue
from jumelles.api.rapprochement.noms import pays
from jumelles.api.rapprochement.sortes import EPCI, LIEU, TERRITOIRE, TYPES
from jumelles.rapprochement.identifiants import lire_identifiant
from jumelles.rapprochement.normaliser import cle
from jumelles.rapprochement.termes import Mention

POPULATION_MAX = 2**31 - 1
IDENTIFIANTS = ("siren", "insee", "geonames")
_NOMBRE = re.compile(r"-?[0-9]{1,12}(?:[.,][0-9]{1,15})?")
_CODE = re.compile(r"D([0-9][0-9A-Za-z]{0,2})")
_INTERCOMMUNALITES = ("intercommunalite", "interco", "groupement", "communaute")


def mention(question: QuestionLue, types: tuple[str, ...]) -> Mention:
    """La mention de cette question, pour ces types (vide : tous). Un indice illisible est comme absent."""
    larges = {TYPES[t].dans or t for t in types}
    iso2 = pays().lire(question.indice("pays")) or ("FR" if larges == {TERRITOIRE} else "")
    return Mention(
        nom=question.nom, pays=iso2, niveaux=_niveaux(question, types), departement=_departement(question),
        population=_population(question), lat=_degres(question, "lat", 90), lon=_degres(question, "lon", 180),
        identifiants=_identifiants(question),
    )  # fmt: skip


def is_pays_illisible(question: QuestionLue) -> bool:
    """Vrai si la ligne dit un pays que l'on ne reconnaît pas : sans lui, on n'est sûr de rien."""
    dit = question.indice("pays")
    return bool(dit) and not pays().lire(dit)


def _identifiants(question: QuestionLue) -> tuple[str, ...]:
    lus = {pid: lire_identifiant(pid, question.indice(pid)) for pid in IDENTIFIANTS}
    return tuple(f"{pid}:{lu}" for pid, lu in lus.items() if lu)


def _niveaux(question: QuestionLue, types: tuple[str, ...]) -> frozenset[str]:
    dit = cle(question.indice("niveau")).replace(" ", "_")
    if dit:
        if dit.startswith(_INTERCOMMUNALITES):
            return EPCI
        return TYPES[dit].niveaux if dit in TYPES else frozenset({dit}) & EPCI
    demandes = [TYPES[t].niveaux for t in types if t != LIEU]
    # Un seul type large suffit à admettre tous les niveaux.
    return frozenset().union(*demandes) if demandes and all(demandes) else frozenset()


def _departement(question: QuestionLue) -> str:
    dit = question.indice("departement")
    code = _CODE.fullmatch(dit)
    return code[1] if code else dit[:100]


def _population(question: QuestionLue) -> int | None:
    nombre = _nombre(question.indice("population"))
    return int(nombre) if nombre is not None and 0 < nombre <= POPULATION_MAX else None


def _degres(question: QuestionLue, pid: str, borne: int) -> float | None:
    nombre = _nombre(question.indice(pid))
    return nombre if nombre is not None and abs(nombre) <= borne else None


def _nombre(dit: str) -> float | None:
    """« 158 240 », « 158240.0 », « 45,18 » ; None si ce n'est pas un nombre."""
    serre = "".join(dit.split())
    return float(serre.replace(",", ".")) if _NOMBRE.fullmatch(serre) else None
