"""La charge : des écrivains et des lecteurs sur le vrai site, puis les comptes.

    python bench/charge.py                            deux écrivains, quarante lecteurs, dix minutes
    python bench/charge.py --lecteurs 200 --ecrivains 0 --minutes 2
    python bench/charge.py --secondes 20              la version courte, qui est aussi un essai

Sort avec 1 si une écriture annoncée manque, si une demande échoue, si une page montre l'ancienne valeur plus de
`--tolerance` secondes après la validation, ou si `jumelles verifier` trouve que l'index n'est pas la base.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.site_servi import RACINE, SiteServi

LECTEURS_PAR_PROCESSUS = 10
PANNES_MONTREES = 5


@dataclass
class Comptes:
    """Tout ce que la course a rendu. mesures : (geste, secondes, code) ; ecarts, ecritures : secondes."""

    froid: float = 0.0
    mesures: list[tuple[str, float, int]] = field(default_factory=list)
    annoncees: list[tuple[int, str, int]] = field(default_factory=list)
    ecarts: list[float] = field(default_factory=list)
    ecritures: list[float] = field(default_factory=list)
    pannes: list[str] = field(default_factory=list)
    perdues: list[str] = field(default_factory=list)
    verifie: str = ""
    pannes_du_site: list[str] = field(default_factory=list)

    def prendre(self, rendu: dict[str, Any]) -> None:
        """Ajouter ce qu'un rôle a rendu."""
        for nom, valeurs in rendu.items():
            getattr(self, nom).extend(valeurs)

    def griefs(self, tolerance: float) -> list[str]:
        """Ce qui fait échouer la course."""
        dits = [f"écriture perdue : {p}" for p in self.perdues] + [f"demande ratée : {p}" for p in self.pannes]
        dits += [f"erreur au journal du site : {p[:300]}" for p in self.pannes_du_site]
        if max(self.ecarts, default=0.0) > tolerance:
            dits.append(f"une page est restée en retard de {max(self.ecarts):.2f} s (tolérance : {tolerance} s)")
        if "Tout est en ordre." not in self.verifie:
            dits.append(f"« jumelles verifier » : {self.verifie[-1500:]}")
        return dits


def courir(site: SiteServi, dits: argparse.Namespace) -> Comptes:
    """Ouvrir le site, lancer tout le monde, attendre, compter."""
    comptes = Comptes(froid=site.ouvrir())
    for role in _roles(site, dits):
        sortie, _ = role.communicate()
        if role.returncode:
            comptes.pannes.append(f"un rôle du banc s'est arrêté ({role.returncode})")
        else:
            comptes.prendre(json.loads(sortie))
    comptes.perdues = ecritures_perdues(site, comptes.annoncees)
    verifie = site.jumelles("verifier")
    comptes.verifie = verifie.stdout + verifie.stderr
    comptes.pannes_du_site = site.pannes()
    return comptes


def _roles(site: SiteServi, dits: argparse.Namespace) -> list[subprocess.Popen[str]]:
    duree = ("--secondes", str(dits.secondes), "--graine")
    roles = [
        site.role("ecrivains", "--rang", str(r), "--sur", str(dits.ecrivains), *duree, str(dits.graine))
        for r in range(dits.ecrivains)
    ]
    for rang, debut in enumerate(range(0, dits.lecteurs, LECTEURS_PAR_PROCESSUS)):
        nombre = min(LECTEURS_PAR_PROCESSUS, dits.lecteurs - debut)
        pause = ("--nombre", str(nombre), "--pause", str(dits.pause))
        roles.append(site.role("lecteurs", *pause, *duree, str(dits.graine + rang)))
    return roles


def ecritures_perdues(site: SiteServi, annoncees: Sequence[tuple[int, str, int]]) -> list[str]:
    """Chaque affirmation annoncée est en base ; chaque relation porte la dernière valeur annoncée."""
    code = (
        "import json, sys, django; django.setup(); "
        "from jumelles.provenance.models import Affirmation; from jumelles.cooperations.models import Relation; "
        "dites = json.load(sys.stdin); "
        "vives = set(Affirmation.objects.filter(pk__in=[d[2] for d in dites]).values_list('pk', flat=True)); "
        "portees = dict(Relation.objects.values_list('pk', 'intitule')); "
        "finales = {d[0]: d[1] for d in dites}; "
        "print(json.dumps([f'affirmation {d[2]}' for d in dites if d[2] not in vives] "
        "+ [f'relation {n} : {m}' for n, m in finales.items() if m not in portees[n]]))"
    )
    fait = subprocess.run(
        [sys.executable, "-c", code], cwd=RACINE, text=True, check=True, capture_output=True,
        input=json.dumps(annoncees), env={**site.env, "DJANGO_SETTINGS_MODULE": "jumelles.config.reglages"},
    )  # fmt: skip
    perdues: list[str] = json.loads(fait.stdout)
    return perdues


def centile(valeurs: Sequence[float], part: float) -> float:
    """La valeur sous laquelle tombe cette part des mesures ; 0 s'il n'y en a pas."""
    rangees = sorted(valeurs)
    return rangees[min(len(rangees) - 1, int(len(rangees) * part))] if rangees else 0.0


def raconter(comptes: Comptes, dits: argparse.Namespace) -> str:
    """Le compte rendu, en tableau."""
    gestes: defaultdict[str, list[float]] = defaultdict(list)
    ratees: defaultdict[str, int] = defaultdict(int)
    for nom, secondes, code in comptes.mesures:
        gestes[nom].append(secondes)
        gestes["**tout**"].append(secondes)
        ratees[nom] += code not in (200, 301, 302)
        ratees["**tout**"] += code not in (200, 301, 302)
    lignes = ["| geste | demandes | médiane | 95 % | 99 % | pire | ratées |", "|---|---|---|---|---|---|---|"]
    for nom in sorted(gestes, key=lambda n: len(gestes[n]), reverse=True):
        temps = [
            f"{1000 * x:.0f} ms" for x in (*(centile(gestes[nom], p) for p in (0.5, 0.95, 0.99)), max(gestes[nom]))
        ]
        lignes.append(f"| {nom} | {len(gestes[nom])} | {' | '.join(temps)} | {ratees[nom]} |")
    debit = len(comptes.mesures) / dits.secondes
    lignes += [
        "",
        f"Démarrage à froid : {comptes.froid:.2f} s. {dits.lecteurs} lecteurs, pause moyenne {dits.pause} s, "
        f"{dits.secondes:.0f} s : {debit:.1f} demandes par seconde.",
        f"{dits.ecrivains} écrivains : {len(comptes.annoncees)} corrections, médiane d'écriture "
        f"{1000 * centile(comptes.ecritures, 0.5):.0f} ms, pire {1000 * max(comptes.ecritures, default=0):.0f} ms ; "
        f"perdues : {len(comptes.perdues)}.",
        f"Retard des pages et de l'index : médiane {centile(comptes.ecarts, 0.5):.2f} s, 95 % "
        f"{centile(comptes.ecarts, 0.95):.2f} s, pire {max(comptes.ecarts, default=0):.2f} s.",
        f"Index et base : {'égaux' if 'Tout est en ordre.' in comptes.verifie else 'DIFFÉRENTS'}.",
    ]
    return "\n".join(lignes)


def demande(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Lire la ligne de commande."""
    lecture = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    var = Path(os.environ.get("JUMELLES_VAR") or RACINE / "var")
    lecture.add_argument("--base", type=Path, default=var / "jumelles.sqlite3", help="base SQLite à copier")
    lecture.add_argument("--minutes", type=float, default=10)
    lecture.add_argument("--secondes", type=float, default=0, help="à la place des minutes")
    lecture.add_argument("--ecrivains", type=int, default=2)
    lecture.add_argument("--lecteurs", type=int, default=40)
    lecture.add_argument("--pause", type=float, default=1.0, help="secondes entre deux demandes d'un lecteur")
    lecture.add_argument("--tolerance", type=float, default=2.0, help="secondes de retard permises")
    lecture.add_argument("--processus", type=int, default=2)
    lecture.add_argument("--files", type=int, default=4)
    lecture.add_argument("--graine", type=int, default=2026)
    dits = lecture.parse_args(arguments)
    dits.secondes = dits.secondes or dits.minutes * 60
    return dits


def main() -> None:
    """Courir, raconter, juger."""
    dits = demande()
    with tempfile.TemporaryDirectory(prefix="charge-") as dossier:
        site = SiteServi(dits.base, Path(dossier) / "var", processus=dits.processus, files=dits.files)
        try:
            comptes = courir(site, dits)
        finally:
            site.fermer()
    print(raconter(comptes, dits))
    griefs = comptes.griefs(dits.tolerance)
    for grief in griefs[:PANNES_MONTREES]:
        print(f"- {grief}")
    if griefs:
        raise SystemExit(f"{len(griefs)} grief(s).")


if __name__ == "__main__":
    main()
