"""Ce que la personne est en train d'écrire : du plus sûr au plus large, et les plus connus d'abord."""

from collections.abc import Iterator

from tantivy import DocAddress, Query, Schema

from jumelles.recherche.filtre import LONGUEUR_MAX, Filtre
from jumelles.recherche.moteur.embarque import mots
from jumelles.recherche.moteur.embarque.approche import UNE_FAUTE
from jumelles.recherche.moteur.embarque.lecture import Instantane
from jumelles.recherche.moteur.embarque.requete import terme, tous
from jumelles.recherche.moteur.ordre import TOUTES, ensemble

PREMIER = "^"


def suggerer(etat: Instantane, texte: str, sortes: tuple[str, ...], nombre: int) -> tuple[DocAddress, ...]:
    """Les adresses des meilleures propositions, sans double."""
    trouves: dict[tuple[int, int], DocAddress] = {}
    depart = Query.term_set_query(etat.schema, "ensemble", [ensemble(s, Filtre()) for s in sortes or (TOUTES,)])
    for palier in _paliers(etat.schema, texte[:LONGUEUR_MAX], trouves):
        for _, adresse in etat.ranges(tous((depart, palier)), "par_poids", nombre)[0]:
            trouves.setdefault((adresse.segment_ord, adresse.doc), adresse)
        if len(trouves) >= nombre:
            break
    return tuple(trouves.values())[:nombre]


def _paliers(schema: Schema, texte: str, trouves: dict[tuple[int, int], DocAddress]) -> Iterator[Query]:
    """Ce nom exactement ; un nom qui commence ainsi ; tous les mots par leur début ; si rien : à une faute près."""
    debuts = _debuts(texte)
    if not debuts:
        return
    if exact := mots.nom_exact(texte):
        yield terme(schema, "nom_exact", exact)
    suite = [_commence(schema, mot) for mot in debuts[1:]]
    yield tous([_commence(schema, PREMIER + debuts[0]), *suite])
    yield tous([_commence(schema, debuts[0]), *suite])
    if not trouves:
        yield tous(_commence_presque(schema, mot) for mot in debuts)


def _debuts(texte: str) -> tuple[str, ...]:
    """Les mots écrits, sans accents ; les mots vides n'en sont que s'ils sont seuls, ou le dernier, inachevé."""
    ecrits = mots.ecrits(texte)
    acheve = [mot for mot in ecrits[:-1] if mot not in mots.VIDES]
    return tuple(dict.fromkeys((*acheve, *ecrits[-1:])))[: mots.MOTS_MAX]


def _commence(schema: Schema, mot: str) -> Query:
    """Les noms dont un mot commence ainsi."""
    if len(mot.removeprefix(PREMIER)) <= mots.GRAMMES:
        return terme(schema, "debuts", mot)
    return Query.fuzzy_term_query(schema, "debuts", mot, distance=0, prefix=True)


def _commence_presque(schema: Schema, mot: str) -> Query:
    if len(mot) < UNE_FAUTE:
        return _commence(schema, mot)
    return Query.fuzzy_term_query(schema, "debuts", mot, distance=1, prefix=True)
