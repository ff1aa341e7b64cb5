"""Le filtre, dit en une phrase."""

from jumelles.recherche.ancien_filtre import FiltreRelations
from jumelles.recherche.libelles import libelles
from jumelles.referentiel import thesaurus
from jumelles.referentiel.nombres import milliers
from jumelles.territoires.models import Pays


def phrase(filtre: FiltreRelations, total: int) -> str:
    """Le filtre dit en français : « 37 jumelages et partenariats, à Madagascar, depuis l'Occitanie »."""
    morceaux = [_compte(total)]
    if filtre.nature:
        morceaux.append("de nature " + _ou(_nommer("nature", filtre.nature)))
    if filtre.theme:
        morceaux.append("sur le thème " + _ou(_nommer("theme", filtre.theme)))
    if filtre.odd:
        morceaux.append("pour l'ODD " + _ou([f"{n} ({t})" for n, t in _odd(filtre.odd)]))
    if filtre.dimension:
        morceaux.append("de dimension " + _ou(_nommer("dimension", filtre.dimension)))
    if filtre.instrument:
        morceaux.append("avec " + _ou(_nommer("instrument", filtre.instrument)))
    if filtre.region:
        morceaux.append("depuis la région " + _ou(_nommer("region", filtre.region)))
    if filtre.epci:
        morceaux.append("depuis les communes de " + _ou(_nommer("epci", filtre.epci)))
    if filtre.departement:
        morceaux.append("depuis le département " + _ou(_nommer("departement", filtre.departement)))
    if filtre.pays:
        locatifs = dict(Pays.objects.filter(pk__in=filtre.pays).values_list("pk", "locatif"))
        morceaux.append(_ou([locatifs.get(p, p) for p in filtre.pays]))
    if filtre.etat:
        morceaux.append("dans l'état " + _ou(_nommer("etat", filtre.etat)))
    if filtre.fraicheur:
        morceaux.append("dont la donnée est " + _ou(_nommer("fraicheur", filtre.fraicheur)))
    if filtre.depuis or filtre.jusque:
        morceaux.append(_annees(filtre.depuis, filtre.jusque))
    if filtre.source:
        morceaux.append("selon " + _ou(_nommer("source", filtre.source)))
    if filtre.texte:
        morceaux.append(f"dont une partie s'appelle « {filtre.texte} »")
    if filtre.interieures:
        morceaux.append("liens entre communes françaises compris")
    return ", ".join(morceaux)


def _annees(depuis: int | None, jusque: int | None) -> str:
    if depuis and jusque:
        return f"commencés de {depuis} à {jusque}"
    return f"commencés depuis {depuis}" if depuis else f"commencés jusqu'en {jusque}"


def _ou(noms: list[str]) -> str:
    return noms[0] if len(noms) == 1 else ", ".join(noms[:-1]) + " ou " + noms[-1]


def _nommer(facette_: str, codes: tuple[str, ...]) -> list[str]:
    noms = libelles(facette_, list(codes))
    return [noms.get(c, c) for c in codes]


def _odd(numeros: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(n, thesaurus.libelle("odd", n) or n) for n in numeros]


def _compte(total: int) -> str:
    if total == 0:
        return "Aucun jumelage ni partenariat"
    return f"{milliers(total)} {'jumelages et partenariats' if total > 1 else 'jumelage ou partenariat'}"
