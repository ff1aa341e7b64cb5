"""Vitesse, mémoire et justesse, contre rapidfuzz `cdist`, splink et un service csv-reconcile, aux mêmes listes.

    JUMELLES_VAR=<base chargée> python -m bench.rapprochement.vitesse --or DOSSIER [--sans-installer]

Chacun tourne seul, l'un après l'autre, sur un fil, dans son processus ; les vitesses comptent le temps de calcul, la
machine pouvant être occupée. Les concurrents sont dans var/concurrents, que la commande installe d'après
concurrents.in. Tous reçoivent les mêmes noms sous la même clé, sans population ni point : le nom seul en France, le
nom et le pays ailleurs. Aux concurrents, on donne le seuil qui les sert le mieux sur ces listes mêmes ; au moteur, sa
propre décision. Écrit var/bench/vitesse.txt et vitesse.json.
"""

import argparse
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from bench.rapprochement import listes_communes
from bench.rapprochement.concurrents.echange import lire
from bench.rapprochement.porteurs import Porteurs
from bench.rapprochement.seuils import Rendue, Seuil, le_meilleur, le_plus_large, lister
from jumelles.territoires.repertoires import rapprocheur

ICI = Path(__file__).parent
RACINE = ICI.parents[1]
# La barre de l'énoncé : le nom seul en France, le nom et le pays ailleurs.
BARRES = {"france": 0.997, "monde": 0.995, "monde_principaux": 0.995}
NOMS_PAR_SERVICE = {"france": 100, "monde_principaux": 30}
COURSES = (
    ("moteur", "france"), ("moteur", "france_large"), ("moteur", "monde"), ("moteur", "monde_large"),
    ("cdist", "france"), ("cdist", "monde"), ("splink_duckdb", "france"), ("splink_duckdb", "monde"),
    ("service_csv", "france"), ("service_csv", "monde_principaux"), ("cdist", "france_large"), ("cdist", "monde_large"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Course:
    """Ce qu'un concurrent a fait d'une liste. mesures : secondes et mégaoctets ; panne : pourquoi il n'a rien rendu."""

    qui: str
    liste: str
    mesures: dict[str, float]
    panne: str = ""
    meilleur: Seuil | None = None
    a_la_barre: Seuil | None = None

    @property
    def noms_par_seconde(self) -> float:
        """Par seconde de calcul d'un fil, sans l'ouverture ni l'apprentissage."""
        return self.mesures["demandes"] / max(self.mesures["travail_cpu_s"], 0.01) if self.mesures else 0.0


def installer(environnement: Path) -> str:
    """Installer les concurrents ; rend la panne, ou vide."""
    python = environnement / "bin" / "python"
    demandes = ("-r", str(ICI / "concurrents.in"))
    for commande in (
        (sys.executable, "-m", "venv", str(environnement)),
        (str(python), "-m", "pip", "install", "--quiet", *demandes),
    ):
        fini = subprocess.run(commande, capture_output=True, text=True)
        if fini.returncode:
            return fini.stderr.strip().splitlines()[-1]
    return ""


def courir(qui: str, liste: str, dossier: Path, environnement: Path) -> Course:
    """Lancer un concurrent sur une liste, et juger ce qu'il rend."""
    sortie = dossier / liste / f"{qui}.csv"
    arguments = [str(dossier / liste), str(sortie)]
    if qui == "moteur":
        commande = [sys.executable, "-m", "bench.rapprochement.vitesse_moteur", *arguments]
    else:
        combien = [str(NOMS_PAR_SERVICE[liste])] if qui == "service_csv" else []
        commande = [str(environnement / "bin" / "python"), str(ICI / "concurrents" / f"{qui}.py"), *arguments, *combien]
    fini = subprocess.run(commande, cwd=RACINE, env=dict(os.environ), capture_output=True, text=True)
    if fini.returncode:
        return Course(qui, liste, {}, (fini.stderr.strip().splitlines() or ["sans un mot"])[-1])
    mesures = json.loads(fini.stdout.strip().splitlines()[-1])
    seuils = juger(sortie, lire(dossier / liste / "demandes.csv")[: int(mesures["demandes"])])
    barre = BARRES.get(liste)
    large = le_plus_large(seuils, barre) if barre else None
    return Course(qui, liste, mesures, meilleur=le_meilleur(seuils), a_la_barre=large)


def juger(sortie: Path, demandes: list[dict[str, str]]) -> list[Seuil]:
    """Les seuils d'un concurrent ; les lignes non jugées n'y sont pas."""
    jugees = {d["rang"]: d for d in demandes if d["existe"] != "non jugée"}
    rendues = [
        Rendue(
            float(r["score"]), r["code"] in jugees[r["rang"]]["verite"].split("|"), jugees[r["rang"]]["existe"] == "oui"
        )
        for r in lire(sortie)
        if r["rang"] in jugees and r["code"] and float(r["score"]) > 0
    ]
    return lister(rendues, sum(d["existe"] == "oui" for d in jugees.values()))


def _rendue(rendue: dict[str, str], demande: dict[str, str]) -> Rendue:
    is_juste = rendue["code"] in demande["verite"].split("|")
    return Rendue(float(rendue["score"]), is_juste, demande["existe"] == "oui")


def dire(course: Course) -> str:
    """Une ligne du rapport."""
    if course.panne:
        return f"{course.liste:17} {course.qui:14} n'a pas pu courir : {course.panne}"
    m = course.mesures
    texte = (
        f"{course.liste:17} {course.qui:14} {course.noms_par_seconde:9.1f} noms/s de calcul ({m['travail_s']:.1f} s à "
        f"l'horloge), ouverture {m['ouverture_s']:.2f} s, apprentissage {m.get('apprentissage_s', 0.0):.1f} s, mémoire "
        f"{m['anonyme_mo']:.0f} Mo ({m['total_mo']:.0f} avec les fichiers projetés), {m['demandes']:.0f} noms"
    )
    for nom, seuil in (("au mieux", course.meilleur), ("à la barre", course.a_la_barre)):
        if seuil is not None and seuil.presentes:
            texte += (
                f"\n{'':33}{nom} (seuil {seuil.seuil:.4f}) : précision {seuil.precision:.2%}, acceptées "
                f"{seuil.couverture:.2%}, justes {seuil.justes} sur {seuil.presentes}, absentes {seuil.absentes}"
            )
    return texte


def main() -> None:
    """Préparer, installer, courir, écrire."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--or", dest="dossier", type=Path, required=True)
    arguments.add_argument("--sans-installer", action="store_true")
    arguments.add_argument("--environnement", type=Path, default=RACINE / "var" / "concurrents")
    arguments.add_argument("--qui", nargs="*", default=[], help="seulement ceux-là : moteur, cdist…")
    demande = arguments.parse_args()
    sortie = Path(settings.VAR) / "bench"
    rapprocheur()  # bâtit l'index s'il manque : l'ouverture mesurée est celle d'un index bâti
    listes_communes.preparer(demande.dossier, sortie / "listes", Porteurs())
    panne = "" if demande.sans_installer else installer(demande.environnement)
    lignes, donnees = [f"installation des concurrents : {panne or 'faite'}"], []
    for qui, liste in (c for c in COURSES if not demande.qui or c[0] in demande.qui):
        course = courir(qui, liste, sortie / "listes", demande.environnement)
        lignes.append(dire(course))
        print(lignes[-1], flush=True)
        donnees.append({"qui": qui, "liste": liste, "panne": course.panne, **course.mesures})
    (sortie / "vitesse.txt").write_text("\n".join(lignes) + "\n", encoding="utf-8")
    (sortie / "vitesse.json").write_text(json.dumps(donnees, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
