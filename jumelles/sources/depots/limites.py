"""Les bornes d'un dépôt : au-delà, on refuse et on le dit ; rien n'est lu « pour voir »."""

from dataclasses import dataclass

from django.conf import settings

MO = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limites:
    """Ce qu'un fichier déposé peut peser. octets : du fichier ; decompresses : d'un classeur ouvert ; signes : d'une
    cellule ; volume : signes de tout le tableau ; taux : octets décompressés pour un octet du fichier ; tenue : octets
    d'une pièce de classeur lue d'un bloc ; noms : dans une cellule. memoire (octets, en plus de ce que le site tient),
    calcul et attente (secondes) : de l'examen, puis de la préparation, chacun dans son processus."""

    octets: int = 200 * MO
    lignes: int = 200_000
    colonnes: int = 300
    signes: int = 100_000
    cellules: int = 6_000_000
    pieces: int = 2_000
    decompresses: int = 400 * MO
    taux: int = 200
    volume: int = 200_000_000
    fusions: int = 100_000
    feuilles: int = 100
    tenue: int = 8 * MO
    noms: int = 50
    memoire: int = 1024 * MO
    calcul: int = 3_600
    attente: int = 7_200


def limites() -> Limites:
    """Les bornes de cette installation (réglages DEPOT_OCTETS_MAX et DEPOT_LIGNES_MAX)."""
    voulues = Limites()
    return Limites(
        octets=getattr(settings, "DEPOT_OCTETS_MAX", voulues.octets),
        lignes=getattr(settings, "DEPOT_LIGNES_MAX", voulues.lignes),
    )
