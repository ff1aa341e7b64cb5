"""Dire en projets les concours dont une collectivité française est bénéficiaire, et pourquoi les autres non."""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jumelles.cooperations.declarations import DeclarationProjet, Dit, FinancementDit, Partie
from jumelles.provenance.enums import EtatLigne, Verdict
from jumelles.provenance.releves import JugementPrevu
from jumelles.rapprochement.formes import lire_forme
from jumelles.rapprochement.normaliser import cle
from jumelles.rapprochement.termes import Mention
from jumelles.sources.afd.lecture import DATE_DU_MILLESIME, Concours, lire, reconnait, relire
from jumelles.sources.afd.secteurs import themes_du_secteur
from jumelles.sources.ligne_lue import LigneLue, LignePlanifiee, SourceConnue
from jumelles.sources.rattachement import AUTEUR, Question, Rattachement, Rattacheur, ecrire_gauche

CODE = "afd"
ICI = Path(__file__).parent
PAYEUR = "Agence française de développement"
MULTI_PAYS = "multi pays"
# « Municipalité de Bogota », « Communauté du Pacifique » : ces mots ne sont pas propres à la France.
_MOTS_FRANCAIS = re.compile(
    r"\b(?:ville d[eu]?s?|mairie d[eu]?s?|commune d[eu]?s?|conseil (?:regional|departemental|general)|departement|"
    r"region|metropole|communaute (?:d agglomeration|urbaine|de communes)|agglomeration|syndicat|collectivite)\b"
)
_FICOL = re.compile(r"\bficol\b", re.IGNORECASE)
CANAL_COLLECTIVITE = "11002.0"
_SANS_MOT = "le nom n'annonce pas de collectivité et aucune du référentiel ne le porte"
_TOUS_NIVEAUX = frozenset(
    ("cc", "ca", "cu", "metropole", "ept", "departement", "region", "statut_particulier", "outre_mer")
)


@dataclass(frozen=True, slots=True)
class BeneficiaireRelu:
    """Ce qu'une relecture a dit d'un bénéficiaire : collectivite (sous le nom lu), syndicat, pas_une_collectivite."""

    verdict: str
    lu: str
    raison: str


@cache
def read_relus() -> dict[str, BeneficiaireRelu]:
    """Les bénéficiaires relus, sous leur nom normalisé."""
    with (ICI / "beneficiaires_relus.csv").open(encoding="utf-8", newline="") as fichier:
        return {
            cle(ligne["beneficiaire"]): BeneficiaireRelu(ligne["verdict"], ligne["lu"], ligne["raison"])
            for ligne in csv.DictReader(fichier)
        }


def planifier(lignes: Sequence[LigneLue], rattacheur: Rattacheur, jour: date) -> list[LignePlanifiee]:
    """Chercher au référentiel les bénéficiaires qui peuvent être des collectivités, puis déclarer."""
    concours = [ligne.valeur for ligne in lignes if ligne.valeur is not None and not ligne.is_refusee]
    questions = [q for c in concours if (q := _question(c)) is not None]
    reponses = rattacheur.repondre(questions)
    return [_planifier_ligne(ligne, rattacheur, reponses, jour) for ligne in lignes]


def repete(connu: dict[str, Any], nouveau: dict[str, Any]) -> bool:
    """Vrai si l'extrait redit, avec moins de colonnes ou moins de concours, ce que le fichier complet a dit."""
    return connu != nouveau and _contient(connu, nouveau)


def _contient(grand: Any, petit: Any) -> bool:
    if isinstance(grand, dict) and isinstance(petit, dict):
        return all(nom in grand and _contient(grand[nom], valeur) for nom, valeur in petit.items())
    return bool(grand == petit)


def assembler(projets: Sequence[DeclarationProjet]) -> list[DeclarationProjet]:
    """Réunir les concours d'un même projet : un projet, plusieurs montants."""
    reunis: dict[str, DeclarationProjet] = {}
    for projet in projets:
        deja = reunis.get(projet.dit.cle)
        reunis[projet.dit.cle] = projet if deja is None else _reunir(deja, projet)
    return list(reunis.values())


def _reunir(un: DeclarationProjet, autre: DeclarationProjet) -> DeclarationProjet:
    brut = {"concours": {**un.dit.brut["concours"], **autre.dit.brut["concours"]}}
    messages = tuple(dict.fromkeys((*un.dit.messages, *autre.dit.messages)))
    return replace(
        un,
        dit=replace(un.dit, brut=brut, messages=messages),
        porteurs=tuple(dict.fromkeys((*un.porteurs, *autre.porteurs))),
        pays=tuple(dict.fromkeys((*un.pays, *autre.pays))),
        themes=tuple(dict.fromkeys((*un.themes, *autre.themes))),
        secteur_dit=" ; ".join(dict.fromkeys(s for s in (un.secteur_dit, autre.secteur_dit) if s)),
        financements=(*un.financements, *autre.financements),
    )


def _question(concours: Concours) -> Question | None:
    """Ce qu'on demande au référentiel ; None si une relecture a déjà répondu non, ou si le nom ne s'y prête pas."""
    relu = read_relus().get(cle(concours.beneficiaire))
    if relu is not None and relu.verdict != "collectivite":
        return None
    forme = lire_forme(relu.lu if relu else concours.beneficiaire)
    if forme.is_syndicat or not forme.cles:
        return None
    annonce = relu is not None or bool(_MOTS_FRANCAIS.search(cle(concours.beneficiaire)))
    # Sans mot qui l'annonce, seul un nom entier compte : « NOUVELLE CALEDONIE », jamais « ESSOR ».
    mention = Mention(
        nom=relu.lu if relu else concours.beneficiaire,
        pays="FR",
        niveaux=forme.niveaux or _TOUS_NIVEAUX,
        entier=not annonce,
    )
    return Question(_gauche(concours), mention)


def _gauche(concours: Concours) -> str:
    return ecrire_gauche(CODE, concours.beneficiaire, "FR")


def _planifier_ligne(
    ligne: LigneLue, rattacheur: Rattacheur, reponses: dict[str, Rattachement], jour: date
) -> LignePlanifiee:
    messages = [p.en_texte() for p in ligne.problemes]
    if ligne.is_refusee or ligne.valeur is None:
        return _sans_suite(ligne, EtatLigne.REFUSEE, messages)
    concours: Concours = ligne.valeur
    jugements: list[JugementPrevu] = []
    porteur, etat, raison = _rattacher(concours, reponses, jugements)
    messages.append(f"{concours.beneficiaire or '(sans bénéficiaire)'} : {raison}")
    if porteur is None:
        return _sans_suite(ligne, etat, messages, jugements)
    pays = _pays(concours, rattacheur, messages)
    projet = _declarer(ligne, concours, porteur, pays, messages, jour)
    return LignePlanifiee(
        ligne.numero, projet.dit.cle, EtatLigne.VALIDE, ligne.brut, tuple(messages), projet=projet,
        jugements=tuple(jugements), perimetre=ligne.perimetre,
    )  # fmt: skip


def _sans_suite(
    ligne: LigneLue, etat: str, messages: Sequence[str], jugements: Sequence[JugementPrevu] = ()
) -> LignePlanifiee:
    return LignePlanifiee(
        ligne.numero, ligne.cle, etat, ligne.brut, tuple(messages),
        jugements=tuple(jugements), perimetre=ligne.perimetre,
    )  # fmt: skip


def _rattacher(
    concours: Concours, reponses: dict[str, Rattachement], jugements: list[JugementPrevu]
) -> tuple[Partie | None, str, str]:
    """La collectivité qui porte le projet, ou l'état de la ligne, et dans tous les cas la raison."""
    relu = read_relus().get(cle(concours.beneficiaire))
    if relu is not None and relu.verdict == "pas_une_collectivite":
        raisons = (f"n'est pas une collectivité : {relu.raison}",)
        jugements.append(JugementPrevu(_gauche(concours), "", Verdict.HORS_CHAMP, 1.0, raisons, AUTEUR))
        return None, EtatLigne.HORS_CHAMP, raisons[0]
    if (relu is not None and relu.verdict == "syndicat") or lire_forme(concours.beneficiaire).is_syndicat:
        raison = relu.raison if relu is not None else "syndicat : le référentiel ne contient pas les syndicats"
        sans_code = Partie(nom=concours.beneficiaire, pays="FR", nature="collectivite")
        return sans_code, EtatLigne.VALIDE, f"créé sans code, {raison}"
    reponse = reponses.get(_gauche(concours))
    if reponse is None:
        return None, EtatLigne.HORS_CHAMP, f"n'est pas une collectivité : {_SANS_MOT}"
    if reponse.is_tenu and reponse.code:
        _garder(reponse, jugements)
        lecture = (f"lu « {relu.lu} » ({relu.raison})",) if relu is not None else ()
        dit = " ; ".join((*lecture, *reponse.raisons))
        return reponse.en_partie(concours.beneficiaire), EtatLigne.VALIDE, dit
    return _ecarter(concours, reponse, jugements)


def _ecarter(concours: Concours, reponse: Rattachement, jugements: list[JugementPrevu]) -> tuple[None, str, str]:
    """Un nom qui annonce une collectivité se revoit ; un nom quelconque n'en est pas une."""
    annonce = bool(_MOTS_FRANCAIS.search(cle(concours.beneficiaire))) or concours.canal == CANAL_COLLECTIVITE
    if reponse.hors_champ or not annonce:
        return None, EtatLigne.HORS_CHAMP, f"n'est pas une collectivité : {_SANS_MOT}"
    _garder(reponse, jugements)
    return None, EtatLigne.A_REVOIR, "collectivité non rattachée : " + " ; ".join(reponse.raisons)


def _garder(reponse: Rattachement, jugements: list[JugementPrevu]) -> None:
    if reponse.jugement is not None:
        jugements.append(reponse.jugement)


def _pays(concours: Concours, rattacheur: Rattacheur, messages: list[str]) -> tuple[str, ...]:
    if cle(concours.pays_dit) == MULTI_PAYS:
        messages.append("plusieurs pays, que la source ne nomme pas")
        return ()
    iso = rattacheur.find_pays(concours.pays_dit)
    if not iso:
        messages.append(f"pays non reconnu : « {concours.pays_dit} »")
    return (iso,) if iso else ()


def _declarer(
    ligne: LigneLue, concours: Concours, porteur: Partie, pays: tuple[str, ...], messages: Sequence[str], jour: date
) -> DeclarationProjet:
    annee = int(concours.octroi[:4]) if concours.octroi else None
    montants = ((concours.engagement, "engage", annee), (concours.versement, "verse", None))
    dit = Dit(
        source_code=CODE, cle=concours.id_projet, numero=ligne.numero,
        brut={"concours": {concours.id_concours: ligne.brut}}, releve_le=jour,
        date_information=concours.mise_a_jour or DATE_DU_MILLESIME, adresse=concours.adresse, messages=tuple(messages),
    )  # fmt: skip
    return DeclarationProjet(
        dit,
        concours.titre,
        (porteur,),
        pays=pays,
        contexte=concours.description if concours.description != concours.titre else "",
        etat_dit=concours.etat,
        secteur_dit=concours.secteur_dit,
        themes=themes_du_secteur(concours.secteur_dit),
        dispositif="FICOL" if _FICOL.search(f"{concours.titre} {concours.description}") else "",
        financements=tuple(
            FinancementDit(PAYEUR, montant, etape, annee=an) for montant, etape, an in montants if montant is not None
        ),
    )


SOURCE = SourceConnue(CODE, ICI, reconnait, lire, planifier, assembler, repete, relire=relire)
