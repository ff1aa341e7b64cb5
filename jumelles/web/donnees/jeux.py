"""Les jeux de données : ce qu'est chacun, ses fichiers du mois, et ce que la page et le catalogue en disent."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from jumelles.recherche.dictionnaire import COLONNES
from jumelles.recherche.filtre import SORTES, Sorte
from jumelles.recherche.sorties.extraction import TITRES
from jumelles.recherche.sorties.formats import FORMATS
from jumelles.recherche.sorties.livraisons import EXTENSIONS, FichierLivre, Livraison
from jumelles.web.adresses import adresse_entiere


@dataclass(frozen=True, slots=True)
class Jeu:
    """Un jeu de données. fichiers : ceux de la dernière livraison, vide s'il n'y en a pas encore."""

    sorte: Sorte
    titre: str
    description: str
    mots: tuple[str, ...]
    colonnes: int
    fichiers: tuple[FichierLivre, ...]

    @property
    def noms(self) -> tuple[str, ...]:
        """Les noms de ses fichiers, livrés ou à venir."""
        return tuple(f"{self.sorte}.{extension}" for extension in EXTENSIONS)

    @property
    def lignes(self) -> int | None:
        """Combien de fiches, selon le CSV ; None sans livraison."""
        return next((f.lignes for f in self.fichiers if f.extension == "csv"), None)


def jeux(livraison: Livraison | None) -> tuple[Jeu, ...]:
    """Les trois jeux, avec les fichiers de cette livraison."""
    return tuple(
        Jeu(
            sorte, str(TITRES[sorte]), _descriptions()[sorte], _mots()[sorte], len(COLONNES[sorte]),
            tuple(f for f in livraison.fichiers if f.sorte == sorte) if livraison else (),
        )
        for sorte in SORTES
    )  # fmt: skip


def _descriptions() -> dict[Sorte, str]:
    return {
        "relations": _(
            "Qui est lié à qui\u00a0: jumelages, coopérations décentralisées, pactes, partenariats entre collectivités "
            "françaises et autorités étrangères, avec dates, états, thèmes, lieux et sources. S’y ajoutent les liens "
            "entre collectivités françaises, que la liste du site ne compte que si on le demande."
        ),
        "projets": _(
            "Les projets menés par les collectivités françaises et leurs partenaires\u00a0: porteurs, pays, thèmes, "
            "objectifs de développement durable, montants par étape, lieux et sources."
        ),
        "acteurs": _(
            "Ceux qui agissent\u00a0: collectivités, autorités étrangères, associations, entreprises, bailleurs, avec "
            "leur lieu et le nombre de leurs relations et projets."
        ),
    }


def _mots() -> dict[Sorte, tuple[str, ...]]:
    communs = (_("action extérieure des collectivités territoriales"), _("coopération décentralisée"))
    propres = {"relations": _("jumelage"), "projets": _("projet de développement"), "acteurs": _("annuaire")}
    return {sorte: (*communs, propres[sorte]) for sorte in SORTES}


def adresse_fichier(nom: str, mois: str = "") -> str:
    """L'adresse publique d'un fichier : la dernière livraison, ou celle d'un mois."""
    return adresse_entiere(f"/donnees/{f'{mois}/' if mois else ''}{nom}")


def media(nom: str) -> str:
    """Le type d'un fichier livré."""
    extension = nom.rpartition(".")[2]
    return FORMATS[extension].media if extension in EXTENSIONS else "text/plain; charset=utf-8"
