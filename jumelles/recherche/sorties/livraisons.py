"""La livraison du mois : tout ce qui est public, dans des fichiers à adresse stable, avec leur notice.

VAR/donnees/index.json dit, pour chaque mois, quel sous-dossier le porte ; il se remplace d'un coup, une fois le
sous-dossier entier. On lit donc la livraison d'avant ou celle d'après, jamais un mélange.
"""

import csv
import fcntl
import hashlib
import json
import logging
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from jumelles.recherche.dictionnaire import COLONNES
from jumelles.recherche.filtre import SORTES, Filtre
from jumelles.recherche.moteur.port import Moteur
from jumelles.recherche.phrase import composer
from jumelles.recherche.sorties.extraction import LICENCE, LICENCE_ADRESSE, TITRES, Extraction
from jumelles.recherche.sorties.formats import FORMATS
from jumelles.recherche.sorties.retraits import est_perimee

_journal = logging.getLogger("jumelles.recherche")
EXTENSIONS = ("csv", "json", "geojson")
MOIS_GARDES = 24
LISEZ_MOI, DICTIONNAIRE, EMPREINTES = "LISEZMOI.txt", "dictionnaire.csv", "SHA256SUMS"
# Les jumelages entre communes françaises y sont, marqués « interieure » ; la démonstration n'y est jamais.
TOUT = Filtre(interieures=True)


@dataclass(frozen=True, slots=True)
class FichierLivre:
    """Un fichier d'une livraison. lignes : fiches écrites (GeoJSON : objets situés), None pour une notice."""

    nom: str
    octets: int
    sha256: str
    lignes: int | None = None
    sorte: str = ""
    extension: str = ""


@dataclass(frozen=True, slots=True)
class Livraison:
    """Les fichiers d'un mois (AAAA-MM), écrits à cet instant (ISO 8601) ; journal, trous : le repère lu d'abord."""

    mois: str
    instant: str
    dossier: str
    fichiers: tuple[FichierLivre, ...]
    journal: int = 0
    trous: tuple[int, ...] = ()

    def fichier(self, nom: str) -> FichierLivre | None:
        """Le fichier de ce nom, ou None."""
        return next((f for f in self.fichiers if f.nom == nom), None)

    def chemin(self, nom: str) -> Path:
        """Où il est sur le disque."""
        return racine() / self.dossier / nom


def racine() -> Path:
    """Le dossier des livraisons."""
    return Path(settings.VAR) / "donnees"


def livraisons() -> tuple[Livraison, ...]:
    """Les livraisons que l'on montre, la plus récente d'abord ; aucune n'est plus vieille qu'un masque."""
    return tuple(v for v in ecrites() if not _est_retiree(v))


def ecrites() -> tuple[Livraison, ...]:
    """Celles qui sont sur le disque, même retirées ; un sommaire abîmé n'en dit aucune, la nuit le refait."""
    try:
        lues = json.loads((racine() / "index.json").read_text(encoding="utf-8"))
        return tuple(_lue(mois, lues[mois]) for mois in sorted(lues, reverse=True))
    except FileNotFoundError:
        return ()
    except (ValueError, LookupError, TypeError, AttributeError):
        _journal.exception("Le sommaire des livraisons ne se lit plus.")
        return ()


def _est_retiree(livraison: Livraison) -> bool:
    instant = datetime.fromisoformat(livraison.instant)
    return est_perimee(journal=livraison.journal, trous=livraison.trous, instant=instant)


def _lue(mois: str, brute: dict[str, Any]) -> Livraison:
    fichiers = tuple(FichierLivre(**f) for f in brute["fichiers"])
    trous = tuple(brute.get("trous", ()))
    return Livraison(mois, brute["instant"], brute["dossier"], fichiers, brute.get("journal", 0), trous)


def livrer(moteur: Moteur, instant: datetime, *, dire: Callable[[str], None] = lambda phrase: None) -> Livraison:
    """Écrire la livraison du mois de cet instant, en remplaçant celle du même mois ; tout ou rien."""
    racine().mkdir(parents=True, exist_ok=True)
    with _seul():
        neuf = racine() / f"{instant:%Y-%m-%dT%H%M%S}-{secrets.token_hex(3)}"
        neuf.mkdir()
        repere = moteur.repere()
        try:
            fichiers = tuple(_ecrire_tout(neuf, moteur, instant, dire))
            livraison = Livraison(
                f"{instant:%Y-%m}", instant.isoformat(timespec="seconds"), neuf.name, fichiers,
                repere.journal, repere.trous,
            )  # fmt: skip
            _publier(livraison)
        except BaseException:
            shutil.rmtree(neuf, ignore_errors=True)
            raise
        _oublier_le_reste()
    return livraison


def _ecrire_tout(
    dossier: Path, moteur: Moteur, instant: datetime, dire: Callable[[str], None]
) -> Iterator[FichierLivre]:
    livres = []
    for sorte in SORTES:
        for extension in EXTENSIONS:
            compteur = _Compteur(moteur)
            octets = FORMATS[extension].ecrire(compteur, Extraction(sorte, TOUT, instant))
            nom = f"{sorte}.{extension}"
            taille, empreinte = _ecrire(dossier / nom, octets)
            livres.append(FichierLivre(nom, taille, empreinte, compteur.lues, sorte, extension))
            dire(f"{nom} : {compteur.lues}")
    notices = {DICTIONNAIRE: dictionnaire_csv(), LISEZ_MOI: lisez_moi(livres, instant).encode()}
    livres += [FichierLivre(nom, *_ecrire(dossier / nom, iter([texte]))) for nom, texte in notices.items()]
    sommes = "".join(f"{f.sha256}  {f.nom}\n" for f in livres).encode()
    yield from livres
    yield FichierLivre(EMPREINTES, *_ecrire(dossier / EMPREINTES, iter([sommes])))


class _Compteur:
    """Un moteur qui compte les fiches qu'on y lit."""

    def __init__(self, moteur: Moteur) -> None:
        self._moteur, self.lues = moteur, 0

    def __getattr__(self, nom: str) -> Any:
        return getattr(self._moteur, nom)

    def parcourir(self, *arguments: Any, **options: Any) -> Any:
        trouves = self._moteur.parcourir(*arguments, **options)
        self.lues += len(trouves)
        return trouves

    def lignes(self, *arguments: Any, **options: Any) -> Any:
        lues = self._moteur.lignes(*arguments, **options)
        self.lues += len(lues)
        return lues


def _ecrire(fichier: Path, octets: Iterator[bytes]) -> tuple[int, str]:
    """Écrire, mettre à l'abri d'une coupure ; rendre la taille et l'empreinte SHA-256."""
    empreinte, taille = hashlib.sha256(), 0
    with fichier.open("wb") as sortie:
        for morceau in octets:
            empreinte.update(morceau)
            taille += sortie.write(morceau)
        sortie.flush()
        os.fsync(sortie.fileno())
    return taille, empreinte.hexdigest()


@contextmanager
def _seul() -> Iterator[None]:
    with (racine() / "verrou").open("w") as verrou:
        fcntl.flock(verrou, fcntl.LOCK_EX)
        yield


def _publier(livraison: Livraison) -> None:
    toutes = {v.mois: v for v in (*livraisons(), livraison)}
    gardees = {mois: asdict(toutes[mois]) for mois in sorted(toutes)[-MOIS_GARDES:]}
    provisoire = racine() / f"index.{secrets.token_hex(3)}.json"
    _ecrire(provisoire, iter([json.dumps(gardees, ensure_ascii=False, indent=1).encode()]))
    provisoire.replace(racine() / "index.json")


def _oublier_le_reste() -> None:
    """Ôter les sous-dossiers que rien ne désigne plus ; qui lit encore un de leurs fichiers le garde ouvert."""
    gardes = {v.dossier for v in livraisons()}
    for reste in racine().iterdir():
        if reste.is_dir() and reste.name not in gardes:
            shutil.rmtree(reste, ignore_errors=True)


def dictionnaire_csv() -> bytes:
    """Le dictionnaire des colonnes, en CSV : mêmes réglages que les autres."""
    tampon = StringIO()
    ecrit = csv.writer(tampon, delimiter=";")
    ecrit.writerow(("jeu", "colonne", "libelle", "type", "definition"))
    for sorte in SORTES:
        ecrit.writerows((sorte, c.nom, str(c.libelle), c.type, str(c.definition)) for c in COLONNES[sorte])
    return b"\xef\xbb\xbf" + tampon.getvalue().encode()


def lisez_moi(livres: list[FichierLivre], instant: datetime) -> str:
    """La notice d'une livraison."""
    lignes = [
        _("Jumelles, l'action internationale des territoires français : livraison de %(mois)s")
        % {"mois": f"{instant:%Y-%m}"},
        "",
        _("Écrite le %(instant)s. Licence : %(licence)s, %(adresse)s")
        % {"instant": instant.isoformat(timespec="seconds"), "licence": LICENCE, "adresse": LICENCE_ADRESSE},
        _("Les faits gardent aussi la licence de leur source : colonnes « sources » et « licences » de chaque ligne."),
        "",
        *(_("%(nom)s : %(titre)s, %(n)s fiches") % {"nom": f.nom, "titre": TITRES[f.sorte], "n": f.lignes}
          for f in livres),
        "",
        _("CSV : UTF-8 avec marque, point-virgule, point décimal, dates ISO au degré où on les connaît."),
        _("Une case vide veut dire « non renseigné » : ni zéro, ni non."),
        _("GeoJSON : longitude puis latitude (WGS84) ; seulement ce qui est situé, le reste est compté dans l'objet."),
        _("Une cellule qui ressemblerait à une formule commence par une apostrophe, à ôter pour la relire."),
        _("« interieure » : lien entre collectivités françaises, gardé ici, hors des comptes internationaux."),
        _("Les informations sensibles sont brouillées ; la démonstration n'y est jamais."),
        _("Les colonnes sont décrites dans %(dictionnaire)s ; les empreintes sont dans %(empreintes)s.")
        % {"dictionnaire": DICTIONNAIRE, "empreintes": EMPREINTES},
        f"{settings.ADRESSE_PUBLIQUE}/donnees/",
    ]  # fmt: skip
    return composer("\n".join(str(ligne) for ligne in lignes) + "\n")
