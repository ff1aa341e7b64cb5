"""Sous chaque direction, les faits qui l'ont fait proposer : des noms, des dates, des comptes."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jumelles.conseil.reseaux import reseau_de
from jumelles.referentiel.nombres import milliers
from jumelles.referentiel.temps import dire
from jumelles.strategies.conseil_explique import ConseilExplique
from jumelles.strategies.directions import regle_de_direction
from jumelles.strategies.note.faits import (
    actives_la,
    alentour,
    appels_possibles,
    associes_d_ici,
    is_ancien,
    liens_ouverts,
    se_retrouvent,
)
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


def _autour(p: Portrait, code: str) -> Iterator[tuple[str, Engagement]]:
    """Celles que la règle compte, avec leur distance ; les voisines d'abord : c'est elles que l'on appelle."""
    for _code, nom, km, e in alentour(p):
        if _is_pres(km, code):
            yield _a_distance(nom, km), e


def _is_pres(km: int, code: str) -> bool:
    km_max = regle_de_direction(code).km_max
    return km_max is None or km <= km_max


def _a_distance(nom: str, km: int) -> str:
    return _("%(nom)s (%(km)s km)") % {"nom": nom, "km": milliers(km)} if km else nom


def _du_pays(p: Portrait, c: ConseilExplique, jour: date) -> Iterator[str]:
    return (_a_distance(nom, km) for nom, km in actives_la(p, c) if _is_pres(km, "rejoindre-pays"))


def _du_theme(p: Portrait, c: ConseilExplique, jour: date) -> Iterator[str]:
    return (nom for nom, e in _autour(p, "rejoindre-theme") if se_retrouvent(c.demande.themes, e))


def _voisins(p: Portrait, c: ConseilExplique, jour: date) -> Iterator[str]:
    return (nom for nom, e in _autour(p, "rejoindre-voisins") if e.liens or e.projets)


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
    return (f"{a.appel.nom} ({a.appel.financeur})" for a in appels_possibles(c))


def _semblables(p: Portrait, c: ConseilExplique, jour: date) -> Iterator[str]:
    pays = next((r for r in p.comparaison.rapprochements if r.facette == "pays"), None)
    return (
        _("%(pays)s (%(n)s sur %(sur)s)") % {"pays": e.nom, "n": e.combien, "sur": e.sur}
        for e in (pays.ailleurs if pays else ())
    )


def _reseau(p: Portrait, c: ConseilExplique, jour: date) -> Iterator[str]:
    reseau = reseau_de(c.chez.region) if c.chez else None
    if reseau is not None:
        yield reseau.nom or _("aucun réseau trouvé pour votre région, à vérifier")


def _quand(texte: str) -> str:
    return dire(texte) or _("date non renseignée")


_DETAILS: dict[str, Detail] = {
    "rejoindre-pays": _du_pays, "reveiller": _anciens, "projet-d-un-lien": _recents, "acteurs-d-ici": _associes,
    "rejoindre-theme": _du_theme, "appel": _appels, "rejoindre-voisins": _voisins, "comme-les-semblables": _semblables,
    "se-faire-accompagner": _reseau,
}  # fmt: skip
