"""Le réseau régional multi-acteurs de chaque région, et l'annuaire des ambassades : des tables relevées à la main."""

from dataclasses import dataclass
from functools import cache

from jumelles.conseil.lecture import read_lignes
from jumelles.droit.lecture import TableInvalide, read_jour
from jumelles.referentiel.temps import DatePartielle

ETATS = ("trouvé", "à vérifier")


@dataclass(frozen=True, slots=True)
class ReseauRegional:
    """Le réseau d'une région (code INSEE). nom vide : aucun trouvé, ce qui ne dit pas qu'il n'y en a pas.

    site vide : non trouvé ; source, adresse, date : la page qui le dit, de sa date ou du jour où on l'a relevée.
    """

    region: str
    nom: str
    site: str
    source: str
    adresse: str
    date: DatePartielle
    etat: str


@dataclass(frozen=True, slots=True)
class AnnuairePublic:
    """Un annuaire tenu par l'État, où l'on cherche soi-même l'adresse du jour."""

    nom: str
    adresse: str
    source: str
    date: DatePartielle
    etat: str


def reseau_de(region: str) -> ReseauRegional | None:
    """Celui de cette région (« 84 ») ; None si la table n'en dit rien."""
    return _reseaux().get(region)


@cache
def annuaire_des_ambassades() -> AnnuairePublic:
    """Celui du ministère ; TableInvalide s'il n'y est plus."""
    for x in read_lignes("annuaires", "annuaire nom adresse source date etat"):
        if x["annuaire"] == "ambassades":
            return AnnuairePublic(x["nom"], x["adresse"], x["source"], _date(x), _etat(x))
    raise TableInvalide("annuaires.csv : pas d'annuaire des ambassades")


@cache
def _reseaux() -> dict[str, ReseauRegional]:
    lignes = read_lignes("reseaux_regionaux", "region nom site source adresse date etat")
    lus = {
        x["region"]: ReseauRegional(
            x["region"], x["nom"], x["site"], x["source"], x["adresse"], _date(x), _etat(x)
        )
        for x in lignes
    }  # fmt: skip
    if len(lus) < len(lignes):
        raise TableInvalide("reseaux_regionaux.csv : une région dite deux fois")
    return lus


def _date(x: dict[str, str]) -> DatePartielle:
    lue = read_jour(x["date"])
    if lue is None:
        raise TableInvalide(f"une ligne sans date : {x}")
    return lue


def _etat(x: dict[str, str]) -> str:
    if x["etat"] not in ETATS:
        raise TableInvalide(f"état : {x['etat']!r}")
    return x["etat"]
