"""Les questions posées au cœur ; elles rendent des valeurs figées, déjà brouillées."""

from jumelles.cooperations.requetes.arcs import Arc, Arcs, Implantation, arcs, implantations
from jumelles.cooperations.requetes.attente import en_attente_montrable
from jumelles.cooperations.requetes.breves import breves, nom_de_theme
from jumelles.cooperations.requetes.comptes import (
    Taux,
    comptes_generaux,
    fraicheur,
    participations_par_acteur,
    taux_document_2022,
    taux_engagees,
)
from jumelles.cooperations.requetes.equilibre import Equilibre, equilibre
from jumelles.cooperations.requetes.projets import projet, projets_brefs, projets_de, projets_du_pays
from jumelles.cooperations.requetes.relations import (
    AdresseRelation,
    adresse_projet,
    adresse_relation,
    relation,
    relations_de,
    relations_du_pays,
)

__all__ = [
    "AdresseRelation",
    "Arc",
    "Arcs",
    "Equilibre",
    "Implantation",
    "Taux",
    "adresse_projet",
    "adresse_relation",
    "arcs",
    "breves",
    "comptes_generaux",
    "en_attente_montrable",
    "equilibre",
    "fraicheur",
    "implantations",
    "nom_de_theme",
    "participations_par_acteur",
    "projet",
    "projets_brefs",
    "projets_de",
    "projets_du_pays",
    "relation",
    "relations_de",
    "relations_du_pays",
    "taux_document_2022",
    "taux_engagees",
]
