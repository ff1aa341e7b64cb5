"""Mesurer le rapprochement sur les jeux de vérité.

    JUMELLES_VAR=<base chargée> python -m bench.rapprochement.mesurer --or DOSSIER [--jeux francais_spain …]

Écrit le rapport sur la sortie et dans var/bench/rapprochement.txt, les chiffres dans var/bench/rapprochement.json.
Les poids sont appris sur une liste (`--appris`, dit au rapport) : les autres listes seules mesurent.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from django.conf import settings

from bench.rapprochement.calibration import calibrer
from bench.rapprochement.courbe import tracer
from bench.rapprochement.ecriture import lire
from bench.rapprochement.notes import Note, Rapprocher, faire_le_bilan, noter
from bench.rapprochement.porteurs import Porteurs
from bench.rapprochement.questions import questions_du_jeu
from bench.rapprochement.wilson import dire

# Les listes dont les poids servis ont été appris (bench.rapprochement.apprendre) : elles ne mesurent rien.
APPRIS = ["francais_france", "etranger_france", "francais_abimee", "etranger_abimee"]
Mesures = dict[tuple[str, str], list[Note]]


def mesurer(chemins: Iterable[Path], rapprocher: Rapprocher, porteurs: Porteurs) -> Mesures:
    """(jeu, condition) → une note par ligne à laquelle la condition s'applique."""
    mesures: Mesures = {}
    for chemin in chemins:
        lignes = lire(chemin)
        for condition, question in questions_du_jeu(chemin.stem).items():
            posees = [(ligne, mention) for ligne in lignes if (mention := question(ligne)) is not None]
            reponses = rapprocher([m for _, m in posees])
            notes = [noter(li, r, porteurs.en_vie) for (li, _), r in zip(posees, reponses, strict=True)]
            mesures[chemin.stem, condition] = notes
    return mesures


def ecrire_le_rapport(mesures: Mesures, appris: frozenset[str]) -> str:
    """Tout ce que l'on mesure, en texte."""
    lignes: list[str] = []
    vues = {_identite(n) for (jeu, _), notes in mesures.items() if jeu in appris for n in notes}
    for (jeu, condition), notes in mesures.items():
        lignes += _ecrire_un(jeu, condition, notes, None if jeu in appris else vues)
    for cote in ("francais", "etranger"):
        for titre, is_apprise in (("listes jamais apprises", False), ("listes d'apprentissage", True)):
            jeux = [
                notes for (jeu, _), notes in mesures.items() if _is_vrai(jeu, cote) and (jeu in appris) == is_apprise
            ]
            siennes = [n for notes in jeux for n in notes]
            lignes += _ecrire_calibration(f"Calibration, {cote}, {titre}, toutes conditions", siennes)
    return "\n".join(lignes) + "\n"


def _is_vrai(jeu: str, cote: str) -> bool:
    """Un jeu de ce côté, tiré d'une vraie liste."""
    return jeu.startswith(cote) and "abimee" not in jeu


def _identite(note: Note) -> tuple[str, str, str]:
    """Une ville citée par deux listes reste la même mention : l'une apprise, l'autre n'est pas tout à fait neuve."""
    return note.nom, note.pays, note.verite


def _ecrire_un(jeu: str, condition: str, notes: list[Note], vues: set[tuple[str, str, str]] | None) -> list[str]:
    bilan = faire_le_bilan(notes)
    absentes = [n for n in notes if n.existe == "absente"]
    lignes = [
        f"\n## {jeu}, {condition}{' (liste d’apprentissage)' if vues is None else ''}",
        f"  {len(notes)} lignes ; vérité au référentiel : {bilan.lignes} ; absente : {len(absentes)}, dont acceptées à "
        f"tort {sum(n.acceptee for n in absentes)} ; non jugées : {sum(n.existe == 'non jugée' for n in notes)}",
        f"  acceptées : {dire(bilan.acceptees, bilan.lignes)}",
        f"  précision des acceptées : {dire(bilan.justes, bilan.acceptees)}",
        f"  … absentes comprises : {dire(bilan.justes, bilan.acceptees + sum(n.acceptee for n in absentes))}",
        f"  la bonne dans les trois premières : {dire(bilan.dans_les_trois, bilan.lignes)}",
    ]
    if vues:
        neuves = faire_le_bilan(n for n in notes if _identite(n) not in vues)
        lignes.append(
            f"  dont jamais vues à l’apprentissage : {neuves.lignes} lignes ; acceptées "
            f"{dire(neuves.acceptees, neuves.lignes)} ; précision {dire(neuves.justes, neuves.acceptees)}"
        )
    par_difficulte: defaultdict[str, list[Note]] = defaultdict(list)
    for note in notes:
        par_difficulte[note.difficulte].append(note)
    for difficulte, siennes in sorted(par_difficulte.items(), key=lambda p: -len(p[1])):
        b = faire_le_bilan(siennes)
        lignes.append(
            f"    {difficulte} : {b.lignes} lignes, {b.acceptees} acceptées, {b.justes} justes, "
            f"{b.dans_les_trois} dans les trois"
        )
    return lignes + _dire_la_courbe(notes, bilan.lignes) + [_citer(n) for n in notes if n.is_faute]


def _dire_la_courbe(notes: list[Note], presentes: int) -> list[str]:
    """Part acceptée, précision et absentes acceptées, à chaque seuil."""
    return [
        f"  seuil {seuil:.2f} : acceptées {acceptees / max(presentes, 1):.2%}, précision "
        f"{justes / max(acceptees, 1):.2%} ({acceptees - justes} fautes), absentes {absentes}"
        for seuil, acceptees, justes, absentes in tracer(notes)
    ]


def _citer(note: Note) -> str:
    verite = note.verite or "absente du référentiel"
    return (
        f"  FAUTE {note.nom} ({note.pays}) : vérité {verite}, réponse {note.reponse}, score {note.score:.3f}"
        f" — {' ; '.join(note.raisons)}"
    )


def _ecrire_calibration(titre: str, notes: list[Note]) -> list[str]:
    lignes = [f"\n## {titre}"]
    for nom, acceptees in (("ce qui est accepté", True), ("toutes les premières propositions", False)):
        lignes.append(f"  {nom} : score de … à …, nombre, prévu, observé (intervalle à 95 %), tenue à deux points")
        lignes += [
            f"    {t.de:.3f} à {t.a:.3f} : {t.nombre:5} {t.prevu:.4f} {t.observe:.4f} ({t.bas:.3f} à {t.haut:.3f}) "
            f"{'oui' if t.is_tenue else 'NON'}"
            for t in calibrer(notes, acceptees=acceptees)
        ]
    return lignes


def en_donnees(mesures: Mesures, appris: frozenset[str]) -> list[dict[str, object]]:
    """Les comptes de chaque jeu et condition, et chaque faute."""
    return [
        {
            "jeu": jeu,
            "condition": condition,
            "apprentissage": jeu in appris,
            **asdict(faire_le_bilan(notes)),
            "absentes_acceptees": sum(n.acceptee for n in notes if n.existe == "absente"),
            "fautes": [asdict(n) for n in notes if n.is_faute],
        }
        for (jeu, condition), notes in mesures.items()
    ]


def main() -> None:
    """Lire les jeux, interroger, noter, écrire."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--or", dest="dossier", type=Path, required=True)
    arguments.add_argument("--jeux", nargs="*", default=[])
    arguments.add_argument("--appris", nargs="*", default=APPRIS)
    demande = arguments.parse_args()
    from jumelles.territoires.repertoires import rapprocheur

    chemins = [c for c in sorted(demande.dossier.glob("*.csv")) if not demande.jeux or c.stem in demande.jeux]
    mesures = mesurer(chemins, rapprocheur().rapprocher, Porteurs())
    appris = frozenset(demande.appris)
    rapport = ecrire_le_rapport(mesures, appris)
    sortie = Path(settings.VAR) / "bench"
    sortie.mkdir(parents=True, exist_ok=True)
    (sortie / "rapprochement.txt").write_text(rapport, encoding="utf-8")
    (sortie / "rapprochement.json").write_text(
        json.dumps(en_donnees(mesures, appris), ensure_ascii=False, indent=1), encoding="utf-8"
    )
    print(rapport)


if __name__ == "__main__":
    main()
