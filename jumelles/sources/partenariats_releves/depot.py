"""Dire en déclarations ce que les pages relevées disent : des liens, et quelques projets lauréats."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from jumelles.cooperations.declarations import DeclarationProjet, DeclarationRelation, Dit, Partie
from jumelles.cooperations.regles import ChampRefuse, verifier_champs
from jumelles.provenance.enums import EtatLigne
from jumelles.provenance.releves import JugementPrevu
from jumelles.rapprochement.formes import COMMUNE, DEPARTEMENT, METROPOLE, REGION, SYNDICAT, lire_forme
from jumelles.rapprochement.termes import Mention
from jumelles.sources.ligne_lue import LigneLue, LignePlanifiee, SourceConnue
from jumelles.sources.partenariats_releves.lecture import FIABILITES, FichePartenariat, lire, reconnait, relire
from jumelles.sources.rattachement import Question, Rattachement, Rattacheur, ecrire_gauche

CODE = "partenariats_releves"
SANS_LIEU = "partenaire non rattaché à un lieu du référentiel"
_NIVEAUX = {
    "commune": COMMUNE,
    "EPCI": METROPOLE,
    "métropole": METROPOLE,
    "département": DEPARTEMENT,
    "région": REGION,
    "région (multi)": REGION,
    "syndicat mixte": SYNDICAT,
    "commune/métropole": COMMUNE,
}


def planifier(lignes: Sequence[LigneLue], rattacheur: Rattacheur, jour: date) -> list[LignePlanifiee]:
    """Rattacher collectivités et partenaires de tout le paquet, puis déclarer."""
    fiches = [ligne.valeur for ligne in lignes if ligne.valeur is not None and not ligne.is_refusee]
    questions = [q for fiche in fiches for q in _questions(fiche)]
    reponses = rattacheur.repondre(questions)
    return [_planifier_ligne(ligne, rattacheur, reponses, jour) for ligne in lignes]


def _questions(fiche: FichePartenariat) -> list[Question]:
    if fiche.a_relire:
        return []
    ici = [_question_ici(fiche, nom) for nom in fiche.collectivites if not lire_forme(nom).is_syndicat]
    la_bas = [_question_la_bas(fiche, nom) for nom in fiche.partenaires if _is_ville(fiche)]
    return ici + la_bas


def _is_ville(fiche: FichePartenariat) -> bool:
    """Un lieu du référentiel est une ville : une province ne s'y rattache pas, même sous le même nom."""
    return fiche["partenaire_niveau"] == "ville"


def _question_ici(fiche: FichePartenariat, nom: str) -> Question:
    niveaux = lire_forme(nom).niveaux or _NIVEAUX[fiche["niveau"]]
    mention = Mention(nom, "FR", niveaux=niveaux, departement="|".join(sorted(fiche.departements)))
    return Question(_gauche_ici(fiche, nom), mention)


def _gauche_ici(fiche: FichePartenariat, nom: str) -> str:
    precision = "|".join(sorted(fiche.departements)) or fiche["niveau"]
    return ecrire_gauche(CODE, nom, precision)


def _question_la_bas(fiche: FichePartenariat, nom: str) -> Question:
    return Question(_gauche_la_bas(fiche, nom), Mention(nom, fiche["pays_iso2"]))


def _gauche_la_bas(fiche: FichePartenariat, nom: str) -> str:
    return ecrire_gauche(CODE, nom, fiche["pays_iso2"])


def _planifier_ligne(
    ligne: LigneLue, rattacheur: Rattacheur, reponses: dict[str, Rattachement], jour: date
) -> LignePlanifiee:
    messages = [p.en_texte() for p in ligne.problemes]
    if ligne.is_refusee or ligne.valeur is None:
        return LignePlanifiee(ligne.numero, ligne.cle, EtatLigne.REFUSEE, ligne.brut, tuple(messages))
    fiche: FichePartenariat = ligne.valeur
    if fiche.a_relire:
        return _a_revoir(ligne, [*messages, fiche.a_relire], ())
    if not rattacheur.is_pays(fiche["pays_iso2"]):
        return _a_revoir(ligne, [*messages, f"aucun pays de code « {fiche['pays_iso2']} » au référentiel"], ())
    jugements: list[JugementPrevu] = []
    ici = _parties_ici(fiche, reponses, messages, jugements)
    la_bas = _parties_la_bas(fiche, reponses, messages, jugements)
    if not ici or not la_bas:
        return _a_revoir(ligne, messages or ["une des deux parties n'est pas nommée"], tuple(jugements))
    try:
        relation, projet = _declarer(ligne, fiche, ici, la_bas, messages, jour)
    except ChampRefuse as refus:
        return _a_revoir(ligne, [*messages, str(refus)], tuple(jugements))
    return LignePlanifiee(
        ligne.numero, ligne.cle, EtatLigne.VALIDE, ligne.brut, tuple(messages), relation, projet,
        tuple(jugements), ligne.perimetre,
    )  # fmt: skip


def _a_revoir(ligne: LigneLue, messages: Sequence[str], jugements: tuple[JugementPrevu, ...]) -> LignePlanifiee:
    return LignePlanifiee(
        ligne.numero, ligne.cle, EtatLigne.A_REVOIR, ligne.brut, tuple(messages),
        jugements=jugements, perimetre=ligne.perimetre,
    )  # fmt: skip


def _parties_ici(
    fiche: FichePartenariat, reponses: dict[str, Rattachement], messages: list[str], jugements: list[JugementPrevu]
) -> list[Partie]:
    """Les collectivités tenues, une fois chacune ; les autres sont dites dans les messages."""
    parties: dict[str, Partie] = {}
    for nom in fiche.collectivites:
        if lire_forme(nom).is_syndicat:
            messages.append(f"{nom} : syndicat, sans référence au référentiel")
            parties[nom] = Partie(nom=nom, pays="FR", nature="collectivite")
            continue
        reponse = reponses[_gauche_ici(fiche, nom)]
        if reponse.jugement is not None:
            jugements.append(reponse.jugement)
        if reponse.is_tenu and reponse.code:
            parties.setdefault(reponse.code, reponse.en_partie(nom))
        else:
            messages.append(f"{nom} : collectivité non rattachée : {' ; '.join(reponse.raisons)}")
    return list(parties.values())


def _parties_la_bas(
    fiche: FichePartenariat, reponses: dict[str, Rattachement], messages: list[str], jugements: list[JugementPrevu]
) -> list[Partie]:
    parties = []
    for nom in fiche.partenaires:
        geonameid = None
        if _is_ville(fiche):
            reponse = reponses[_gauche_la_bas(fiche, nom)]
            geonameid = reponse.geonameid
            if reponse.jugement is not None:
                jugements.append(reponse.jugement)
            if geonameid is None:
                messages.append(f"{nom} : {SANS_LIEU} ({' ; '.join(reponse.raisons)})")
        parties.append(Partie(nom=nom, pays=fiche["pays_iso2"], geonameid=geonameid, niveau=fiche["partenaire_niveau"]))
    return parties


def _declarer(
    ligne: LigneLue,
    fiche: FichePartenariat,
    ici: Sequence[Partie],
    la_bas: Sequence[Partie],
    messages: Sequence[str],
    jour: date,
) -> tuple[DeclarationRelation | None, DeclarationProjet | None]:
    dit = Dit(
        source_code=CODE, cle=ligne.cle, numero=ligne.numero, brut=ligne.brut,
        releve_le=date.fromisoformat(fiche["releve_le"]), date_information=fiche["date_information"],
        adresse=fiche["adresse"], certitude=FIABILITES[fiche["fiabilite"]], messages=tuple(messages),
    )  # fmt: skip
    if fiche["objet"] == "projet":
        return None, _declarer_projet(dit, fiche, ici, la_bas)
    champs = _champs(fiche)
    verifier_champs(champs, date_information=dit.date_information, jour=jour)
    return DeclarationRelation(dit, (*ici, *la_bas), champs), None


def _champs(fiche: FichePartenariat) -> dict[str, Any]:
    champs: dict[str, Any] = {
        nom: fiche[nom]
        for nom in ("nature", "debut", "premiere_convention", "fin", "etat", "etat_depuis", "note")
        if fiche[nom]
    }
    if fiche["autres_natures"]:
        champs["autres_natures"] = [fiche["autres_natures"]]
    return champs


def _declarer_projet(
    dit: Dit, fiche: FichePartenariat, ici: Sequence[Partie], la_bas: Sequence[Partie]
) -> DeclarationProjet:
    """Un projet lauréat : la source ne lui donne pas de titre, on dit qui avec qui."""
    titre = f"{fiche['collectivite']} – {fiche['partenaire']} ({fiche['pays_dit']})"
    return DeclarationProjet(
        dit,
        titre,
        tuple(ici),
        tuple(la_bas),
        pays=(fiche["pays_iso2"],),
        contexte=fiche["note"],
        debut=fiche["debut"],
        fin=fiche["fin"],
        dispositif=fiche["dispositif"],
        adosse_a_relation=True,
    )


SOURCE = SourceConnue(CODE, Path(__file__).parent, reconnait, lire, planifier, relire=relire)
