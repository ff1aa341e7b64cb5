"""Les mots français des valeurs de facette."""

from jumelles.cooperations.enums import EtatDonnee, EtatPartenariat, NatureRelation, TypeInstrument
from jumelles.provenance.models import Source
from jumelles.referentiel import thesaurus
from jumelles.territoires.models import Collectivite, Pays


def libelles(facette: str, codes: list[str]) -> dict[str, str]:
    """Code → libellé français, pour les codes d'une facette."""
    match facette:
        case "pays":
            return dict(Pays.objects.filter(pk__in=codes).values_list("pk", "nom"))
        case "nature":
            return {c: str(libelle) for c, libelle in NatureRelation.choices}
        case "etat":
            return {c: str(libelle) for c, libelle in EtatPartenariat.choices}
        case "instrument":
            return {c: str(libelle) for c, libelle in TypeInstrument.choices}
        case "epci":
            return dict(Collectivite.objects.filter(code__in=codes).values_list("code", "nom"))
        case "departement" | "region":
            lettre = facette[0].upper()
            noms = Collectivite.objects.filter(code__in=[f"{lettre}{c}" for c in codes]).values_list("code", "nom")
            return {code[1:]: nom for code, nom in noms}
        case "source":
            return dict(Source.objects.filter(code__in=codes).values_list("code", "nom"))
        case "fraicheur":
            return {c: str(libelle) for c, libelle in EtatDonnee.choices}
    pluriel = {"dimension": "dimensions", "theme": "themes", "odd": "odd"}[facette]
    return {c: thesaurus.libelle(pluriel, c) or c for c in codes}
