"""Ce que la carte d'une liste montre avant tout JavaScript : sa phrase, son tableau jumeau, ses adresses."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.urls import reverse
from django.utils.translation import gettext as _

from jumelles.recherche.carte import BilanCarte, Compte, bilan
from jumelles.recherche.filtre import Filtre, Sorte
from jumelles.recherche.moteur import MoteurIndisponible
from jumelles.web.carte.mots import Mots, mots
from jumelles.web.portes import aujourdhui
from jumelles.web.tuiles.construire import SECOURS


@dataclass(frozen=True, slots=True)
class TableauJumeau:
    """Une des tables jumelles : (compte, adresse de la liste) par ligne."""

    legende: str
    colonne: str
    lignes: tuple[tuple[Compte, str], ...]


@dataclass(frozen=True, slots=True)
class CartePage:
    """titre : ce qu'on voit ; fermer : la liste sans sa carte ; monde, france : tuiles, vides si elles manquent."""

    sorte: Sorte
    titre: str
    fermer: str
    bilan: BilanCarte
    tableaux: tuple[TableauJumeau, ...]
    mots: Mots
    question: str
    monde: str
    france: str
    secours: str
    jour: str

    @property
    def modes(self) -> tuple[tuple[str, str], ...]:
        """Les façons de voir : (code, nom)."""
        premiers = {"relations": _("Arcs"), "projets": _("Lieux"), "acteurs": _("Lieux")}
        suite = (("pays", _("Pays")), ("regions", _("Régions")), ("departements", _("Départements")))
        return (("marques", premiers[self.sorte]), *suite)

    @property
    def cadres(self) -> tuple[tuple[str, str], ...]:
        """Où la carte sait aller : (code, nom)."""
        return (
            ("monde", _("Monde")), ("europe", _("Europe")), ("france", _("France hexagonale")),
            ("afrique", _("Afrique")), ("ameriques", _("Amériques")), ("asie", _("Asie")),
            ("pacifique", _("Pacifique")), ("antilles", _("Antilles et Guyane")),
            ("ocean_indien", _("Océan Indien")),
        )  # fmt: skip


def carte_de_la_page(sorte: Sorte, filtre: Filtre) -> CartePage | None:
    """La carte d'une liste, avec sa phrase et ses tables ; None si le moteur ne répond pas."""
    titres = {"relations": _("Carte des liens"), "projets": _("Carte des projets"), "acteurs": _("Carte des acteurs")}
    question = f"?{filtre.to_query()}" if not filtre.is_empty() else ""
    try:
        compte = bilan(filtre, sorte)
    except MoteurIndisponible:
        return None
    return CartePage(
        sorte, titres[sorte], reverse(sorte) + question, bilan=compte, tableaux=_tables(filtre, sorte, compte),
        mots=mots(sorte), question=question, monde=_built("monde.pmtiles"), france=_built("france.pmtiles"),
        secours=_built(SECOURS), jour=aujourdhui().isoformat(),
    )  # fmt: skip


def _built(nom: str) -> str:
    """L'adresse d'un fichier bâti ; vide s'il n'a pas pu l'être."""
    if not (settings.VAR / "construit" / nom).exists():
        return ""
    try:
        return str(staticfiles_storage.url(nom))
    except ValueError:
        return ""


def _tables(filtre: Filtre, sorte: Sorte, compte: BilanCarte) -> tuple[TableauJumeau, ...]:
    choix = (
        (_("Par pays et territoire"), _("Pays ou territoire"), "pays", compte.pays),
        (_("Par région française"), _("Région"), "territoire", compte.regions),
        (_("Par département français"), _("Département"), "territoire", compte.departements),
    )
    return tuple(
        _table(filtre, sorte, legende, colonne, champ, lignes) for legende, colonne, champ, lignes in choix if lignes
    )


def _table(
    filtre: Filtre, sorte: Sorte, legende: str, colonne: str, champ: str, comptes: tuple[Compte, ...]
) -> TableauJumeau:
    seul = filtre.without(champ)
    lignes = tuple((c, f"{reverse(sorte)}?{seul.avec(champ, c.code).to_query()}") for c in comptes)
    return TableauJumeau(legende, colonne, lignes)
