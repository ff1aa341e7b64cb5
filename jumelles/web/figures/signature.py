"""Ce que toute figure emportée dit d'elle-même : qui, quand, selon quelles sources."""

from django.utils.translation import gettext as _

from jumelles.recherche.filtre import Filtre, Sorte
from jumelles.recherche.libelles import libelles
from jumelles.recherche.moteur import moteur
from jumelles.web.adresses import adresse_entiere
from jumelles.web.dates import date_fr
from jumelles.web.portes import aujourdhui

NOMMEES = 5


def signer(filtre: Filtre, sorte: Sorte) -> str:
    """« Jumelles, <adresse>, le 22 novembre 2026. Selon : Wikidata, AFD… » ; les sources les plus présentes d'abord."""
    comptes = moteur().facettes(filtre, sorte, ["source"], ignorer=False)["source"]
    codes = sorted(comptes, key=lambda code: -comptes[code])[:NOMMEES]
    noms = libelles("source", codes)
    dites = ", ".join(noms.get(code, code) for code in codes) or _("aucune source")
    suite = "…" if len(comptes) > NOMMEES else "."
    jour, site = date_fr(aujourdhui()), adresse_entiere("/")
    return _("Jumelles, %(site)s, le %(jour)s. Selon : %(sources)s") % {
        "site": site, "jour": jour, "sources": dites + suite,
    }  # fmt: skip
