"""Les listes que tous reçoivent : les noms du référentiel et les mentions, sous la même clé normalisée.

France : tous les noms de toutes les collectivités, d'hier et d'aujourd'hui, menés à celle d'aujourd'hui. Monde : tous
les noms en lettres latines des lieux hors de France, ou, sous « monde_principaux », leur nom principal seul. La clé des
mentions est déjà débarrassée de la précision que la liste y joint (« , Sarthe »). « large » : 20 000 noms du
référentiel, pour la seule vitesse.
"""

import csv
import shutil
from collections.abc import Iterable
from pathlib import Path
from random import Random

from bench.rapprochement.abimer import capitales
from bench.rapprochement.ecriture import lire
from bench.rapprochement.francais import nommer
from bench.rapprochement.porteurs import Porteurs
from jumelles.rapprochement.normaliser import cle
from jumelles.territoires.models import Collectivite, Lieu, NomLieu
from jumelles.territoires.pays_francais import ISO_FRANCAIS

GRAINE, LARGE = 2026, 20_000
JEUX = {"france": ("francais_",), "monde": ("etranger_",)}


def preparer(dossier_or: Path, sortie: Path, porteurs: Porteurs) -> None:
    """Écrire cibles.csv et demandes.csv sous france/, monde/ et monde_principaux/."""
    _ecrire(sortie / "france" / "cibles.csv", _cibles_francaises(porteurs))
    _ecrire(sortie / "monde" / "cibles.csv", _cibles_du_monde(principaux=False))
    _ecrire(sortie / "monde_principaux" / "cibles.csv", _cibles_du_monde(principaux=True))
    for cote in ("france", "monde"):
        _ecrire(sortie / cote / "demandes.csv", _demandes(dossier_or, JEUX[cote]))
    _ecrire(sortie / "monde_principaux" / "demandes.csv", _demandes(dossier_or, JEUX["monde"]))
    for cote, tirees in (("france", _tirer_en_france()), ("monde", _tirer_dans_le_monde())):
        (sortie / f"{cote}_large").mkdir(exist_ok=True)
        shutil.copy(sortie / cote / "cibles.csv", sortie / f"{cote}_large" / "cibles.csv")
        _ecrire(sortie / f"{cote}_large" / "demandes.csv", tirees)


def _tirer_en_france() -> Iterable[tuple[str, ...]]:
    """20 000 noms distincts de communes d'aujourd'hui, en capitales sans accents, tirés par la graine."""
    hasard = Random(GRAINE)
    noms = sorted(set(Collectivite.objects.filter(categorie="commune", ancienne=False).values_list("nom", flat=True)))
    for nom in hasard.sample(noms, LARGE):
        yield "", capitales(nom, hasard), cle(nom), "FR", "non jugée", ""


def _tirer_dans_le_monde() -> Iterable[tuple[str, ...]]:
    """20 000 lieux hors de France, sous leur nom principal, en capitales sans accents."""
    hasard = Random(GRAINE)
    lieux = sorted(set(Lieu.objects.exclude(pays_id__in=ISO_FRANCAIS).values_list("nom", "pays_id")))
    for nom, pays in hasard.sample(lieux, LARGE):
        yield "", capitales(nom, hasard), cle(nom), pays, "non jugée", ""


def _ecrire(chemin: Path, lignes: Iterable[tuple[str, ...]]) -> None:
    chemin.parent.mkdir(parents=True, exist_ok=True)
    with chemin.open("w", encoding="utf-8", newline="") as fichier:
        sortie = csv.writer(fichier, lineterminator="\n")
        sortie.writerow(("rang", "code", "nom", "cle", "pays", "existe", "verite"))
        sortie.writerows((str(rang), *ligne) for rang, ligne in enumerate(dict.fromkeys(lignes)))


def _cibles_francaises(porteurs: Porteurs) -> Iterable[tuple[str, ...]]:
    for clef, siens in porteurs.communes.items():
        yield from ((code, clef, clef, "FR", "", "") for code in {p.code for p in siens} if clef)
    for clef, autres in porteurs.autres.items():
        yield from ((porteurs.en_vie(code), clef, clef, "FR", "", "") for code, _ in autres if clef)


def _cibles_du_monde(*, principaux: bool) -> Iterable[tuple[str, ...]]:
    noms = NomLieu.objects.exclude(pays__in=ISO_FRANCAIS)
    if principaux:
        noms = noms.filter(principal=True)
    for identifiant, clef, pays in noms.values_list("lieu__geonameid", "cle", "pays").iterator():
        yield str(identifiant), clef, clef, pays, "", ""


def _demandes(dossier: Path, debuts: tuple[str, ...]) -> Iterable[tuple[str, ...]]:
    """Les mentions des trois listes, sans les fabriquées ; le hasard n'y est pour rien : ordre des fichiers."""
    for chemin in sorted(dossier.glob("*.csv")):
        if chemin.stem.startswith(debuts) and "abimee" not in chemin.stem:
            for ligne in lire(chemin):
                nu = cle(nommer(ligne["nom"]))
                yield "", ligne["nom"], nu, ligne["pays"], ligne["existe"], ligne["verite"]
