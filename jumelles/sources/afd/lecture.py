"""Lire les concours de l'AFD, dans le fichier complet comme dans son extrait."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from jumelles.sources.afd.colonnes import COMPLET, ETATS, EXTRAIT, NON_APPLICABLE, PROPRES_AU_COMPLET, nommer
from jumelles.sources.ligne_lue import LigneLue
from jumelles.sources.ouverture import BOM, Ouvert
from jumelles.sources.problemes import FichierRefuse, rendre_lisible
from jumelles.sources.tableau import Rangee, Tableau, verifier_entete
from jumelles.sources.valeurs import Controle

DATE_DU_MILLESIME = "2024-05"
SECTEUR = "Libellé secteur économique  (CAD-5)"
BENEFICIAIRE_MAX, TITRE_MAX, TEXTE_MAX = 250, 600, 4000


@dataclass(frozen=True, slots=True)
class Concours:
    """Un concours : un montant accordé à un bénéficiaire pour un projet. Montants en euros, None si non dits.

    Ni latitude ni longitude : ce sont celles d'une agence ou du siège.
    """

    id_concours: str
    id_projet: str
    titre: str
    description: str
    etat: str
    octroi: str
    beneficiaire: str
    pays_dit: str
    engagement: Decimal | None
    versement: Decimal | None
    mise_a_jour: str = ""
    adresse: str = ""
    canal: str = ""
    secteur_dit: str = ""


def reconnait(tete: bytes) -> bool:
    """Vrai pour l'en-tête de l'un des deux formats."""
    premiere = tete.removeprefix(BOM).split(b"\n", 1)[0].decode("utf-8", "replace").strip("\r")
    return premiere == ";".join(COMPLET) or premiere == ",".join(EXTRAIT)


def lire(chemin: Path, jour: date) -> Iterator[LigneLue]:
    """Rendre une ligne par concours."""
    with chemin.open("rb") as fichier:
        ouvert = Ouvert(fichier)
        premiere = ouvert.tete.removeprefix(BOM).split(b"\n", 1)[0]
        is_complet = premiere.count(b";") > premiere.count(b",")
        tableau = Tableau(ouvert, separateur=";" if is_complet else ",")
        if is_complet:
            _check_positions(tableau.entete)
        else:
            verifier_entete(tableau.entete, EXTRAIT)
        for rangee in tableau.rangees():
            yield _lire_rangee(tableau.entete, rangee, jour, "complet" if is_complet else "extrait")


def relire(numero: int, brut: dict[str, Any], jour: date) -> list[LigneLue]:
    """Les concours d'un relevé gardé : un concours à revoir, ou tous ceux d'un projet."""
    return [_relire_concours(numero, concours, jour) for concours in brut.get("concours", {"": brut}).values()]


def _relire_concours(numero: int, brut: dict[str, str], jour: date) -> LigneLue:
    """Les cellules vides n'ont pas été gardées : elles se relisent vides."""
    entete = EXTRAIT if set(brut) <= set(EXTRAIT) else COMPLET
    cellules = tuple(brut.get(nom, "") or brut.get(f"{nom} {rang}", "") for rang, nom in enumerate(entete, start=1))
    return _lire_rangee(entete, Rangee(numero, cellules), jour, "extrait" if entete is EXTRAIT else "complet")


def _check_positions(entete: tuple[str, ...]) -> None:
    """Le fichier complet a des en-têtes en double : chacun doit être à sa place."""
    if len(entete) != len(COMPLET):
        raise FichierRefuse(
            f"{len(entete)} colonnes, on en attend {len(COMPLET)}", "l'AFD a sans doute changé son format", ligne=1
        )
    for rang, (lue, attendue) in enumerate(zip(entete, COMPLET, strict=True), start=1):
        if lue != attendue:
            raise FichierRefuse(
                f"la colonne {rang} est « {rendre_lisible(lue)[:80]} », on attend « {attendue} »",
                "l'AFD a sans doute changé son format",
                ligne=1,
            )


def _lire_rangee(entete: tuple[str, ...], rangee: Rangee, jour: date, perimetre: str) -> LigneLue:
    if rangee.probleme is not None:
        cellules = [rendre_lisible(c)[:TEXTE_MAX] for c in rangee.cellules[:100]]
        return LigneLue(rangee.numero, "", {"cellules": cellules}, problemes=(rangee.probleme,), perimetre=perimetre)
    brut = {n: rendre_lisible(v)[:TEXTE_MAX] for n, v in nommer(entete, rangee.cellules).items()}
    controle = Controle(rangee.numero)
    concours = _lire_concours(controle, dict(zip(entete, rangee.cellules, strict=True)), jour)
    if any(nom == NON_APPLICABLE and valeur for nom, valeur in zip(entete, rangee.cellules, strict=True)):
        controle.noter(NON_APPLICABLE, "", "colonne annoncée sans objet, mais remplie", bloquant=False)
    problemes = tuple(controle.problemes)
    if controle.is_refusee:
        return LigneLue(rangee.numero, "", brut, problemes=problemes, perimetre=perimetre)
    return LigneLue(rangee.numero, concours.id_concours, brut, concours, problemes, perimetre=perimetre)


def _lire_concours(controle: Controle, valeurs: dict[str, str], jour: date) -> Concours:
    etat = valeurs["Etat du projet"].strip()
    if etat not in ETATS:
        controle.noter("Etat du projet", etat, "état inconnu", "attendu : Exécution ou Achevé", bloquant=False)
    # Jamais reprises : une coordonnée fausse n'empêche pas de lire le concours, mais elle se dit.
    controle.coordonnee("Latitude", valeurs["Latitude"], axe="lat", bloquant=False)
    controle.coordonnee("Longitude", valeurs["Longitude "], axe="lon", bloquant=False)
    lien, mise_a_jour, canal = (valeurs.get(nom, "") for nom in PROPRES_AU_COMPLET)
    return Concours(
        id_concours=controle.texte("Id. Concours", valeurs["Id. Concours"], maximum=40, requis=True),
        id_projet=controle.texte("Id. Projet", valeurs["Id. Projet"], maximum=40, requis=True),
        titre=controle.texte("Titre du projet", valeurs["Titre du projet"], maximum=TITRE_MAX, requis=True),
        description=controle.texte("Description du projet", valeurs["Description du projet"], maximum=TEXTE_MAX),
        etat=etat[:40],
        octroi=controle.date("Date d'octroi", valeurs["Date d'octroi"], jour=jour),
        beneficiaire=controle.texte(
            "Libellé bénéficiaire primaire", valeurs["Libellé bénéficiaire primaire"], maximum=BENEFICIAIRE_MAX
        ),
        pays_dit=controle.texte("Pays de réalisation", valeurs["Pays de réalisation"], maximum=120, requis=True),
        engagement=controle.montant("Engagements bruts (euro)", valeurs["Engagements bruts (euro)"]),
        versement=controle.montant("Versements (euro)", valeurs["Versements (euro)"]),
        mise_a_jour=controle.date("Date mise à jour données projet", mise_a_jour, jour=jour),
        adresse=controle.adresse("Lien_Fiche_Projet", lien, maximum=600),
        canal=canal.strip(),
        secteur_dit=controle.texte(SECTEUR, valeurs[SECTEUR], maximum=120),
    )
