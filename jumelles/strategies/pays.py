"""Ce qu'il faut savoir d'un pays avant d'y aller : éligibilité, avis, cadre, contacts, présents, appels, couverture."""

from dataclasses import dataclass
from datetime import date

from jumelles.acteurs.contacts import ContactFiche, contacts_du_pays, par_rubrique
from jumelles.droit.appels import CritereAppel, RegleAppel, Resultat, appels
from jumelles.droit.demande import DemandeAppel
from jumelles.droit.pays import (
    AnneeDeListe,
    CadrePays,
    ListePays,
    NoticePays,
    SujetCadre,
    cadre_du_pays,
    conseils_aux_voyageurs,
    derniere_connue,
    dire_annee,
    notices_du_pays,
)
from jumelles.provenance.requetes import SourceFiche, sources_nommees
from jumelles.recherche.filtre import Filtre
from jumelles.recherche.libelles import libelles
from jumelles.recherche.moteur import moteur

ANNEES_DITES = 4
_CHAMPS_DE_ZONE = ("pays", "pays_apd")


@dataclass(frozen=True, slots=True)
class AnneeDuPays:
    """Une année : pays moins avancé, éligible à l'aide au développement ; chacun avec sa source."""

    annee: int
    pma: AnneeDeListe
    apd: AnneeDeListe


@dataclass(frozen=True, slots=True)
class AppelDuPays:
    """Un appel que ce pays ne ferme pas. is_nomme : l'appel dit sa zone, et le pays y est ; is_ouvert : None, non dit.

    pour : qui peut demander ; zone, taux : les critères sur le pays, et les taux qui s'y appliquent, en toutes lettres.
    """

    appel: RegleAppel
    is_ouvert: bool | None
    is_nomme: bool
    pour: tuple[str, ...]
    zone: tuple[str, ...]
    taux: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Couverture:
    """Ce qu'une source dit de ce pays : combien de liens, de projets, et de quand est son information."""

    source: SourceFiche
    relations: int
    projets: int


@dataclass(frozen=True, slots=True)
class Presents:
    """Combien d'acteurs d'une nature agissent dans le pays, en France ou sur place."""

    nature: str
    libelle: str
    nombre: int


@dataclass(frozen=True, slots=True)
class AvisDuPays:
    """Ce qui peut arrêter un départ ou une relance. notices : celles connues ce jour ; vide n'en exclut aucune.

    conseils : l'adresse officielle des conseils aux voyageurs, celle du pays si on l'a établie.
    """

    iso2: str
    le: date
    notices: tuple[NoticePays, ...]
    conseils: str


@dataclass(frozen=True, slots=True)
class SituationPays:
    """Tout cela, au jour dit. apd, pma : la dernière année connue de chaque liste, relue ou non."""

    iso2: str
    le: date
    annees: tuple[AnneeDuPays, ...]
    apd: AnneeDeListe
    pma: AnneeDeListe
    notices: tuple[NoticePays, ...]
    cadre: tuple[tuple[SujetCadre, tuple[CadrePays, ...]], ...]
    contacts: tuple[tuple[str, tuple[ContactFiche, ...]], ...]
    appels: tuple[AppelDuPays, ...]
    presents: tuple[Presents, ...]
    couverture: tuple[Couverture, ...]


def avis_du_pays(iso2: str, jour: date) -> AvisDuPays:
    """À dire avant de partir, et avant « Réveiller » (chez-nous/jumelages) : aucune requête ; `.titre`, `.texte`."""
    connues = (n for n in notices_du_pays(iso2) if n.quand.earliest() <= jour)
    return AvisDuPays(iso2, jour, tuple(connues), conseils_aux_voyageurs(iso2))


def situation_pays(iso2: str, *, jour: date) -> SituationPays:
    """La situation de ce pays ce jour-là ; deux requêtes, et l'index."""
    annees = range(jour.year, jour.year - ANNEES_DITES, -1)
    dites = (AnneeDuPays(a, dire_annee(ListePays.PMA, iso2, a), dire_annee(ListePays.APD, iso2, a)) for a in annees)
    apd, pma = (derniere_connue(liste, iso2, jour.year) for liste in (ListePays.APD, ListePays.PMA))
    return SituationPays(
        iso2=iso2, le=jour, annees=tuple(dites), apd=apd, pma=pma, notices=notices_du_pays(iso2),
        cadre=cadre_du_pays(iso2), contacts=par_rubrique(contacts_du_pays(iso2, jour=jour)),
        appels=appels_du_pays(iso2, apd=droit_a_l_aide(iso2, jour.year)[0], pma=_relu(pma), jour=jour),
        presents=_presents(iso2),
        couverture=_couverture(iso2),
    )  # fmt: skip


def droit_a_l_aide(iso2: str, annee: int) -> tuple[bool | None, str]:
    """(oui, non ou inconnu, qui le dit) : un des pays moins avancés y a toujours droit ; non relu, on ne dit rien."""
    for liste in (ListePays.APD, ListePays.PMA):
        dite = derniere_connue(liste, iso2, annee)
        oui = _relu(dite)
        if dite.origine is not None and oui is not None and (oui or liste is ListePays.APD):
            return oui, f"{dite.origine.editeur}, {dite.annee}"
    return None, ""


def _relu(dite: AnneeDeListe) -> bool | None:
    """Ce que dit la liste, si on l'a lue à la source ; sinon None : une règle n'en dépend pas."""
    return dite.oui if dite.origine is not None and dite.origine.is_sure else None


def appels_du_pays(iso2: str, *, apd: bool | None, pma: bool | None, jour: date) -> tuple[AppelDuPays, ...]:
    """Les appels que ce pays n'exclut pas : ceux qui le nomment d'abord, puis les plus récents."""
    dits = {"pays_apd": apd, "pma": pma}
    demande = DemandeAppel(
        demandeur="collectivite", pays=iso2, jour=jour,
        oui=frozenset(f for f, dit in dits.items() if dit), non=frozenset(f for f, dit in dits.items() if dit is False),
    )  # fmt: skip
    vus = (_appel(a, demande) for a in appels().values())
    gardes = [a for a in vus if a is not None and not _is_ferme(a.appel, jour)]
    return tuple(sorted(gardes, key=lambda a: (not a.is_ouvert, not a.is_nomme, -_annee(a.appel), a.appel.nom)))


def _is_ferme(appel: RegleAppel, jour: date) -> bool:
    """Clos, ou d'une année passée : ses règles ne sont plus celles du prochain."""
    return appel.is_ouvert(jour) is False or 0 < _annee(appel) < jour.year - 2


def _annee(appel: RegleAppel) -> int:
    return int(appel.annee) if appel.annee else 0


def _appel(appel: RegleAppel, demande: DemandeAppel) -> AppelDuPays | None:
    """None si un critère de zone écarte le pays, ou si l'appel, sans dire de zone, n'est pas pour une collectivité."""
    juges = [(c, c.juger(demande)) for c in appel.criteres]
    zones = [(c, resultat) for c, resultat in juges if c.champ in _CHAMPS_DE_ZONE]
    demandeurs = [(c, resultat) for c, resultat in juges if c.champ == "demandeur"]
    nomme = bool(zones) and all(resultat is Resultat.REMPLI for _c, resultat in zones)
    if _is_ecarte(zones) or (not nomme and _is_ecarte(demandeurs)):
        return None
    taux = (c.libelle for c in appel.criteres if c.champ == "taux" and _vise(c.si, demande))
    return AppelDuPays(
        appel, appel.is_ouvert(demande.jour), nomme, tuple(c.libelle for c, _r in demandeurs),
        tuple(c.libelle for c, _r in zones), tuple(taux),
    )  # fmt: skip


def _is_ecarte(juges: list[tuple[CritereAppel, Resultat]]) -> bool:
    return any(resultat is Resultat.NON_REMPLI for _c, resultat in juges)


def _vise(condition: str, demande: DemandeAppel) -> bool:
    """Faux si le critère dépend d'un fait du pays qui ne tient pas, ou que l'on ne sait pas."""
    dit = demande.sait(condition.removeprefix("!")) if condition else True
    return dit is not None and dit is not condition.startswith("!")


def _presents(iso2: str) -> tuple[Presents, ...]:
    comptes = moteur().facettes(Filtre(pays_action=(iso2,)), "acteurs", ("type_acteur",))["type_acteur"]
    noms = libelles("type_acteur", list(comptes))
    tries = sorted(comptes.items(), key=lambda x: (-x[1], x[0]))
    return tuple(Presents(code, noms.get(code, code), n) for code, n in tries if n)


def _couverture(iso2: str) -> tuple[Couverture, ...]:
    filtre, index = Filtre(pays=(iso2,)), moteur()
    liens = index.facettes(filtre, "relations", ("source",))["source"]
    projets = index.facettes(filtre, "projets", ("source",))["source"]
    parlent = {c for c, n in (*liens.items(), *projets.items()) if n}
    return tuple(Couverture(s, liens.get(s.code, 0), projets.get(s.code, 0)) for s in sources_nommees(parlent))
