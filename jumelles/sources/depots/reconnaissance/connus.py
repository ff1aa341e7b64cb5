"""Ce que le référentiel reconnaît dans une colonne : collectivités, lieux d'ailleurs, départements, pays."""

from collections.abc import Iterable, Mapping, Sequence

from django.db.models import QuerySet

from jumelles.rapprochement.formes import lire_forme
from jumelles.sources.rattachement import Rattacheur
from jumelles.territoires.models import NomCollectivite, NomLieu
from jumelles.territoires.pays_francais import ISO_FRANCAIS

ESSAYEES = 200
_PAQUET = 800


def compter_connus(colonnes: Mapping[str, Sequence[str]]) -> dict[str, dict[str, float]]:
    """{colonne: {trait: part}} ; en quelques requêtes pour tout le tableau."""
    echantillons = {nom: _distinctes(valeurs) for nom, valeurs in colonnes.items()}
    cles = {c for valeurs in echantillons.values() for v in valeurs for c in lire_forme(v).cles}
    ici = _connues(NomCollectivite.objects.all(), cles)
    la_bas = _connues(NomLieu.objects.exclude(pays__in=ISO_FRANCAIS), cles)
    rattacheur = Rattacheur()
    return {nom: _parts(valeurs, ici, la_bas, rattacheur) for nom, valeurs in echantillons.items()}


def _distinctes(valeurs: Iterable[str]) -> list[str]:
    courtes = (v.strip() for v in valeurs)
    return list(dict.fromkeys(v for v in courtes if v and len(v) <= 120 and not v.isdigit()))[:ESSAYEES]


def _connues(noms: QuerySet[NomCollectivite] | QuerySet[NomLieu], cles: Iterable[str]) -> set[str]:
    liste, trouvees = sorted(cles), set[str]()
    for debut in range(0, len(liste), _PAQUET):
        paquet = liste[debut : debut + _PAQUET]
        trouvees.update(noms.filter(cle__in=paquet).values_list("cle", flat=True))
    return trouvees


def _parts(valeurs: Sequence[str], ici: set[str], la_bas: set[str], rattacheur: Rattacheur) -> dict[str, float]:
    if not valeurs:
        return {}
    formes = [lire_forme(v) for v in valeurs]
    francaises = [any(c in ici for c in f.cles) for f in formes]
    ailleurs = [any(c in la_bas for c in f.cles) for f in formes]
    pays = [bool(_iso(v, rattacheur)) for v in valeurs]
    return {
        # « Paris » est aussi au Texas : ce que la France connaît n'est d'ailleurs que si l'autre côté l'emporte.
        "collectivite_connue": _part(a and not c for a, c in zip(francaises, pays, strict=True)),
        "lieu_connu": _part(b and not a and not c for a, b, c in zip(francaises, ailleurs, pays, strict=True)),
        "pays_connu": _part(pays),
        "departement_connu": _part(bool(rattacheur.find_departement(v)) for v in valeurs),
    }


def _iso(valeur: str, rattacheur: Rattacheur) -> str:
    return valeur if len(valeur) == 2 and rattacheur.is_pays(valeur.upper()) else rattacheur.find_pays(valeur)


def _part(reponses: Iterable[bool]) -> float:
    rendues = list(reponses)
    return sum(rendues) / len(rendues) if rendues else 0.0
