"""Dire en déclarations ce que Wikidata dit en lignes : qui est jumelé avec qui, rattaché au référentiel."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from jumelles.cooperations.declarations import DeclarationRelation, Dit, Partie
from jumelles.provenance.enums import EtatLigne
from jumelles.provenance.releves import JugementPrevu
from jumelles.rapprochement.formes import COMMUNE
from jumelles.rapprochement.termes import Mention
from jumelles.sources.ligne_lue import LigneLue, LignePlanifiee, SourceConnue
from jumelles.sources.rattachement import Question, Rattachement, Rattacheur, ecrire_gauche
from jumelles.sources.wikidata_jumelages.lecture import Bout, Jumelage, is_en_france, lire, reconnait, relire
from jumelles.territoires.pays_francais import ISO_FRANCAIS

CODE = "wikidata_jumelages"
# « Commune » dans les langues où Wikidata l'écrit dans le libellé.
_MOTS_DE_COMMUNE = re.compile(r"^(?:gmina|municipality of|municipio de|comune di|gemeinde)\b|\bmunicipality$")
SANS_LIEU = "partenaire non rattaché à un lieu du référentiel"


def planifier(lignes: Sequence[LigneLue], rattacheur: Rattacheur, jour: date) -> list[LignePlanifiee]:
    """Rattacher les deux bouts de chaque lien, en quelques requêtes pour tout le paquet."""
    questions = [
        question
        for ligne in lignes
        if ligne.valeur is not None and not ligne.is_refusee and not ligne.hors_champ
        for bout in ligne.valeur.bouts
        if (question := _question(bout, rattacheur)) is not None
    ]
    reponses = rattacheur.repondre(questions)
    return [_planifier_ligne(ligne, rattacheur, reponses, jour) for ligne in lignes]


def repete(connu: dict[str, object], nouveau: dict[str, object]) -> bool:
    """Vrai si les deux lignes de la table de 2017 disent le même lien, dans un sens ou dans l'autre."""
    return connu != nouveau and bool(_fond(connu)) and _fond(connu) == _fond(nouveau)


def _fond(brut: dict[str, object]) -> tuple[tuple[object, ...], ...]:
    if "origincityLabel" not in brut:
        return ()
    bouts = (
        tuple(brut.get(c) for c in ("origincityLabel", "origincountry")),
        tuple(brut.get(c) for c in ("sistercityLabel", "destination_countryLabel")),
    )
    return tuple(sorted(bouts, key=str))


def _iso(bout: Bout, rattacheur: Rattacheur) -> str:
    if is_en_france(bout):
        return "FR"
    return bout.iso2 if rattacheur.is_pays(bout.iso2) else rattacheur.find_pays(bout.pays_dit)


def _question(bout: Bout, rattacheur: Rattacheur) -> Question | None:
    """Ce qu'on demande au référentiel ; None si la ligne n'en dit pas assez."""
    iso = _iso(bout, rattacheur)
    if not iso or bout.is_sans_nom:
        return None
    francais = iso in ISO_FRANCAIS
    mention = Mention(
        nom=bout.nom,
        pays="FR" if francais else iso,
        niveaux=COMMUNE if francais else frozenset(),
        population=bout.population,
        lat=bout.lat,
        lon=bout.lon,
    )
    return Question(_gauche(bout), mention)


def _gauche(bout: Bout) -> str:
    if bout.qid:
        return ecrire_gauche(CODE, bout.nom, bout.qid)
    point = f"{bout.lat:.2f},{bout.lon:.2f}" if bout.lat is not None and bout.lon is not None else bout.pays_dit
    return ecrire_gauche(CODE, bout.nom, point)


def _planifier_ligne(
    ligne: LigneLue, rattacheur: Rattacheur, reponses: dict[str, Rattachement], jour: date
) -> LignePlanifiee:
    if ligne.is_refusee or ligne.valeur is None:
        return _sans_suite(ligne, EtatLigne.REFUSEE)
    if ligne.hors_champ:
        return _sans_suite(ligne, EtatLigne.HORS_CHAMP, ligne.hors_champ)
    lien: Jumelage = ligne.valeur
    messages: list[str] = [p.en_texte() for p in ligne.problemes]
    jugements: list[JugementPrevu] = []
    parties: list[Partie] = []
    etat = EtatLigne.VALIDE
    for bout in lien.bouts:
        partie, raison = _rattacher(bout, rattacheur, reponses, jugements)
        if raison:
            messages.append(f"{bout.nom} : {raison}")
        if partie is None:
            etat = EtatLigne.A_REVOIR
        else:
            parties.append(partie)
    if etat == EtatLigne.VALIDE and _designent_la_meme(parties):
        etat = EtatLigne.A_REVOIR
        messages.append("les deux noms désignent la même commune d'aujourd'hui")
    plan = _declarer(ligne, lien, parties, messages, jour) if etat == EtatLigne.VALIDE else None
    return LignePlanifiee(
        ligne.numero, ligne.cle, etat, ligne.brut, tuple(messages), plan,
        jugements=tuple(jugements), perimetre=ligne.perimetre,
    )  # fmt: skip


def _sans_suite(ligne: LigneLue, etat: str, *raisons: str) -> LignePlanifiee:
    messages = (*(p.en_texte() for p in ligne.problemes), *raisons)
    return LignePlanifiee(ligne.numero, ligne.cle, etat, ligne.brut, messages, perimetre=ligne.perimetre)


def _rattacher(
    bout: Bout, rattacheur: Rattacheur, reponses: dict[str, Rattachement], jugements: list[JugementPrevu]
) -> tuple[Partie | None, str]:
    """La partie que ce bout désigne, ou pourquoi on ne peut le dire."""
    if bout.is_sans_nom:
        return None, "aucun libellé : Wikidata ne donne que l'identifiant"
    iso = _iso(bout, rattacheur)
    if not iso:
        return None, f"pays non reconnu : « {bout.pays_dit} »" if bout.pays_dit else "pays non dit"
    reponse = reponses[_gauche(bout)]
    if reponse.jugement is not None:
        jugements.append(reponse.jugement)
    if iso in ISO_FRANCAIS:
        if reponse.is_tenu and reponse.code:
            return reponse.en_partie(bout.nom), ""
        return None, "commune non rattachée : " + " ; ".join(reponse.raisons)
    partie = Partie(nom=bout.nom, pays=iso, geonameid=reponse.geonameid, niveau="ville", lat=bout.lat, lon=bout.lon)
    return partie, "" if reponse.geonameid else f"{SANS_LIEU} ({' ; '.join(reponse.raisons)})"


def _designent_la_meme(parties: Sequence[Partie]) -> bool:
    codes = [p.collectivite_code for p in parties if p.collectivite_code]
    lieux = [p.geonameid for p in parties if p.geonameid]
    return len(codes) != len(set(codes)) or len(lieux) != len(set(lieux))


def _declarer(
    ligne: LigneLue, lien: Jumelage, parties: Sequence[Partie], messages: Sequence[str], jour: date
) -> DeclarationRelation:
    champs = {"nature": "jumelage"}
    champs.update({nom: valeur for nom, valeur in (("debut", lien.debut), ("fin", lien.fin)) if valeur})
    dit = Dit(
        source_code=CODE, cle=ligne.cle, numero=ligne.numero, brut=ligne.brut, releve_le=jour,
        date_information=lien.date_information, adresse=lien.adresse, messages=tuple(messages),
    )  # fmt: skip
    return DeclarationRelation(dit, tuple(parties), champs)


SOURCE = SourceConnue(CODE, Path(__file__).parent, reconnait, lire, planifier, repete=repete, relire=relire)
