"""Lire les jumelages de Wikidata : une paire sans ordre, quel que soit le format du fichier."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from jumelles.referentiel.sphere import distance_km
from jumelles.sources.ligne_lue import LigneLue
from jumelles.sources.ouverture import BOM, Ouvert
from jumelles.sources.problemes import FichierRefuse, Probleme, rendre_lisible
from jumelles.sources.tableau import Rangee, Tableau, verifier_entete
from jumelles.sources.valeurs import Controle
from jumelles.sources.wikidata_jumelages.resultats_json import lire_objets
from jumelles.sources.wikidata_jumelages.termes import lire_instant, lire_liaison, lire_point, lire_qid, lire_terme

COLONNES_2017 = (
    "origincityLabel", "origincountry", "originlat", "originlong", "originpopulation",
    "sistercityLabel", "destinationlat", "destinationlong", "destinationpopulation", "destination_countryLabel",
    "dist", "eu",
)  # fmt: skip
DATE_2017 = "2017-07"
VARIABLES = ("item", "itemLabel", "partner", "partnerLabel")
VARIABLES_FACULTATIVES = (
    "coord", "population", "partnerCoord", "partnerPopulation", "country", "countryLabel", "countryIso",
    "start", "startPrecision", "end", "endPrecision",
)  # fmt: skip
ADRESSE_P190 = "https://www.wikidata.org/wiki/Property:P190"
NOM_MAX, PAYS_MAX, CLE_MAX = 200, 120, 250
# Deux points d'un même nom plus éloignés que cela sont deux villes, et non deux mesures d'une ville.
MEME_VILLE_KM = 50.0
Point = tuple[float | None, float | None]
_LIBELLE_ABSENT = re.compile(r"Q[1-9]\d*")


@dataclass(frozen=True, slots=True)
class Bout:
    """Une ville nommée : pays_dit tel quel, iso2 s'il est dit, degrés décimaux WGS84, habitants."""

    nom: str
    pays_dit: str
    iso2: str = ""
    qid: str = ""
    lat: float | None = None
    lon: float | None = None
    population: int | None = None

    @property
    def cle(self) -> str:
        """Identifiant Wikidata s'il est connu, sinon nom et pays."""
        return self.qid or f"{self.nom} ({self.pays_dit})"

    @property
    def is_sans_nom(self) -> bool:
        """Le libellé manque : Wikidata rend alors l'identifiant à sa place."""
        return not self.nom or _LIBELLE_ABSENT.fullmatch(self.nom) is not None


@dataclass(frozen=True, slots=True)
class Jumelage:
    """Un lien P190 entre deux villes, sans ordre ; dates partielles ISO, vides si non dites."""

    bouts: tuple[Bout, Bout]
    date_information: str
    adresse: str
    debut: str = ""
    fin: str = ""

    @property
    def is_francais(self) -> bool:
        """Une ville au moins est dite en France."""
        return any(is_en_france(b) for b in self.bouts)


def is_en_france(bout: Bout) -> bool:
    """Le pays dit est la France (outre-mer compris : Wikidata y met Q142)."""
    return bout.iso2 == "FR" or bout.pays_dit == "France"


def reconnait(tete: bytes) -> bool:
    """Vrai pour la table de 2017 et pour un export de requete.rq."""
    premiere = tete.removeprefix(BOM).split(b"\n", 1)[0].decode("utf-8", "replace").strip()
    if premiere == "\t".join(COLONNES_2017):
        return True
    if premiere.startswith(("{", "[")):
        return b'"partnerLabel"' in tete and b'"itemLabel"' in tete
    noms = {n.strip().lstrip("?") for n in re.split(r"[,\t]", premiere)}
    return set(VARIABLES) <= noms


def lire(chemin: Path, jour: date) -> Iterator[LigneLue]:
    """Rendre une ligne par enregistrement ; une paire redite dans l'autre sens garde la même clé."""
    with chemin.open("rb") as fichier:
        ouvert = Ouvert(fichier, json_admis=True)
        yield from _separer_homonymes(_lire_format(ouvert, jour))


def relire(numero: int, brut: dict[str, str], jour: date) -> list[LigneLue]:
    """La ligne d'un relevé gardé, table de 2017 ou export."""
    return [_lire_rangee_2017(numero, brut) if "origincityLabel" in brut else _lire_liaisons(numero, brut, jour)]


def _lire_format(ouvert: Ouvert, jour: date) -> Iterator[LigneLue]:
    tete = ouvert.tete.removeprefix(BOM).lstrip()
    if tete.startswith((b"{", b"[")):
        yield from _lire_json(ouvert, jour)
        return
    premiere = tete.split(b"\n", 1)[0]
    if b"\t" in premiere:
        tableau = Tableau(ouvert, separateur="\t", guillemets=False)
        if premiere.startswith(b"origincityLabel"):
            yield from _lire_2017(tableau, jour)
            return
    else:
        tableau = Tableau(ouvert, separateur=",")
    yield from _lire_export(tableau, jour)


def _refusee(rangee: Rangee) -> LigneLue:
    assert rangee.probleme is not None
    return LigneLue(rangee.numero, "", {"cellules": _lisibles(rangee.cellules)}, problemes=(rangee.probleme,))


def _lisibles(cellules: tuple[str, ...]) -> list[str]:
    return [rendre_lisible(c)[:2000] for c in cellules[:100]]


def _lire_2017(tableau: Tableau, jour: date) -> Iterator[LigneLue]:
    verifier_entete(tableau.entete, COLONNES_2017)
    for rangee in tableau.rangees():
        if rangee.probleme is not None:
            yield _refusee(rangee)
            continue
        yield _lire_rangee_2017(rangee.numero, dict(zip(tableau.entete, rangee.cellules, strict=True)))


def _lire_rangee_2017(numero: int, brut: dict[str, str]) -> LigneLue:
    controle = Controle(numero)
    origine = Bout(
        controle.texte("origincityLabel", brut["origincityLabel"], maximum=NOM_MAX, requis=True),
        controle.texte("origincountry", brut["origincountry"], maximum=PAYS_MAX, requis=True),
        lat=controle.coordonnee("originlat", brut["originlat"], axe="lat"),
        lon=controle.coordonnee("originlong", brut["originlong"], axe="lon"),
        population=controle.population("originpopulation", brut["originpopulation"]),
    )
    jumelle = Bout(
        controle.texte("sistercityLabel", brut["sistercityLabel"], maximum=NOM_MAX, requis=True),
        controle.texte("destination_countryLabel", brut["destination_countryLabel"], maximum=PAYS_MAX, requis=True),
        lat=controle.coordonnee("destinationlat", brut["destinationlat"], axe="lat"),
        lon=controle.coordonnee("destinationlong", brut["destinationlong"], axe="lon"),
        population=controle.population("destinationpopulation", brut["destinationpopulation"]),
    )
    lien = Jumelage(_ordonner(origine, jumelle), DATE_2017, ADRESSE_P190)
    return _ligne(controle, brut, lien, perimetre=f"2017 {origine.pays_dit}")


def _lire_export(tableau: Tableau, jour: date) -> Iterator[LigneLue]:
    """Un export CSV ou TSV de la requête, aux valeurs nues ou écrites en termes RDF."""
    noms = tuple(n.strip().lstrip("?") for n in tableau.entete)
    verifier_entete(noms, VARIABLES, facultatives=VARIABLES_FACULTATIVES)
    for rangee in tableau.rangees():
        if rangee.probleme is not None:
            yield _refusee(rangee)
            continue
        valeurs = {n: lire_terme(c) for n, c in zip(noms, rangee.cellules, strict=True)}
        yield _lire_liaisons(rangee.numero, valeurs, jour)


def _lire_json(ouvert: Ouvert, jour: date) -> Iterator[LigneLue]:
    for rang, (ligne, objet) in enumerate(lire_objets(ouvert), start=1):
        inconnues = objet.keys() - set(VARIABLES) - set(VARIABLES_FACULTATIVES)
        if inconnues:
            raise FichierRefuse(
                f"variables inconnues : {', '.join(sorted(rendre_lisible(i)[:40] for i in inconnues)[:10])}",
                "exportez la requête requete.rq sans la modifier",
                ligne=ligne,
            )
        yield _lire_liaisons(rang, {n: lire_liaison(v, ligne) for n, v in objet.items()}, jour)


def _lire_liaisons(numero: int, valeurs: dict[str, str], jour: date) -> LigneLue:
    controle = Controle(numero)
    brut = {n: v for n, v in valeurs.items() if v}
    ici = _bout(controle, brut, "item", "itemLabel", "coord", "population", pays="France", iso2="FR")
    la_bas = _bout(
        controle, brut, "partner", "partnerLabel", "partnerCoord", "partnerPopulation",
        pays=brut.get("countryLabel", ""), iso2=brut.get("countryIso", ""),
    )  # fmt: skip
    debut = _instant(controle, brut, "start", jour)
    fin = _instant(controle, brut, "end", jour)
    if debut and fin and fin < debut[: len(fin)]:
        controle.noter("end", fin, f"finit avant de commencer ({debut})", "corrigez la date sur Wikidata")
    adresse = f"https://www.wikidata.org/wiki/{ici.qid}#P190" if ici.qid else ADRESSE_P190
    lien = Jumelage(_ordonner(ici, la_bas), jour.isoformat(), adresse, debut, fin)
    return _ligne(controle, brut, lien, perimetre="requête")


def _bout(
    controle: Controle,
    brut: dict[str, str],
    item: str,
    libelle: str,
    coord: str,
    habitants: str,
    *,
    pays: str,
    iso2: str,
) -> Bout:
    qid = lire_qid(brut.get(item, ""))
    if not qid:
        controle.noter(item, brut.get(item, ""), "ce n'est pas un identifiant Wikidata", "attendu : …/entity/Q456")
    point = lire_point(brut[coord]) if brut.get(coord) else None
    if brut.get(coord) and point is None:
        controle.noter(coord, brut[coord], "ce n'est pas un point", "attendu : Point(longitude latitude)")
    return Bout(
        controle.texte(libelle, brut.get(libelle, ""), maximum=NOM_MAX, requis=True),
        controle.texte("countryLabel", pays, maximum=PAYS_MAX),
        iso2=iso2 if re.fullmatch(r"[A-Z]{2}", iso2) else "",
        qid=qid,
        lat=controle.coordonnee(coord, point[0], axe="lat") if point else None,
        lon=controle.coordonnee(coord, point[1], axe="lon") if point else None,
        population=controle.population(habitants, brut.get(habitants, "")),
    )


def _instant(controle: Controle, brut: dict[str, str], nom: str, jour: date) -> str:
    valeur = brut.get(nom, "")
    if not valeur:
        return ""
    lue = lire_instant(valeur, brut.get(f"{nom}Precision", ""))
    if not lue:
        controle.noter(nom, valeur, "date illisible : laissée de côté", bloquant=False)
        return ""
    return controle.date(nom, lue, jour=jour, future=nom == "end")


def _ordonner(un: Bout, autre: Bout) -> tuple[Bout, Bout]:
    return (un, autre) if un.cle <= autre.cle else (autre, un)


def _ligne(controle: Controle, brut: dict[str, str], lien: Jumelage, *, perimetre: str) -> LigneLue:
    propre = {rendre_lisible(n)[:80]: rendre_lisible(v)[:2000] for n, v in brut.items()}
    problemes: tuple[Probleme, ...] = tuple(controle.problemes)
    if controle.is_refusee:
        return LigneLue(controle.ligne, "", propre, problemes=problemes, perimetre=perimetre)
    cle = " ↔ ".join(b.cle for b in lien.bouts)
    if lien.debut or lien.fin:
        # Deux énoncés d'un même lien, datés autrement, sont deux paroles : aucune n'efface l'autre.
        cle = f"{cle} [{lien.debut}/{lien.fin}]"
    if len(cle) > CLE_MAX - 20:
        cle = f"paire:{sha256(cle.encode()).hexdigest()}"
    return LigneLue(
        controle.ligne,
        cle,
        propre,
        valeur=lien,
        problemes=problemes,
        hors_champ="" if lien.is_francais else "aucune des deux villes n'est en France",
        # Une ville à deux coordonnées ou deux populations fait plusieurs lignes d'un même lien.
        fond="même lien",
        perimetre=perimetre,
    )


def _separer_homonymes(lignes: Iterator[LigneLue]) -> Iterator[LigneLue]:
    """Donner une clé à part aux villes de même nom et de même pays que plus de 50 km séparent."""
    vues: dict[str, list[tuple[str, tuple[Point, Point]]]] = {}
    for ligne in lignes:
        if ligne.valeur is None or all(b.qid for b in ligne.valeur.bouts):
            yield ligne
            continue
        un, autre = ligne.valeur.bouts
        points, connues = ((un.lat, un.lon), (autre.lat, autre.lon)), vues.setdefault(ligne.cle, [])
        cle = next((c for c, p in connues if _memes_villes(p, points, is_homonyme=un.cle == autre.cle)), "")
        if not cle:
            cle = ligne.cle if not connues else f"{ligne.cle} {_dire_points(points)}"
            connues.append((cle, points))
        yield _sous(ligne, cle)


def _sous(ligne: LigneLue, cle: str) -> LigneLue:
    if cle == ligne.cle:
        return ligne
    return LigneLue(
        ligne.numero, cle, ligne.brut, ligne.valeur, ligne.problemes, ligne.hors_champ, ligne.fond, ligne.perimetre
    )


def _memes_villes(unes: tuple[Point, Point], autres: tuple[Point, Point], *, is_homonyme: bool) -> bool:
    """Les deux bouts sont voisins, dans un sens ou dans l'autre quand ils ont le même nom."""
    droit = all(_voisins(a, b) for a, b in zip(unes, autres, strict=True))
    croise = is_homonyme and all(_voisins(a, b) for a, b in zip(unes, reversed(autres), strict=True))
    return droit or croise


def _voisins(a: Point, b: Point) -> bool:
    """Faux seulement si deux points connus sont trop loin l'un de l'autre."""
    if a[0] is None or a[1] is None or b[0] is None or b[1] is None:
        return True
    return distance_km(a[0], a[1], b[0], b[1]) <= MEME_VILLE_KM


def _dire_points(points: tuple[Point, Point]) -> str:
    return "@" + "/".join(f"{lat or 0:.0f},{lon or 0:.0f}" for lat, lon in points)
