"""Sous chaque direction, les faits qui l'ont fait proposer : des noms, des dates, des comptes."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jumelles.conseil.demande import ascendants, se_rejoignent
from jumelles.referentiel.temps import DatePartielle
from jumelles.strategies.conseil_explique import ConseilExplique
from jumelles.strategies.note.faits import associes_d_ici, is_ancien, liens_ouverts
from jumelles.strategies.portrait import Portrait
from jumelles.strategies.portrait.arbre import LienVu
from jumelles.strategies.portrait.engagement import Engagement

CITES = 4
Detail = Callable[[Portrait, ConseilExplique, date], Iterable[str]]


def faits_de(code: str, p: Portrait, c: ConseilExplique, *, jour: date) -> str:
    """« Essen (Allemagne, mars 2017), Sfax (Tunisie, date non renseignée) » ; vide si la règle n'en nomme aucun."""
    trouver = _DETAILS.get(code)
    noms = list(trouver(p, c, jour)) if trouver else []
    dits, reste = ", ".join(noms[:CITES]), len(noms) - CITES
    if reste < 1:
        return dits
    return ngettext("%(noms)s et %(n)s autre", "%(noms)s et %(n)s autres", reste) % {"noms": dits, "n": reste}


def _autour(p: Portrait) -> Iterator[tuple[str, Engagement]]:
    """Les voisines d'abord : c'est elles que l'on appelle."""
    yield from ((v.engage.nom, v.engagement) for v in p.voisines)
    yield from ((e.bref.nom, e.engagement) for e in p.englobantes)


def _du_pays(p: Portrait, c: ConseilExplique, jour: date) -> Iterator[str]:
    return (nom for nom, e in _autour(p) if c.demande.pays in dict(e.pays))


def _du_theme(p: Portrait, c: ConseilExplique, jour: date) -> Iterator[str]:
    connus = ascendants()
    return (nom for nom, e in _autour(p) if se_rejoignent(c.demande.themes, (t for t in e.themes if t in connus)))


def _voisins(p: Portrait, c: ConseilExplique, jour: date) -> Iterator[str]:
    return (nom for nom, e in _autour(p) if e.liens or e.projets)


def _anciens(p: Portrait, c: ConseilExplique, jour: date) -> Iterator[str]:
    anciens = (lien for lien in liens_ouverts(p) if is_ancien(lien.relation, jour))
    return (f"{lien.nom} ({_pays(lien)}, {_quand(lien.relation.derniere_information)})" for lien in anciens)


def _pays(lien: LienVu) -> str:
    return lien.pays or _("pays non renseigné")


def _recents(p: Portrait, c: ConseilExplique, jour: date) -> Iterator[str]:
    return (lien.nom for lien in liens_ouverts(p) if not is_ancien(lien.relation, jour))


def _associes(p: Portrait, c: ConseilExplique, jour: date) -> Iterator[str]:
    return (a.nom for a in associes_d_ici(p))


def _appels(p: Portrait, c: ConseilExplique, jour: date) -> Iterator[str]:
    return (f"{a.appel.nom} ({a.appel.financeur})" for a in c.conseil.appels if a.is_ouvert)


def _semblables(p: Portrait, c: ConseilExplique, jour: date) -> Iterator[str]:
    pays = next((r for r in p.comparaison.rapprochements if r.facette == "pays"), None)
    return (
        _("%(pays)s (%(n)s sur %(sur)s)") % {"pays": e.nom, "n": e.combien, "sur": e.sur}
        for e in (pays.ailleurs if pays else ())
    )


def _quand(texte: str) -> str:
    return DatePartielle.read(texte).in_french() if texte else _("date non renseignée")


_DETAILS: dict[str, Detail] = {
    "rejoindre-pays": _du_pays, "reveiller": _anciens, "projet-d-un-lien": _recents, "acteurs-d-ici": _associes,
    "rejoindre-theme": _du_theme, "appel": _appels, "rejoindre-voisins": _voisins, "comme-les-semblables": _semblables,
}  # fmt: skip
