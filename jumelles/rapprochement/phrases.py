"""Dire un choix en français : chaque trait a sa phrase, que lit la personne qui décide."""

from jumelles.rapprochement.comparer import Contexte
from jumelles.rapprochement.juger import Choix
from jumelles.rapprochement.termes import Entite
from jumelles.referentiel.sphere import distance_km

_NIVEAUX = {
    "cc": "communauté de communes", "ca": "communauté d’agglomération", "cu": "communauté urbaine",
    "metropole": "métropole", "ept": "établissement public territorial", "departement": "département",
    "region": "région", "statut_particulier": "collectivité à statut particulier",
    "outre_mer": "collectivité d’outre-mer",
}  # fmt: skip


def dire(choix: Choix, contexte: Contexte) -> tuple[str, ...]:
    """Les raisons, du nom au reste ; un trait sans phrase ne se dit pas."""
    valeurs = _Valeurs(choix, contexte)
    phrases = choix.poids.phrases
    return tuple(p.format_map(valeurs) if "{" in p else p for trait in choix.traits if (p := phrases[trait]))


class _Valeurs(dict[str, str]):
    """Ce qu'une phrase cite, lu seulement si elle le cite."""

    __slots__ = ("_choix", "_contexte")

    def __init__(self, choix: Choix, contexte: Contexte) -> None:
        self._choix, self._contexte = choix, contexte

    def __missing__(self, mot: str) -> str:
        rep, nom = self._choix.repertoire, self._choix.piste.nom
        entite, cible = rep.entite(rep.entite_du_nom[nom]), rep.entite(self._choix.cible)
        match mot:
            case "nom" | "par":
                return entite.nom
            case "texte":
                return rep.textes[nom]
            case "niveau":
                return _niveaux(cible, self._contexte)
            case "departement":
                return cible.departement or entite.departement
            case "population":
                return _nombre(cible.population)
            case "km":
                return _km(self._contexte, cible)
        raise KeyError(mot)


def _niveaux(cible: Entite, contexte: Contexte) -> str:
    dit = _NIVEAUX.get(cible.niveau, cible.niveau)
    if contexte.niveaux and cible.niveau not in contexte.niveaux:
        return f"{_annonce(contexte.niveaux)} / {dit}"
    return dit


def _annonce(niveaux: frozenset[str]) -> str:
    """Le mot d'usage d'un ensemble de niveaux : « intercommunalité », « région »."""
    if len(niveaux) == 1:
        return _NIVEAUX.get(min(niveaux), min(niveaux))
    for niveau, mot in (("cc", "intercommunalité"), ("departement", "département"), ("region", "région")):
        if niveau in niveaux:
            return mot
    return " ou ".join(sorted(_NIVEAUX.get(n, n) for n in niveaux))


def _nombre(population: int | None) -> str:
    return "inconnue" if population is None else f"{population:,}".replace(",", "\u202f")


def _km(contexte: Contexte, cible: Entite) -> str:
    if contexte.lat is None or contexte.lon is None or cible.lat is None or cible.lon is None:
        return "?"
    return f"{distance_km(contexte.lat, contexte.lon, cible.lat, cible.lon):.0f}"
