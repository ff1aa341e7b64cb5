"""Chaque verbe qui change un fait, joué sur un lien et un projet inventés : de quoi voir si l'index suit."""

from collections.abc import Callable
from typing import Any

from jumelles.acteurs.designation import Partie
from jumelles.acteurs.models import Acteur
from jumelles.cooperations import operations
from jumelles.cooperations.models import Acte, Projet, Relation
from jumelles.provenance.models import Affirmation
from jumelles.recherche.alimentation import MiseAJour
from jumelles.sources.demonstration import charger_demonstration
from tests.atelier.faits import ESSEN, GRENOBLE, JOUR, TANA, appliquer, la_relation, projet, relation, une_source
from tests.atelier.imports import importer

Suivre = Callable[[], MiseAJour]
DE = {"par": "personne:1"}


def preparer() -> int:
    une_source()
    appliquer(relation("r1", [GRENOBLE, TANA], nature="jumelage"), projets=[projet("r1", brut={"cle": "r1"})])
    return la_relation().pk


def _source_renommee(pk: int) -> None:
    une_source(nom="Un autre nom", licence="Licence Ouverte 2.0")


def _correction_annulee(pk: int) -> None:
    operations.corriger_relation(relation_id=pk, champs={"debut": "1999"}, jour=JOUR, **DE)
    derniere = Affirmation.objects.filter(objet_type="relation", objet_id=pk).latest("pk")
    operations.annuler_correction(affirmation_id=derniere.pk, **DE)


def _derniere_parole_retiree(pk: int) -> None:
    for parole in Affirmation.objects.vivantes().about("relation", pk):
        operations.annuler_correction(affirmation_id=parole.pk, **DE)


def _acte_resilie(pk: int) -> None:
    operations.ajouter_acte(relation_id=pk, type="convention", debut="2020", fin="2030", **DE)
    operations.resilier_acte(acte_id=Acte.objects.get(relation=pk).pk, le=JOUR, **DE)


def _supprimer_puis_retablir(pk: int) -> None:
    operations.supprimer_relation(relation_id=pk, motif="essai", **DE)
    operations.retablir_relation(relation_id=pk, **DE)


def _ne_plus_participer(suivre: Suivre, pk: int) -> None:
    VERBES["participer"](pk)
    suivre()
    agence = Acteur.objects.get(nom="Agence fabriquée").pk
    operations.ne_plus_participer(projet_id=_projet(pk), acteur_id=agence, role="partenaire", **DE)


def _inscrire(projet_id: int) -> Affirmation:
    return operations.inscrire_dans_un_cadre(
        projet_id=projet_id, cadre="accord-de-paris", comment="Un plan climat (fabriqué).", jour=JOUR, **DE
    )


def _retirer_d_un_cadre(suivre: Suivre, pk: int) -> None:
    dite = _inscrire(_projet(pk))
    suivre()
    operations.retirer_d_un_cadre(affirmation_id=dite.pk, **DE)


def _projet(pk: int) -> int:
    return Projet.objects.get(relations=pk).pk


DOUBLE = Partie("Antsahabe (doublon fabriqué)", "MG", niveau="ville")


def _doubler(pk: int) -> tuple[int, int]:
    """Une seconde fiche de la même ville, avec son propre lien et son propre projet."""
    appliquer(
        relation("d1", [GRENOBLE, DOUBLE], nature="jumelage", debut="1990"),
        relation("d2", [ESSEN, DOUBLE], nature="partenariat"),
        projets=[projet("d1", titre="Eau potable, bis (fabriqué)", partenaires=(DOUBLE,), brut={"cle": "d1"})],
    )
    return Acteur.objects.get(nom=TANA.nom).pk, Acteur.objects.get(nom=DOUBLE.nom).pk


def _fondre_acteurs(pk: int) -> None:
    garde, fondu = _doubler(pk)
    operations.fondre_acteurs(garde=garde, fondu=fondu, **DE)


def _separer_acteurs(suivre: Suivre, pk: int) -> None:
    garde, fondu = _doubler(pk)
    operations.fondre_acteurs(garde=garde, fondu=fondu, **DE)
    suivre()
    operations.separer_acteurs(garde=garde, fondu=fondu, **DE)


def _deux_relations(pk: int) -> tuple[int, int]:
    appliquer(relation("d3", [GRENOBLE, TANA], nature="bureau_representation", debut="2015"))
    return pk, Relation.objects.get(nature="bureau_representation", participations__acteur__nom=TANA.nom).pk


def _separer_relations(suivre: Suivre, pk: int) -> None:
    garde, fondue = _deux_relations(pk)
    operations.fondre_relations(garde=garde, fondue=fondue, **DE)
    suivre()
    operations.separer_relations(garde=garde, fondue=fondue, **DE)


def _fondre_relations(pk: int) -> None:
    garde, fondue = _deux_relations(pk)
    operations.fondre_relations(garde=garde, fondue=fondue, **DE)


def _deux_projets(pk: int) -> tuple[int, int]:
    _doubler(pk)
    un, autre = Projet.objects.filter(titre__contains="fabriqué").order_by("pk").values_list("pk", flat=True)
    return un, autre


def _fondre_projets(pk: int) -> None:
    garde, fondu = _deux_projets(pk)
    operations.fondre_projets(garde=garde, fondu=fondu, **DE)


def _separer_projets(suivre: Suivre, pk: int) -> None:
    garde, fondu = _deux_projets(pk)
    operations.fondre_projets(garde=garde, fondu=fondu, **DE)
    suivre()
    operations.separer_projets(garde=garde, fondu=fondu, **DE)


def _distinguer(suivre: Suivre, pk: int) -> None:
    garde, fondu = _doubler(pk)
    jugement = operations.fondre_acteurs(garde=garde, fondu=fondu, **DE)
    suivre()
    operations.distinguer(gauche=f"acteur:{garde}", droite=f"acteur:{fondu}", vu=[jugement.pk], **DE)


def _annuler_decision(suivre: Suivre, pk: int) -> None:
    garde, fondu = _doubler(pk)
    jugement = operations.fondre_acteurs(garde=garde, fondu=fondu, **DE)
    suivre()
    operations.annuler_decision(jugement_id=jugement.pk, **DE)


def _reprendre_decision(suivre: Suivre, pk: int) -> None:
    garde, fondu = _doubler(pk)
    jugement = operations.fondre_acteurs(garde=garde, fondu=fondu, **DE)
    operations.annuler_decision(jugement_id=jugement.pk, **DE)
    suivre()
    operations.reprendre_decision(jugement_id=jugement.pk, **DE)


def _importer_ce_qui_est_fondu(suivre: Suivre, pk: int) -> None:
    _fondre_acteurs(pk)
    suivre()
    appliquer(relation("d1", [GRENOBLE, DOUBLE], nature="jumelage", debut="1991", brut={"v": 2}))
    appliquer(relation("d9", [GRENOBLE, DOUBLE], nature="gect"))


def _un_lot() -> int:
    lot = importer(
        relation("r1", [GRENOBLE, TANA], nature="pacte", debut="1990", brut={"v": 3}),
        relation("l1", [ESSEN, Partie("Seul Fabriqué", "MG", niveau="ville")], nature="jumelage"),
        projets=[projet("l2", titre="Un projet du lot (fabriqué)")],
    )
    return lot.pk


def _annuler_lot(suivre: Suivre, pk: int) -> None:
    lot_id = _un_lot()
    suivre()
    operations.annuler_lot(lot_id=lot_id, **DE)


def _retablir_lot(suivre: Suivre, pk: int) -> None:
    lot_id = _un_lot()
    operations.annuler_lot(lot_id=lot_id, **DE)
    suivre()
    operations.retablir_lot(lot_id=lot_id, **DE)


# Ceux qui défont : l'index a d'abord suivi ce qu'ils défont.
VERBES_QUI_DEFONT: dict[str, Callable[[Suivre, int], Any]] = {
    "separer_acteurs": _separer_acteurs,
    "separer_relations": _separer_relations,
    "separer_projets": _separer_projets,
    "distinguer": _distinguer,
    "annuler_decision": _annuler_decision,
    "reprendre_decision": _reprendre_decision,
    "importer_ce_qui_est_fondu": _importer_ce_qui_est_fondu,
    "ne_plus_participer": _ne_plus_participer,
    "retirer_d_un_cadre": _retirer_d_un_cadre,
    "annuler_lot": _annuler_lot,
    "retablir_lot": _retablir_lot,
}

VERBES: dict[str, Callable[[int], Any]] = {
    "declarer_un_autre_lien": lambda pk: appliquer(relation("r2", [GRENOBLE, ESSEN], nature="partenariat")),
    "redire_autrement": lambda pk: appliquer(
        relation("r1", [GRENOBLE, TANA], brut={"v": 2}, nature="pacte", odd=["6"])
    ),
    "declarer_un_projet": lambda pk: appliquer(projets=[projet("p2", titre="Un autre projet")]),
    "situer_l_acteur": lambda pk: appliquer(
        relation("r3", [GRENOBLE, Partie("Sans lieu", "MG", niveau="ville")]),
        relation("r4", [GRENOBLE, Partie("Sans lieu", "MG", niveau="ville", lat=-20.0, lon=45.0)]),
    ),
    "corriger_relation": lambda pk: operations.corriger_relation(
        relation_id=pk, champs={"debut": "1999", "themes": ["eau"]}, jour=JOUR, **DE
    ),
    "annuler_correction": _correction_annulee,
    "retirer_la_derniere_parole": _derniere_parole_retiree,
    "corriger_projet": lambda pk: operations.corriger_projet(
        projet_id=_projet(pk), champs={"titre": "Autre titre", "odd": ["11"]}, jour=JOUR, **DE
    ),
    "ajouter_acte": lambda pk: operations.ajouter_acte(relation_id=pk, type="charte", debut="2020", **DE),
    "resilier_acte": _acte_resilie,
    "ajouter_instrument": lambda pk: operations.ajouter_instrument(relation_id=pk, type="agence", pays="MG", **DE),
    "ajouter_lieu_a_la_relation": lambda pk: operations.ajouter_lieu(
        relation_id=pk, pays="MG", precision="ville", nom="Ici", lat=-18.0, lon=47.0, **DE
    ),
    "participer": lambda pk: operations.participer(
        projet_id=_projet(pk), acteur_id=Acteur.objects.get(nom="Agence fabriquée").pk, role="partenaire",
        apport="Des heures d'expertise", **DE
    ),
    "inscrire_dans_un_cadre": lambda pk: _inscrire(_projet(pk)),
    "ajouter_lieu_au_projet": lambda pk: operations.ajouter_lieu(
        projet_id=_projet(pk), pays="TG", precision="pays", **DE
    ),
    "marquer_la_relation": lambda pk: operations.marquer_sensible(
        objet="relation", objet_id=pk, masque_partenaire=True, **DE
    ),
    "marquer_le_projet": lambda pk: operations.marquer_sensible(
        objet="projet", objet_id=_projet(pk), masque_lieu=True, **DE
    ),
    "supprimer": lambda pk: operations.supprimer_relation(relation_id=pk, motif="essai", **DE),
    "retablir": _supprimer_puis_retablir,
    "renommer_la_source": _source_renommee,
    "charger_la_demonstration": lambda pk: charger_demonstration(par="machine:essai", jour=JOUR),
    "fondre_acteurs": _fondre_acteurs,
    "fondre_relations": _fondre_relations,
    "fondre_projets": _fondre_projets,
    "recalculer": lambda pk: operations.recalculer_relations([pk], par="machine:essai"),
}  # fmt: skip
