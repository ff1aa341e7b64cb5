"""Dire dans quel cadre un projet s'inscrit, et comment ; le reprendre (C5.7). Rien n'est écrit de ce qu'on déduit."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from jumelles.cooperations.models import Projet
from jumelles.cooperations.operations.correction import annuler_correction
from jumelles.cooperations.operations.fusion.vivants import gardee
from jumelles.cooperations.operations.retenue_projet import recalculer_projets
from jumelles.cooperations.regles import ChampRefuse
from jumelles.cooperations.requetes.cadres import est_dite_a_part
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
from jumelles.referentiel.cadres import cadre as cadre_de
from jumelles.referentiel.temps import DateIllisible, DatePartielle

COMMENT_MAX = 600
VERBE = "inscrire_dans_un_cadre"


def source_des_cadres(par: str) -> Source:
    """La source sous laquelle les gens d'une collectivité disent les cadres de leurs projets."""
    return enregistrer_source(
        code="cadres-dits-par-les-collectivites",
        par=par,
        nom="Cadres dits par les collectivités",
        editeur="Jumelles",
        licence="Licence Ouverte 2.0",
        nature=NatureSource.PERSONNE,
        description="Une collectivité dit dans quelle politique s'inscrit son projet, et comment : signé, daté, repris "
        "si elle le veut.",
    )


@transaction.atomic
def inscrire_dans_un_cadre(
    *, projet_id: int, cadre: str, comment: str, jour: date, par: str, adresse: str = "", date_information: str = "",
    au_nom_de: Mapping[str, str] | None = None,
) -> Affirmation:  # fmt: skip
    """Dire que ce projet s'inscrit dans ce cadre, et comment (une phrase) ; le redire autrement remplace sa parole.

    au_nom_de : code → nom de la collectivité pour qui l'on parle. Chacun a la sienne : deux personnes ne s'effacent
    pas, ni une personne qui parle pour deux.
    ChampRefuse si le cadre est inconnu, s'il manque le comment, ou si la date est illisible ou à venir.
    """
    comment, le = " ".join(comment.split()), date_information or jour.isoformat()
    _verifier(cadre, comment, le, jour)
    champs = {"cadres": {cadre: comment}, **({"au_nom_de": dict(au_nom_de)} if au_nom_de else {})}
    projet_id = gardee("projet", projet_id)
    Projet.objects.select_for_update().get(pk=projet_id)
    pour = set(au_nom_de or {})
    siennes = [
        a for a in _dites_par(projet_id, par)
        if list(a.champs["cadres"]) == [cadre] and set(a.champs.get("au_nom_de") or {}) == pour
    ]  # fmt: skip
    meme = next((a for a in siennes if (a.champs, a.date_information, a.adresse) == (champs, le, adresse)), None)
    if meme is not None:
        return meme
    for ancienne in siennes:
        retirer_affirmation(affirmation_id=ancienne.pk, par=par)
    dite = affirmer([_parole(projet_id, champs, jour=jour, le=le, par=par, adresse=adresse)])[0]
    journaliser(par=par, ecritures=[Ecriture(VERBE, "projet", projet_id, apres=champs)])
    recalculer_projets([projet_id], par=par)
    return dite


def _verifier(cadre: str, comment: str, le: str, jour: date) -> None:
    if cadre_de(cadre) is None:
        raise ChampRefuse(f"cadre inconnu : {cadre}")
    if not comment or len(comment) > COMMENT_MAX:
        raise ChampRefuse(f"dites comment le projet sert ce cadre, en {COMMENT_MAX} caractères au plus")
    try:
        lue = DatePartielle.read(le)
    except DateIllisible as erreur:
        raise ChampRefuse(str(erreur)) from erreur
    if lue.earliest() > jour:
        raise ChampRefuse(f"{le} est dans le futur")


def _dites_par(projet_id: int, par: str) -> list[Affirmation]:
    vivantes = Affirmation.objects.vivantes().about("projet", projet_id).filter(auteur=par, releve__isnull=True)
    return [a for a in vivantes.select_related("source").order_by("pk") if est_dite_a_part(a)]


def _parole(
    projet_id: int, champs: dict[str, dict[str, str]], *, jour: date, le: str, par: str, adresse: str
) -> Parole:  # fmt: skip
    return Parole(
        objet_type="projet", objet_id=projet_id, champs=champs, source_id=source_des_cadres(par).pk, releve_le=jour,
        auteur=par, adresse=adresse, date_information=le, certitude=Certitude.DITE,
    )  # fmt: skip


@transaction.atomic
def retirer_d_un_cadre(*, affirmation_id: int, par: str) -> None:
    """Reprendre ce qu'une personne a dit d'un cadre ; déjà repris, rien ne change.

    ChampRefuse si cette parole dit aussi autre chose : ce que dit un fichier, c'est lui qui le corrige.
    """
    parole = Affirmation.objects.select_related("source").get(pk=affirmation_id)
    if parole.objet_type != "projet" or not est_dite_a_part(parole):
        raise ChampRefuse("cette parole ne dit pas que des cadres : elle se corrige là où elle a été dite")
    if parole.retiree_le is None:
        annuler_correction(affirmation_id=affirmation_id, par=par)
