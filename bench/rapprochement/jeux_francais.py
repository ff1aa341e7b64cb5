"""Le jeu des villes françaises : vérité par contour, difficulté, comptes."""

from collections import Counter
from collections.abc import Iterable, Mapping

from bench.rapprochement import difficultes
from bench.rapprochement.contours import read_contours
from bench.rapprochement.francais import juger, read_relues
from bench.rapprochement.mentions import Citee
from bench.rapprochement.porteurs import Porteurs

EXISTE = {True: "oui", False: "absente"}


def preparer(citees: Iterable[Citee], porteurs: Porteurs) -> list[dict[str, object]]:
    """Une ligne par ville française nommée, avec sa vérité."""
    contours, relues = read_contours(), read_relues()
    lignes: list[dict[str, object]] = []
    for citee in citees:
        verite = juger(citee, contours, porteurs, relues)
        lignes.append(
            {
                "liste": citee.liste,
                "nom": citee.nom,
                "pays": "FR",
                "departement": porteurs.departements.get(verite.code, ""),
                "population": citee.population,
                "lat": citee.lat,
                "lon": citee.lon,
                "partenaire": " | ".join(citee.partenaires),
                "verite": verite.code,
                "existe": EXISTE[bool(verite.code)],
                "origine": verite.origine,
                "difficulte": difficultes.dire(citee.nom, verite, porteurs),
            }
        )
    return lignes


def compter(lignes: Iterable[Mapping[str, object]], colonne: str) -> dict[str, int]:
    """Combien de lignes par valeur de la colonne, la plus fréquente d'abord."""
    return dict(Counter(str(ligne.get(colonne, "")) for ligne in lignes).most_common())
