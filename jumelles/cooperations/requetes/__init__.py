"""Les questions posées au cœur ; elles rendent des valeurs figées, déjà brouillées."""

from jumelles.cooperations.requetes.attente import en_attente_montrable
from jumelles.cooperations.requetes.breves import breves, nom_de_theme
from jumelles.cooperations.requetes.comptes import (
    Bilan,
    Taux,
    bilan,
    comptes_generaux,
    engagees_par_categorie,
    fraicheur,
    participations_par_acteur,
    taux_document_2022,
    taux_engagees,
)
from jumelles.cooperations.requetes.equilibre import Equilibre, equilibre
from jumelles.cooperations.requetes.implantations import Implantation, implantations
from jumelles.cooperations.requetes.projets import (
    compter_projets,
    numeros_des_projets,
    projet,
    projets_brefs,
    projets_de,
)
from jumelles.cooperations.requetes.relations import (
    AdresseRelation,
    adresse_projet,
    adresse_relation,
    relation,
    relations_de,
)

__all__ = [
    "AdresseRelation",
    "Bilan",
    "Equilibre",
    "Implantation",
    "Taux",
    "adresse_projet",
    "adresse_relation",
    "bilan",
    "breves",
    "compter_projets",
    "comptes_generaux",
    "en_attente_montrable",
    "engagees_par_categorie",
    "equilibre",
    "fraicheur",
    "implantations",
    "nom_de_theme",
    "numeros_des_projets",
    "participations_par_acteur",
    "projet",
    "projets_brefs",
    "projets_de",
    "relation",
    "relations_de",
    "taux_document_2022",
    "taux_engagees",
]
