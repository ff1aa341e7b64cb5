"""Ce qu'une personne change : corriger, annuler, marquer sensible, supprimer, rétablir."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from jumelles.cooperations.models import Projet, Relation
from jumelles.cooperations.operations.attaches import poser_attaches
from jumelles.cooperations.operations.exposition import MASQUES, recalculer_exposition, recalculer_participants
from jumelles.cooperations.operations.fusion.cloture import fermer
from jumelles.cooperations.operations.fusion.hors_fusion import hors_fusion
from jumelles.cooperations.operations.fusion.vivants import gardee, reunis
from jumelles.cooperations.operations.publication import publier_ou_retirer, publier_ou_retirer_projets
from jumelles.cooperations.operations.retenue import recalculer_relations
from jumelles.cooperations.operations.retenue_projet import CHAMPS_PROJET, recalculer_projets
from jumelles.cooperations.regles import ChampRefuse, verifier_champs
from jumelles.provenance.enums import Certitude, NatureSource
from jumelles.provenance.models import Affirmation, Source
from jumelles.provenance.operations import (
    Ecriture,
    Parole,
    affirmer,
    enregistrer_source,
    journaliser,
    retirer_affirmation,
)
from jumelles.provenance.verrou import tenir_les_entites


def source_des_corrections(par: str) -> Source:
    """La source sous laquelle les personnes corrigent."""
    return enregistrer_source(
        code="correction-relue",
        par=par,
        nom="Correction relue par une personne",
        editeur="Jumelles",
        licence="Licence Ouverte 2.0",
        nature=NatureSource.PERSONNE,
        description="Chaque correction est signée et datée ; elle prime sur les fichiers, elle peut être annulée.",
    )


def _affirm_by_hand(
    objet_type: str, objet_id: int, champs: dict[str, Any], *, jour: date, par: str, adresse: str, date_information: str
) -> Affirmation:
    parole = Parole(
        objet_type=objet_type, objet_id=objet_id, champs=champs, source_id=source_des_corrections(par).pk,
        releve_le=jour, auteur=par, adresse=adresse, date_information=date_information or jour.isoformat(),
        certitude=Certitude.ETABLIE,
    )  # fmt: skip
    return affirmer([parole])[0]


@transaction.atomic
def corriger_relation(
    *, relation_id: int, champs: dict[str, Any], jour: date, par: str, adresse: str = "", date_information: str = ""
) -> Affirmation:
    """Dire ce qui est juste, avec sa preuve (adresse) ; prime sur tout fichier, présent ou à venir."""
    verifier_champs(champs, date_information=date_information or jour.isoformat(), jour=jour)
    relation_id = gardee("relation", relation_id)
    Relation.objects.select_for_update().get(pk=relation_id)
    affirmation = _affirm_by_hand(
        "relation", relation_id, champs, jour=jour, par=par, adresse=adresse, date_information=date_information
    )
    journaliser(par=par, ecritures=[Ecriture("corriger_relation", "relation", relation_id, apres=champs)])
    recalculer_relations([relation_id], par=par)
    return affirmation


@transaction.atomic
def corriger_projet(
    *, projet_id: int, champs: dict[str, Any], jour: date, par: str, adresse: str = "", date_information: str = ""
) -> Affirmation:
    """Comme corriger_relation, pour un projet."""
    inconnus = sorted(champs.keys() - {*CHAMPS_PROJET, "themes", "odd"})
    if inconnus:
        raise ChampRefuse(f"champs inconnus : {', '.join(inconnus)}")
    verifier_champs({c: v for c, v in champs.items() if c in ("debut", "fin")})
    projet_id = gardee("projet", projet_id)
    Projet.objects.select_for_update().get(pk=projet_id)
    affirmation = _affirm_by_hand(
        "projet", projet_id, champs, jour=jour, par=par, adresse=adresse, date_information=date_information
    )
    journaliser(par=par, ecritures=[Ecriture("corriger_projet", "projet", projet_id, apres=champs)])
    recalculer_projets([projet_id], par=par)
    return affirmation


@transaction.atomic
def annuler_correction(*, affirmation_id: int, par: str) -> None:
    """Retirer une parole et reposer la valeur que disent les autres ; un lien que plus personne ne dit se retire."""
    tenir_les_entites()
    affirmation = retirer_affirmation(affirmation_id=affirmation_id, par=par)
    if affirmation.objet_type == "relation":
        recalculer_relations([affirmation.objet_id], par=par, verbe="annuler_correction")
        publier_ou_retirer({affirmation.objet_id}, par=par)
    else:
        _retirer_du_projet(affirmation, par=par)


def _retirer_du_projet(affirmation: Affirmation, *, par: str) -> None:
    """Ce que la parole retirée attachait au projet s'en va avec elle."""
    with hors_fusion(fermer(projets=[affirmation.objet_id]), par=par):
        affirmation.refresh_from_db()
        poser_attaches([affirmation.objet_id], par=par)
        recalculer_projets([affirmation.objet_id], par=par)
        publier_ou_retirer_projets([affirmation.objet_id], par=par)


@transaction.atomic
def marquer_sensible(
    *,
    objet: str,
    objet_id: int,
    par: str,
    masque_lieu: bool = False,
    masque_partenaire: bool = False,
    masque_noms: bool = False,
) -> None:
    """Brouiller une relation ou un projet dans toutes les sorties ; sans masque, lever le brouillage.

    Les projets adossés à la relation prennent les mêmes masques : ils nomment le même partenaire.
    """
    cibles = Relation.objects if objet == "relation" else Projet.objects
    objet_id = gardee(objet, objet_id)
    cible: Relation | Projet = cibles.select_for_update().get(pk=objet_id)
    avant = {nom: getattr(cible, nom) for nom in ("sensible", *MASQUES)}
    apres = dict(zip(MASQUES, (masque_lieu, masque_partenaire, masque_noms), strict=True))
    apres["sensible"] = any(apres.values())
    # Les fiches fondues prennent ce masque en propre : les séparer un jour ne dévoilera rien.
    for pk in reunis(objet, objet_id, champs=tuple(apres)):
        cibles.filter(pk=pk).update(**apres, modifie_le=timezone.now())
    journaliser(par=par, ecritures=[Ecriture("marquer_sensible", objet, objet_id, avant=avant, apres=apres)])
    recalculer_exposition(cible.participations.values_list("acteur_id", flat=True), par=par)
    adosses = Projet.objects.filter(relations=objet_id) if objet == "relation" else Projet.objects.none()
    for projet_id in adosses.order_by("pk").values_list("pk", flat=True):
        marquer_sensible(
            objet="projet", objet_id=projet_id, par=par,
            masque_lieu=masque_lieu, masque_partenaire=masque_partenaire, masque_noms=masque_noms,
        )  # fmt: skip


@transaction.atomic
def supprimer_relation(*, relation_id: int, par: str, motif: str) -> None:
    """Retirer une relation des pages (410) ; aucun fichier ne la rouvrira."""
    relation_id = gardee("relation", relation_id)
    relation = Relation.objects.select_for_update().get(pk=relation_id)
    if relation.supprimee_le is None:
        _fermer(relation_id, timezone.now(), par)
        apres = {"motif": motif}
        journaliser(par=par, ecritures=[Ecriture("supprimer_relation", "relation", relation_id, apres=apres)])
        recalculer_participants([relation_id], par=par)


def _fermer(relation_id: int, quand: datetime | None, par: str) -> None:
    """Fermer ou rouvrir la relation et celles qui y sont fondues : les séparer ne rouvrira pas ce qu'on a fermé."""
    for pk in reunis("relation", relation_id, champs=("supprimee_le", "supprimee_par")):
        Relation.objects.filter(pk=pk).update(supprimee_le=quand, supprimee_par=par, modifie_le=timezone.now())


@transaction.atomic
def retablir_relation(*, relation_id: int, par: str) -> None:
    """Remettre une relation supprimée, telle qu'elle était."""
    relation_id = gardee("relation", relation_id)
    relation = Relation.objects.select_for_update().get(pk=relation_id)
    if relation.supprimee_le is not None:
        _fermer(relation_id, None, "")
        journaliser(par=par, ecritures=[Ecriture("retablir_relation", "relation", relation_id)])
        recalculer_participants([relation_id], par=par)
