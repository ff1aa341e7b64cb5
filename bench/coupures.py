"""Couper le courant, souvent, n'importe quand : rien n'est perdu, rien n'est à moitié écrit.

Chaque coupure est un SIGKILL envoyé, à un instant tiré au sort, à un processus qui importe, restaure,
sauvegarde ou corrige. Après chacune :

- la base est entière (PRAGMA integrity_check, foreign_key_check) et `jumelles verifier` ne trouve rien ;
- un import ou une restauration a laissé exactement l'état d'avant ou exactement celui d'après (empreinte de
  toutes les lignes, sauf heures et lots en attente) ;
- chaque correction dont l'écriture a été annoncée est là, et aucune n'est à moitié écrite.

    python bench/coupures.py --coupures 500 --graine 1

Les processus sont détachés (os.fork) d'un parent déjà chaud, qui n'a jamais de connexion ouverte à ce
moment-là : une coupure coûte une fraction de seconde.
"""

import argparse
import os
import random
import select
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench import petite_base, sabotages, travaux
from bench.travaux import Perte

MARGE = 1.3
DERNIER_TIERS = 0.66
PATIENCE = 120.0
SORTES = ("import", "restauration", "correction", "sauvegarde")
POIDS = (5, 3, 5, 1)


def lire_jusqu_au_bout(processus: int, tuyau: int) -> list[str]:
    """Tout ce que dit un processus ; au-delà de PATIENCE secondes, le tuer : une base abîmée peut le faire tourner."""
    morceaux: list[bytes] = []
    limite = time.monotonic() + PATIENCE
    while select.select([tuyau], [], [], max(0.0, limite - time.monotonic()))[0]:
        morceau = os.read(tuyau, 1 << 16)
        if not morceau:
            os.close(tuyau)
            return b"".join(morceaux).decode().split("\n")[:-1]
        morceaux.append(morceau)
    os.close(tuyau)
    os.kill(processus, signal.SIGKILL)
    os.waitpid(processus, 0)
    raise Perte(f"Un travail n'a pas fini en {PATIENCE:.0f} s")


@dataclass
class Atelier:
    """Une base à couper, ses sauvegardes, et ce qu'elle doit contenir."""

    dossier: Path
    hasard: random.Random
    durees: dict[str, float] = field(default_factory=lambda: dict.fromkeys(SORTES, 0.3))
    issues: Counter[str] = field(default_factory=Counter)
    sauvegardes: list[tuple[Path, str]] = field(default_factory=list)
    corrections: int = 0

    @property
    def base(self) -> Path:
        """Le fichier de la base coupée."""
        return self.dossier / "base.sqlite3"

    # --- processus ---

    def detacher(self, travail: Callable[[Callable[[str], None]], None], base: Path) -> tuple[int, int]:
        """Détacher un processus qui fait ce travail sur cette base ; rendre (processus, tuyau de lecture)."""
        lire, ecrire = os.pipe()
        processus = os.fork()
        if processus:
            os.close(ecrire)
            return processus, lire
        code = 1
        try:
            os.close(lire)
            travaux.brancher(base)
            annonces = os.fdopen(ecrire, "w", closefd=False)
            travail(lambda mot: print(mot, file=annonces, flush=True))
            code = 0
        except BaseException as erreur:
            os.write(ecrire, f"! {type(erreur).__name__} {erreur}\n".encode())
        finally:
            os._exit(code)

    def finir(self, processus: int, tuyau: int) -> tuple[int, list[str]]:
        """Attendre la fin ; rendre (code, ce que le processus a annoncé)."""
        # Lire avant d'attendre : un processus qui a trop à dire bloquerait sur un tuyau plein.
        mots = lire_jusqu_au_bout(processus, tuyau)
        _, code = os.waitpid(processus, 0)
        fautes = [mot for mot in mots if mot.startswith("!")]
        if fautes:
            raise Perte(f"Le travail a échoué de lui-même : {fautes}")
        return code, mots

    def mener(self, travail: Callable[[Callable[[str], None]], None], base: Path | None = None) -> list[str]:
        """Faire un travail jusqu'au bout, sans coupure."""
        code, mots = self.finir(*self.detacher(travail, base or self.base))
        if code:
            raise Perte(f"Le travail non coupé a fini avec {code}")
        return mots

    def couper(self, sorte: str, travail: Callable[[Callable[[str], None]], None]) -> tuple[bool, list[str]]:
        """Faire un travail et le tuer à un instant tiré au sort ; rendre (fini avant la coupure, annonces)."""
        debut = time.monotonic()
        processus, tuyau = self.detacher(travail, self.base)
        # Une fois sur deux, viser la fin : c'est là que s'écrit ce qui compte.
        depart = self.hasard.choice((0.0, DERNIER_TIERS))
        limite = debut + self.hasard.uniform(depart, MARGE) * self.durees[sorte]
        fini = 0
        while not fini and time.monotonic() < limite:
            fini, code = os.waitpid(processus, os.WNOHANG)
            time.sleep(0.0005)
        if fini:
            with os.fdopen(tuyau, "r") as flux:
                mots = flux.read().split("\n")[:-1]
            if code or any(mot.startswith("!") for mot in mots):
                raise Perte(f"{sorte} : {mots}")
            return True, mots
        os.kill(processus, signal.SIGKILL)
        return False, self.finir(processus, tuyau)[1]

    # --- contrôles ---

    def controler(self) -> tuple[str, int]:
        """Tout vérifier ; rendre l'empreinte de la base et le nombre de lots entrés."""
        mots = self.mener(travaux.controler)
        desordres = [mot for mot in mots if mot.startswith("D ")]
        if desordres:
            raise Perte("\n".join(desordres))
        return mots[-2], int(mots[-1])

    def jumeau(self) -> Path:
        """Une copie de la base à l'arrêt, où faire le même travail sans coupure."""
        copie = self.dossier / "jumeau.sqlite3"
        for suffixe in ("", "-wal", "-shm"):
            Path(f"{copie}{suffixe}").unlink(missing_ok=True)
        self.mener(lambda dire: travaux.copier(copie))
        return copie

    # --- les quatre travaux ---

    def couper_un_import(self) -> str:
        """Avant ou après, jamais entre ; et l'import se rejoue."""
        fichier = petite_base.ecrire_jumelages(self.dossier / "jumelages.tsv", self.hasard, self.hasard.randint(5, 120))
        avant, lots = self.controler()
        jumeau = self.jumeau()
        debut = time.monotonic()
        self.mener(lambda dire: travaux.importer(fichier), jumeau)
        self.durees["import"] = time.monotonic() - debut
        apres = self.mener(lambda dire: dire(travaux.etat()), jumeau)[-1]
        fini, _ = self.couper("import", lambda dire: travaux.importer(fichier))
        trouve, lots_apres = self.controler()
        attendu = {lots + 1: apres} if fini else {lots: avant, lots + 1: apres}
        if attendu.get(lots_apres) != trouve:
            raise Perte(f"Après un import coupé, la base n'est ni celle d'avant ni celle d'après ({lots_apres - lots})")
        if lots_apres == lots and self.hasard.random() < 0.5:
            self.mener(lambda dire: travaux.importer(fichier))
            if self.controler()[0] != apres:
                raise Perte("L'import rejoué après une coupure n'arrive pas au même état")
            return "avant, puis rejoué"
        return "après" if lots_apres > lots else "avant"

    def couper_une_restauration(self) -> str:
        """L'état d'avant, ou celui de la sauvegarde."""
        avant, _ = self.controler()
        fichier, garde = self.hasard.choice(self.sauvegardes)
        debut = time.monotonic()
        fini, _ = self.couper("restauration", lambda dire: travaux.restaurer(fichier))
        if fini:
            self.durees["restauration"] = time.monotonic() - debut
        trouve, _ = self.controler()
        if trouve not in ({garde} if fini else {avant, garde}):
            raise Perte(f"Après une restauration coupée, la base n'est ni celle d'avant ni {fichier.name}")
        return "après" if trouve == garde else "avant"

    def couper_des_corrections(self) -> str:
        """Tout ce qui a été annoncé écrit est là ; le dernier, ou entier, ou absent."""
        auteur = f"coupure:{self.corrections}"
        self.corrections += 1
        graine = self.hasard.random()
        _, mots = self.couper("correction", lambda dire: travaux.corriger(auteur, graine, dire))
        annoncees = sum(1 for mot in mots if mot.startswith("V "))
        self.controler()
        affirmees, journal = map(int, self.mener(lambda dire: travaux.compter_corrections(auteur, dire))[-1].split())
        if affirmees not in (annoncees, annoncees + 1) or journal != affirmees:
            raise Perte(f"{annoncees} corrections annoncées, {affirmees} trouvées, {journal} au journal")
        return f"{'0' if not annoncees else '1 à 9' if annoncees < 10 else '10 et plus'} écrites"

    def couper_une_sauvegarde(self) -> str:
        """Une sauvegarde qui porte son nom est entière ; une coupure n'en laisse pas d'autre."""
        avant, _ = self.controler()
        dossier = self.dossier / "sauvegardes"
        connues = set(dossier.glob("*.zip"))
        debut = time.monotonic()
        fini, _ = self.couper("sauvegarde", lambda dire: travaux.sauvegarder(dossier))
        if fini:
            self.durees["sauvegarde"] = time.monotonic() - debut
        nouvelles = set(dossier.glob("*.zip")) - connues
        if fini and not nouvelles:
            raise Perte("La sauvegarde annoncée n'est pas là")
        for nouvelle in nouvelles:
            self.mener(lambda dire, f=nouvelle: travaux.examiner(f))  # type: ignore[misc]
            self.sauvegardes.append((nouvelle, avant))
        del self.sauvegardes[:-6]
        if self.controler()[0] != avant:
            raise Perte("Sauvegarder a changé la base")
        return "faite" if nouvelles else "rien"

    def preparer(self) -> None:
        """Fabriquer la base et une première sauvegarde."""
        self.mener(travaux.fabriquer)
        fichier = petite_base.ecrire_jumelages(self.dossier / "jumelages.tsv", self.hasard, 60)
        self.mener(lambda dire: travaux.importer(fichier))
        empreinte, _ = self.controler()
        self.mener(lambda dire: travaux.sauvegarder(self.dossier / "sauvegardes"))
        self.sauvegardes.append((next((self.dossier / "sauvegardes").glob("*.zip")), empreinte))

    def une_coupure(self) -> None:
        """Tirer un travail au sort, le couper, tout vérifier."""
        sorte = self.hasard.choices(SORTES, POIDS)[0]
        gestes = {
            "import": self.couper_un_import,
            "restauration": self.couper_une_restauration,
            "correction": self.couper_des_corrections,
            "sauvegarde": self.couper_une_sauvegarde,
        }
        self.issues[f"{sorte} : {gestes[sorte]()}"] += 1


def chauffer() -> None:
    """Charger tout le code dans le parent, sans ouvrir de connexion."""
    import django
    from django.db import connections

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jumelles.config.reglages")
    django.setup()
    import jumelles.commandes.controles
    import jumelles.commandes.sauvegarde_sqlite
    import jumelles.cooperations.coherence
    import jumelles.sources.lots  # noqa: F401

    connections.close_all()


def couper_le_courant(dossier: Path, coupures: int, graine: int, dire: Callable[[str], None]) -> Counter[str]:
    """Faire tant de coupures ; rendre le compte des issues. Perte dès que quelque chose manque."""
    atelier = Atelier(dossier, random.Random(graine))
    atelier.preparer()
    for rang in range(1, coupures + 1):
        try:
            atelier.une_coupure()
        except Perte as perte:
            raise Perte(f"Coupure {rang} (graine {graine}) : {perte}") from perte
        if rang % 50 == 0:
            dire(f"{rang} coupures, rien de perdu")
    return atelier.issues


def saboter(sorte: str, ou: Any = travaux) -> None:
    """Glisser une faute volontaire dans un travail : le banc doit la trouver."""
    if sorte == "import":
        ou.importer = sabotages.basculer_en_deux_fois(travaux.importer)
    elif sorte == "restauration":
        ou.restaurer = sabotages.restaurer_en_copiant
    else:
        ou.corriger = sabotages.annoncer_avant_d_ecrire(travaux.corriger)


def main() -> int:
    """Lire la demande, couper, dire le bilan."""
    lecteur = argparse.ArgumentParser(description="Couper le courant pendant les écritures, et tout vérifier.")
    lecteur.add_argument("--coupures", type=int, default=500)
    lecteur.add_argument("--graine", type=int, default=int(time.time()))
    lecteur.add_argument("--saboter", choices=SORTES[:3], help="Glisser une faute, pour voir le banc la trouver.")
    demande = lecteur.parse_args()
    if demande.saboter:
        saboter(demande.saboter)
    os.environ.pop("JUMELLES_BASE", None)
    with tempfile.TemporaryDirectory(prefix="coupures-") as dossier:
        os.environ["JUMELLES_VAR"] = dossier
        chauffer()
        debut = time.monotonic()
        try:
            issues = couper_le_courant(Path(dossier), demande.coupures, demande.graine, print)
        except Perte as perte:
            print(f"PERTE. {perte}")
            return 1
        duree = time.monotonic() - debut
    for issue, nombre in sorted(issues.items()):
        print(f"  {nombre:4d}  {issue}")
    print(f"{demande.coupures} coupures (graine {demande.graine}) en {duree:.0f} s : rien de perdu, rien à moitié.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
