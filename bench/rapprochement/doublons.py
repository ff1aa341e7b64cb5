"""Les doublons de projets : précision et rappel sur les vrais concours de l'AFD et sur des tranches fabriquées.

    python -m bench.rapprochement.doublons --donnees ../shared/donnees [--sortie DOSSIER]

Vérité stricte : deux concours du même « Id. Projet » sont des tranches d'un même projet ; deux « Id. Projet » en sont
deux. Mais l'AFD donne un autre identifiant à la phase suivante d'un programme : les paires proposées contre la vérité
stricte ont été relues une à une (`tranches_relues.csv`) ; « indécidable » y compte comme une faute. Le moteur ne voit
jamais ces identifiants. Les tranches fabriquées redisent un vrai projet un an ou deux plus tard, d'un titre ressaisi.
"""

import argparse
import csv
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path

from bench.rapprochement.tranches import tranche_suivante
from bench.rapprochement.wilson import dire
from jumelles.rapprochement.doublons import ConstatPaire, FicheAction, PairePossible, PartieNommee, chercher, juger
from jumelles.rapprochement.normaliser import cle
from jumelles.sources.afd.lecture import Concours, lire
from jumelles.sources.afd.secteurs import themes_du_secteur

RELUES = Path(__file__).parent / "tranches_relues.csv"
GRAINE = 2026
JOUR = date(2026, 11, 22)
SURS = frozenset((ConstatPaire.DOUBLON, ConstatPaire.TRANCHE))


@dataclass(slots=True)
class Jeu:
    """Un jeu : ses fiches, et le projet que chacune dit vraiment."""

    nom: str
    fiches: list[FicheAction] = field(default_factory=list)
    projet: dict[str, str] = field(default_factory=dict)

    def ajouter(self, fiche: FicheAction, projet: str) -> None:
        """Une fiche de plus."""
        self.fiches.append(fiche)
        self.projet[fiche.ref] = projet

    def programme(self, paire: tuple[str, str]) -> tuple[str, str]:
        """Les deux projets d'une paire de refs, dans l'ordre de l'alphabet."""
        un, autre = sorted(self.projet[ref] for ref in paire)
        return un, autre

    def vraies(self) -> set[tuple[str, str]]:
        """Les paires de refs d'un même projet."""
        par_projet: defaultdict[str, list[str]] = defaultdict(list)
        for fiche in self.fiches:
            par_projet[self.projet[fiche.ref]].append(fiche.ref)
        return {ordonner(a, b) for siennes in par_projet.values() for a, b in combinations(siennes, 2)}


@cache
def lire_relues() -> frozenset[tuple[str, str]]:
    """Les paires d'« Id. Projet » qu'une relecture a dites du même programme."""
    with RELUES.open(encoding="utf-8", newline="") as fichier:
        return frozenset((x["un"], x["autre"]) for x in csv.DictReader(fichier) if x["lecture"] == "meme_programme")


def ordonner(a: str, b: str) -> tuple[str, str]:
    """Comme le moteur ordonne une paire."""
    return (a, b) if (len(a), a) < (len(b), b) else (b, a)


def lire_concours(donnees: Path) -> Iterator[tuple[FicheAction, str]]:
    """Les concours du fichier complet : (fiche sans son identifiant, Id. Projet)."""
    for ligne in lire(donnees / "afd" / "donnees-aide-au-developpement-afd.csv", JOUR):
        c = ligne.valeur
        if isinstance(c, Concours) and not ligne.is_refusee:
            yield en_fiche(c, ligne.numero), c.id_projet


def en_fiche(c: Concours, numero: int) -> FicheAction:
    """Le concours tel que le moteur le voit."""
    partie = PartieNommee(f"acteur:{cle(c.beneficiaire)}", c.beneficiaire, cle(c.pays_dit))
    return FicheAction(
        f"projet:{numero}", (partie,) if c.beneficiaire else (), c.titre, frozenset({cle(c.pays_dit)}),
        frozenset(themes_du_secteur(c.secteur_dit)), int(c.octroi[:4]) if c.octroi else None, None, "",
        frozenset({str(c.engagement)}) if c.engagement else frozenset(),
    )  # fmt: skip


def batir(donnees: Path) -> tuple[Jeu, Jeu]:
    """Les concours ; puis un concours par projet, et pour un projet sur deux une tranche fabriquée."""
    reels, fabriques = Jeu("AFD, concours"), Jeu("AFD, tranches fabriquées")
    hasard = random.Random(GRAINE)
    vus: set[str] = set()
    for fiche, projet in lire_concours(donnees):
        reels.ajouter(fiche, projet)
        if projet not in vus:
            vus.add(projet)
            fabriques.ajouter(fiche, projet)
            if hasard.random() < 0.5:
                fabriques.ajouter(tranche_suivante(fiche, hasard), projet)
    return reels, fabriques


def mesurer(jeu: Jeu) -> Iterator[str]:
    """Précision et rappel, par paire et par projet, et chaque faute."""
    trouvees = {(p.gauche, p.droite): p for p in chercher(jeu.fiches)}
    vraies = jeu.vraies()
    sures = {paire for paire, p in trouvees.items() if p.constat in SURS}
    relues = {p for p in sures if jeu.programme(p) in lire_relues()}
    projets = len(set(jeu.projet.values()))
    yield f"\n{jeu.nom} : {len(jeu.fiches)} fiches, {projets} projets, {len(vraies)} vraies paires"
    yield f"  proposées : {dict(Counter(str(p.constat) for p in trouvees.values()))}"
    yield f"  précision de « doublon » et « tranche », stricte : {dire(len(sures & vraies), len(sures))}"
    yield f"  la même, phases suivantes relues : {dire(len(sures & (vraies | relues)), len(sures))}"
    yield f"  précision de tout ce qui est proposé, stricte : {dire(len(trouvees.keys() & vraies), len(trouvees))}"
    yield f"  rappel, « doublon » et « tranche » : {dire(len(sures & vraies), len(vraies))}"
    yield f"  rappel, tout ce qui est proposé : {dire(len(trouvees.keys() & vraies), len(vraies))}"
    redits = {jeu.projet[a] for a, _ in vraies}
    entiers = sum(is_reuni(projet, jeu, trouvees.keys() & vraies) for projet in redits)
    yield f"  projets redits dont toutes les fiches sont jointes : {dire(entiers, len(redits))}"
    yield from calibrer(trouvees.values(), vraies)
    yield from _fautes(jeu, [trouvees[p] for p in sorted(sures - vraies - relues)], sorted(vraies - trouvees.keys()))


def is_reuni(projet: str, jeu: Jeu, paires: Iterable[tuple[str, str]]) -> bool:
    """Vrai si, de proche en proche, les paires proposées joignent toutes les fiches du projet."""
    siennes = {f.ref for f in jeu.fiches if jeu.projet[f.ref] == projet}
    dedans = [p for p in paires if p[0] in siennes]
    joints = {min(siennes)}
    while plus := {b for p in dedans for a, b in (p, p[::-1]) if a in joints and b not in joints}:
        joints |= plus
    return joints == siennes


def calibrer(trouvees: Iterable[PairePossible], vraies: set[tuple[str, str]]) -> Iterator[str]:
    """À tel score, quelle part est vraie ?"""
    tranches: defaultdict[int, list[bool]] = defaultdict(list)
    for p in trouvees:
        tranches[min(int(p.score * 10), 9)].append((p.gauche, p.droite) in vraies)
    for dizaine, justes in sorted(tranches.items()):
        yield f"    score de {dizaine / 10:.1f} à {dizaine / 10 + 0.1:.1f} : vraies {dire(sum(justes), len(justes))}"


def _fautes(jeu: Jeu, fausses: Sequence[PairePossible], manquees: Sequence[tuple[str, str]]) -> Iterator[str]:
    par_ref = {f.ref: f for f in jeu.fiches}
    yield f"  {len(fausses)} proposées à tort comme doublon ou tranche :"
    for p in fausses:
        yield f"    {_dire(par_ref[p.gauche])} | {_dire(par_ref[p.droite])} : {p.score} {' ; '.join(p.raisons)}"
    yield f"  {len(manquees)} manquées :"
    for a, b in manquees:
        p = juger(par_ref[a], par_ref[b])
        yield f"    {_dire(par_ref[a])} | {_dire(par_ref[b])} : {p.score} {' ; '.join(p.raisons)}"


def _dire(fiche: FicheAction) -> str:
    parties = ", ".join(p.nom for p in fiche.parties)
    return f"« {fiche.titre[:90]} » ({parties[:40]}, {', '.join(fiche.pays)}, {fiche.debut or '?'})"


def main() -> None:
    """Bâtir, mesurer, écrire tout, dire l'essentiel."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--donnees", type=Path, required=True)
    arguments.add_argument("--sortie", type=Path, default=None)
    demande = arguments.parse_args()
    lignes = [ligne for jeu in batir(demande.donnees) for ligne in mesurer(jeu)]
    if demande.sortie is not None:
        demande.sortie.mkdir(parents=True, exist_ok=True)
        (demande.sortie / "doublons.txt").write_text("\n".join(lignes), encoding="utf-8")
    print("\n".join(lignes))


if __name__ == "__main__":
    main()
