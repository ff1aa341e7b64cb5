"""Proposer un champ par colonne : le nom d'abord, les valeurs ensuite ; dans le doute, laisser choisir."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from jumelles.sources.depots.champs import champs_de, find_champ
from jumelles.sources.depots.correspondance import Certitude, Choix, Correspondance, Objet
from jumelles.sources.depots.reconnaissance.entetes import ENTIER, Evocation, evoquer
from jumelles.sources.depots.reconnaissance.indices import confirmer, deviner
from jumelles.sources.depots.reconnaissance.traits import Traits

SEUIL, HESITATION, SURE = 0.3, 0.08, 0.75
_PLUSIEURS = ("note", "contexte")
# Ce qui n'a de sens que pour un projet, quand la colonne en porte le nom exact.
_PROPRES = ("titre", "montant_obtenu", "montant_demande", "montant_engage", "montant_verse", "financeur", "dispositif")


@dataclass(frozen=True, slots=True)
class Piste:
    """Un champ possible pour une colonne, sa note de 0 à 1, et pourquoi."""

    colonne: str
    champ: str
    note: float
    raison: str


def proposer(entete: Sequence[str], traits: Mapping[str, Traits], *, objet: Objet | None = None) -> Correspondance:
    """La correspondance la plus probable. objet : relations ou projets, deviné s'il n'est pas dit."""
    voulu = objet or deviner_objet(entete)
    pistes = sorted(
        (p for nom in entete for p in _pistes(nom, traits[nom], voulu)),
        key=lambda p: (-p.note, entete.index(p.colonne)),
    )
    retenues = _attribuer(pistes)
    return Correspondance(voulu, tuple(_choisir(nom, retenues, pistes, traits[nom]) for nom in entete))


def deviner_objet(entete: Sequence[str]) -> Objet:
    """Des projets si deux colonnes au moins n'ont de sens que pour un projet, ou une qui en est le titre."""
    exacts = {e.champ for nom in entete for e in evoquer(nom) if e.force >= ENTIER - 0.05}
    propres = exacts & set(_PROPRES)
    return "projets" if len(propres) > 1 or "titre" in propres else "relations"


def _pistes(nom: str, traits: Traits, objet: Objet) -> list[Piste]:
    """Les champs que le nom évoque, revus par les valeurs ; à défaut, ceux que les valeurs laissent deviner."""
    admis = {c.code for c in champs_de(objet)}
    evoques = [e for e in evoquer(nom) if e.champ in admis]
    pistes = [_piste(nom, e, traits) for e in evoques]
    connus = {e.champ for e in evoques}
    pistes += [
        Piste(nom, champ, note, raison)
        for champ, note, raison in deviner(traits)
        if champ in admis and champ not in connus
    ]
    return [p for p in pistes if p.note >= SEUIL]


def _piste(nom: str, evocation: Evocation, traits: Traits) -> Piste:
    entier = evocation.force >= ENTIER - 0.05
    dit = _("son nom (« %s »)") % nom if entier else _("son nom contient « %s »") % evocation.mot
    plus, raison = confirmer(evocation.champ, traits)
    return Piste(nom, evocation.champ, evocation.force + plus, f"{dit}{' ; ' + raison if raison else ''}")


def _attribuer(pistes: Sequence[Piste]) -> dict[str, Piste]:
    """Un champ à une colonne, une colonne à un champ, du plus sûr au moins sûr."""
    retenues: dict[str, Piste] = {}
    pris: set[str] = set()
    for piste in pistes:
        if piste.colonne in retenues or (piste.champ in pris and piste.champ not in _PLUSIEURS):
            continue
        retenues[piste.colonne] = piste
        pris.add(piste.champ)
    return retenues


def _choisir(nom: str, retenues: Mapping[str, Piste], pistes: Sequence[Piste], traits: Traits) -> Choix:
    siennes = sorted((p for p in pistes if p.colonne == nom), key=lambda p: -p.note)
    retenue = retenues.get(nom)
    autres = tuple(p.champ for p in siennes if retenue is None or p.champ != retenue.champ)[:4]
    if not traits.remplies:
        return Choix(nom, retenue.champ if retenue else "", "incertaine", _("la colonne est vide"))
    if retenue is None:
        prise = _prise_par(siennes[0], retenues) if siennes else ""
        inconnue = _("rien de connu ne lui ressemble : elle reste dans le relevé")
        return Choix(nom, "", "incertaine", prise or inconnue, autres)
    if _hesite(retenue, siennes, retenues):
        libelles = ", ".join(f"« {find_champ(p.champ).libelle} »" for p in siennes[:3])
        raison = _("plusieurs sens possibles : %s") % libelles
        return Choix(nom, "", "incertaine", raison, tuple(p.champ for p in siennes)[:4])
    return Choix(nom, retenue.champ, _certitude(retenue.note), retenue.raison, autres)


def _hesite(retenue: Piste, siennes: Sequence[Piste], retenues: Mapping[str, Piste]) -> bool:
    """Un autre champ, que nulle colonne ne porte mieux, vaut presque autant."""
    pris = {p.champ for p in retenues.values() if p.colonne != retenue.colonne}
    return any(p.champ != retenue.champ and p.champ not in pris and retenue.note - p.note < HESITATION for p in siennes)


def _prise_par(piste: Piste, retenues: Mapping[str, Piste]) -> str:
    autre = next((p.colonne for p in retenues.values() if p.champ == piste.champ), "")
    if not autre:
        return ""
    dits = {"champ": find_champ(piste.champ).libelle, "colonne": autre}
    return _("« %(champ)s » est déjà dit par la colonne « %(colonne)s »") % dits


def _certitude(note: float) -> Certitude:
    return "sure" if note >= SURE else "probable" if note >= 0.5 else "incertaine"
