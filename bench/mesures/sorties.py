"""Emporter tout : lignes par seconde, et mémoire du serveur pendant qu'il écrit."""

from collections.abc import Iterator
from dataclasses import dataclass

from bench.mesures.serveur import Serveur
from jumelles.recherche.filtre import Filtre, Sorte
from jumelles.recherche.moteur import moteur


@dataclass(frozen=True, slots=True)
class Sortie:
    """Un fichier entier. premier : secondes jusqu'au premier octet ; hausse : mémoire prise pendant, en octets."""

    fichier: str
    lignes: int
    secondes: float
    premier: float
    octets: int
    hausse: int
    crete: int
    statut: int

    @property
    def debit(self) -> float:
        """Lignes par seconde."""
        return self.lignes / self.secondes if self.secondes else 0.0


def mesurer(serveur: Serveur, sortes: tuple[Sorte, ...], formats: tuple[str, ...]) -> Iterator[Sortie]:
    """Demander chaque fichier entier, sans compression."""
    for sorte in sortes:
        for extension in formats:
            lignes = moteur().compter(Filtre(), sorte)
            avant = serveur.memoire()
            with serveur.crete() as crete:
                recu = serveur.client().lire(f"/{sorte}.{extension}", garder=False, brut=True)
            haut = crete()
            yield Sortie(
                f"{sorte}.{extension}", lignes, recu.secondes, recu.premier, recu.octets, haut - avant, haut,
                recu.statut,
            )  # fmt: skip
