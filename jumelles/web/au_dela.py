"""La page de qui a des centaines de liens : les premiers se montrent, tous se comptent, la liste a la suite."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from jumelles.cooperations.fiches import Fraicheur
from jumelles.provenance.requetes import sources_nommees
from jumelles.recherche.apercus import apercu, relations_par, themes_a_montrer
from jumelles.recherche.filtre import Filtre
from jumelles.territoires.pays_francais import ISO_FRANCAIS
from jumelles.web.liens import Inconnues, parts_de

LIENS_MAX = 250


@dataclass(frozen=True, slots=True)
class AuDela:
    """montres : combien de liens la page dessine et range ; total : combien il y en a ; liste : où les trouver tous."""

    montres: int
    total: int
    liste: str


def au_dela(filtre: Filtre, *, lues: int, montres: int) -> dict[str, Any]:
    """Ce que la page dit alors de tous les liens, d'après l'index ; rien si l'on a pu tous les lire.

    lues : combien de relations on a demandées et reçues, LIENS_MAX + 1 au plus ; montres : les liens de la page.
    """
    if lues <= LIENS_MAX:
        return {}
    vu = apercu(filtre)
    manque = Inconnues(vu.total, vu.datees, vu.total - vu.datees, vu.sans_etat, vu.total - vu.classees)
    return {
        "au_dela": AuDela(montres, vu.total, f"{reverse('relations')}?{filtre.to_query()}"),
        "liens_nombre": vu.total,
        "pays_nombre": sum(iso not in ISO_FRANCAIS for iso in relations_par(filtre, "pays")),
        "collectivites_nombre": None,
        "fraicheur": Fraicheur(vu.confirmees, vu.total, ""),
        "manque": manque,
        "themes": parts_de("themes", themes_a_montrer(vu.themes)),
        "odd": parts_de("odd", {code: n for code, n in vu.odd.items() if "." not in code}),
        "sources": [(s.code, s.nom) for s in sources_nommees(vu.sources)],
    }
