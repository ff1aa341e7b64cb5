"""Tirer de GeoNames les noms étrangers des communes : même nom, et dans le contour ; jamais au jugé."""

from collections.abc import Callable, Iterator
from pathlib import Path

import shapely

from jumelles.provenance.models import Lot, Source
from jumelles.rapprochement.normaliser import cle
from jumelles.sources.fiche import FicheSource, read_fiche
from jumelles.sources.references.collectivites import find_fichiers as fichiers_collectivites
from jumelles.sources.references.collectivites.assemblage import Assemblage, assembler
from jumelles.sources.references.geonames import find_fichiers as fichiers_geonames
from jumelles.sources.references.geonames.lecture import read_lieux
from jumelles.sources.references.pays.lecture import read_pays
from jumelles.territoires.enums import NatureNom
from jumelles.territoires.lignes import Chargement, LieuLu, NomLu
from jumelles.territoires.operations import charger_noms

Ecrire = Callable[[dict[str, Source], str, Lot], dict[str, Chargement]]
# GeoNames range la Réunion, la Martinique… comme des pays : ce sont aussi des communes françaises.
PAYS_FRANCAIS = ("FR", "GP", "MQ", "GF", "RE", "YT")
LONGUEUR_UTILE = 3


def find_fichiers() -> list[Path]:
    """Ce qui est lu."""
    return [*fichiers_geonames(), *fichiers_collectivites()]


def preparer(fiches: dict[str, FicheSource]) -> tuple[Ecrire, tuple[str, ...]]:
    """Lire sans rien écrire ; rendre de quoi écrire, et les constats."""
    fiche_pays = read_fiche(Path(__file__).parents[1] / "pays")
    lieux = read_lieux(fiches["geonames"], {p.iso2 for p in read_pays(fiche_pays)})
    noms = list(find_exonymes(assembler(fiches), [li for li in lieux if li.pays in PAYS_FRANCAIS]))
    fiches["geonames"].check("etrangers", len(noms))

    def ecrire(sources: dict[str, Source], par: str, lot: Lot) -> dict[str, Chargement]:
        ids = {"geonames": sources["geonames"].pk}
        natures = (NatureNom.ETRANGER.value,)
        return {"noms": charger_noms(lignes=noms, sources=ids, par=par, lot=lot, natures=natures)}

    communes = len({n.collectivite for n in noms})
    return ecrire, (f"{len(noms)} noms dans d'autres langues, pour {communes} communes",)


def find_exonymes(lu: Assemblage, lieux: list[LieuLu]) -> Iterator[NomLu]:
    """Les noms des lieux qui sont dans le contour d'une commune et qui en portent le nom."""
    contours = dict(zip(lu.codes_contours, lu.contours, strict=True))
    connus: dict[str, set[str]] = {}
    par_cle: dict[str, set[str]] = {}
    for n in lu.noms:
        connus.setdefault(n.collectivite, set()).add(cle(n.texte))
        if contours.get(n.collectivite) is not None and n.nature != NatureNom.ANCIEN:
            par_cle.setdefault(cle(n.texte), set()).add(n.collectivite)
    deja = set(par_cle)
    for lieu, code in _lieux_des_communes(lieux, par_cle, contours):
        for texte in _noms_latins(lieu):
            nom = cle(texte)
            # Le nom d'une autre commune n'est pas un nom étranger : il égarerait le rapprochement.
            if nom not in connus[code] and nom not in deja:
                connus[code].add(nom)
                yield NomLu(code, texte, NatureNom.ETRANGER.value, "geonames")


def _lieux_des_communes(
    lieux: list[LieuLu], par_cle: dict[str, set[str]], contours: dict[str, shapely.Geometry]
) -> Iterator[tuple[LieuLu, str]]:
    """Le lieu dont le nom principal est celui de la commune qui le contient ; à défaut, un de ses autres noms.

    GeoNames appelle parfois une ville par son nom anglais (« Dunkirk ») : l'autre nom fait foi si aucun lieu
    de la commune n'en porte le nom, et s'il n'y en a qu'un.
    """
    trouves: dict[str, list[LieuLu]] = {}
    par_autre_nom: dict[str, list[LieuLu]] = {}
    for lieu in lieux:
        for rang, nom in enumerate(lieu.cles):
            for code in par_cle.get(nom, ()):
                if shapely.intersects_xy(contours[code], lieu.lon, lieu.lat):
                    (par_autre_nom if rang else trouves).setdefault(code, []).append(lieu)
    trouves |= {c: v for c, v in par_autre_nom.items() if c not in trouves and len(v) == 1}
    for code, propres in sorted(trouves.items()):
        yield from ((lieu, code) for lieu in propres)


def _noms_latins(lieu: LieuLu) -> Iterator[str]:
    """Les noms qui se comparent ; ni sigle (« PAR »), ni transcription lettre à lettre (« strsbwrg »)."""
    comparables = set(lieu.cles)
    for texte in (lieu.nom, *lieu.autres_noms.split("\n")):
        if texte[:1].isupper() and len(texte) > LONGUEUR_UTILE and cle(texte) in comparables:
            yield texte
