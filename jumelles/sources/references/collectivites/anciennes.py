"""Les communes d'autrefois : ce qu'elles furent, comment elles s'appelaient, et à quelle commune elles mènent."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from jumelles.rapprochement.normaliser import cle
from jumelles.referentiel.grammaire import CHARNIERES_COMMUNE
from jumelles.sources.references.collectivites.communes import MILLESIME, Communes
from jumelles.sources.references.decoupage.lecture import Decoupage, Etat
from jumelles.territoires.enums import CategorieCollectivite as Categorie
from jumelles.territoires.enums import NatureFiliation, NatureNom
from jumelles.territoires.lignes import CollectiviteLue, FiliationLue, NomLu

SOURCE = "decoupage"


@dataclass(frozen=True, slots=True)
class Passe:
    """Les lignes du passé."""

    collectivites: list[CollectiviteLue]
    noms: list[NomLu]
    filiations: list[FiliationLue]


@dataclass(frozen=True, slots=True)
class NomPorte:
    """Un nom, de quand à quand ; les bornes vides sont inconnues."""

    texte: str
    debut: str
    fin: str


@dataclass(frozen=True, slots=True)
class Passage:
    """D'un millésime au suivant : {code : nom} avant et après ; annee vide si un millésime manque entre eux."""

    avant: dict[str, str]
    apres: dict[str, str]
    derniere: str
    premiere: str


def build_passe(communes: Communes, decoupage: Decoupage) -> Passe:
    """Une ligne par code disparu, une filiation par ancienne commune, un nom par ancien nom."""
    parties = {c.code_insee: c for c in communes.collectivites if c.parent and c.code[-2:] in (".D", ".A")}
    passe = Passe([], [], [])
    passages = _passages(decoupage)
    for partie in parties.values():
        passe.filiations.append(
            FiliationLue(
                partie.code, partie.parent, NatureFiliation.RATTACHEMENT.value, SOURCE,
                _debut_partie(partie.code_insee, decoupage, passages),
            )
        )  # fmt: skip
    for c in decoupage.communes:
        for ancien in c.anciens_codes:
            if ancien not in parties:
                _add_ancienne(passe, ancien, communes.par_code[c.code], decoupage, passages)
    disparues = {c.code_insee: c for c in passe.collectivites}
    for code, etats in decoupage.historique.items():
        passe.noms.extend(_anciens_noms(code, etats, passages, communes, parties, disparues))
    return passe


def _add_ancienne(
    passe: Passe, code: str, successeur: CollectiviteLue, decoupage: Decoupage, passages: list[Passage]
) -> None:
    """La commune de ce code n'est plus, pas même déléguée : une ligne « .X » qui mène à son successeur."""
    dernier = [e for e in decoupage.historique[code] if e.type == "COM"] or list(decoupage.historique[code])
    etat = dernier[-1]
    fin = etat.fin if etat.type == "COM" else etat.debut
    fin = fin or _annee_disparition(code, passages)
    passe.collectivites.append(
        CollectiviteLue(
            code=f"{code}.X",
            code_insee=code,
            categorie=Categorie.COMMUNE.value,
            nom=etat.nom,
            charniere=CHARNIERES_COMMUNE[etat.tncc],
            departement=successeur.departement,
            region=successeur.region,
            ancienne=True,
            fin=fin,
            millesime=MILLESIME,
            source=SOURCE,
        )
    )
    passe.noms.append(NomLu(f"{code}.X", etat.nom, NatureNom.OFFICIEL.value, SOURCE))
    change_de_code = "changement de département" in etat.raison_fin
    nature = NatureFiliation.CHANGEMENT_CODE if change_de_code else NatureFiliation.FUSION
    passe.filiations.append(FiliationLue(f"{code}.X", successeur.code, nature.value, SOURCE, fin))


def _debut_partie(code: str, decoupage: Decoupage, passages: list[Passage]) -> str:
    """Depuis quand c'est une commune déléguée ou associée : l'historique, sinon le premier millésime sans elle."""
    etats = decoupage.historique[code]
    derniers = [e for e in etats if e.type in ("COMD", "COMA") and not e.fin]
    if derniers:
        return derniers[-1].debut
    return _annee_disparition(code, passages) or _annee_changement_nom(code, passages)


def _annee_disparition(code: str, passages: list[Passage]) -> str:
    """L'année du premier millésime sans cette commune, si celui d'avant l'avait ; vide : inconnue."""
    return next((p.premiere for p in passages if code in p.avant and code not in p.apres), "")


def _annee_changement_nom(code: str, passages: list[Passage]) -> str:
    """Une commune nouvelle qui garde le code de l'ancienne : l'année où le nom change."""
    return next((p.premiere for p in passages if cle(p.avant.get(code, "")) != cle(p.apres.get(code, ""))), "")


def _passages(decoupage: Decoupage) -> list[Passage]:
    """Les millésimes deux à deux, celui d'aujourd'hui en dernier."""
    actuel = {c.code: c.nom for c in decoupage.communes if c.type == "commune-actuelle"}
    suite = [(m.annee, m.communes) for m in decoupage.millesimes] + [(int(MILLESIME), actuel)]
    return [
        Passage(avant, apres, *((str(annee), str(suivante)) if suivante == annee + 1 else ("", "")))
        for (annee, avant), (suivante, apres) in pairwise(suite)
    ]


def _anciens_noms(
    code: str,
    etats: tuple[Etat, ...],
    passages: list[Passage],
    communes: Communes,
    parties: dict[str, CollectiviteLue],
    disparues: dict[str, CollectiviteLue],
) -> Iterator[NomLu]:
    """Les noms qu'a portés ce code et que ses lignes d'aujourd'hui ne portent pas."""
    commune, partie = communes.par_code.get(code), parties.get(code)
    lignes = [c for c in (commune, partie, disparues.get(code)) if c is not None]
    connus = {cle(c.nom) for c in lignes}
    debut_nouvelle = next((e.debut for e in etats if e.type in ("COMD", "COMA") and not e.fin), "9999")
    portes = [*_noms_portes(etats), *_noms_millesimes(code, passages)]
    for porte in portes:
        if cle(porte.texte) in connus:
            continue
        connus.add(cle(porte.texte))
        # Avant la commune nouvelle, ce nom était celui de la commune devenue déléguée.
        porteur = partie if partie and porte.debut < debut_nouvelle else (commune or lignes[0])
        yield NomLu(porteur.code, porte.texte, NatureNom.ANCIEN.value, SOURCE, porte.debut, porte.fin)


def _noms_portes(etats: tuple[Etat, ...]) -> Iterator[NomPorte]:
    """Chaque nom distinct, de son premier à son dernier état de commune."""
    par_nom: dict[str, list[Etat]] = {}
    for e in etats:
        par_nom.setdefault(e.nom, []).append(e)
    for nom, memes in par_nom.items():
        entieres = [e for e in memes if e.type == "COM"] or memes
        yield NomPorte(nom, entieres[0].debut, entieres[-1].fin)


def _noms_millesimes(code: str, passages: list[Passage]) -> Iterator[NomPorte]:
    """Les noms que le code perd entre deux millésimes : la fin est dans l'année du dernier qui le porte."""
    for p in passages:
        nom = p.avant.get(code)
        if nom is not None and code in p.apres and nom != p.apres[code]:
            yield NomPorte(nom, "", p.derniere)
