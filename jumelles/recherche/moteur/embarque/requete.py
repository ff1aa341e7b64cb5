"""Du filtre à la requête : ou dans une facette, et entre facettes, tous les mots."""

from collections.abc import Iterable

from tantivy import FieldType, Occur, Query, Schema

from jumelles.recherche.filtre import CLES, Filtre
from jumelles.recherche.moteur.embarque import mots
from jumelles.recherche.moteur.embarque.schema import CHAINES, TEXTES, facette
from jumelles.recherche.moteur.ordre import ensemble

POIDS = {"noms": 6.0, "contexte": 3.0, "textes": 1.0}
POIDS_DU_NOM_EXACT = 20.0
MEILLEUR_SURTOUT = 0.1  # ce que valent les champs où un mot se trouve aussi, à côté du meilleur

Rapproches = dict[str, tuple[str, ...]]


def terme(schema: Schema, champ: str, valeur: str, force: str = "basic") -> Query:
    """Les documents qui portent cette valeur."""
    return Query.term_query(schema, champ, valeur, index_option=force)


def tous(requetes: Iterable[Query]) -> Query:
    """Ce que toutes trouvent."""
    return Query.boolean_query([(Occur.Must, q) for q in requetes])


def sans_note(requete: Query) -> Query:
    """La même, qui choisit sans peser sur la pertinence."""
    return Query.const_score_query(requete, 0.0)


def un_mot(schema: Schema, mot: str) -> Query:
    """Les documents où ce mot se trouve, par l'une ou l'autre chaîne ; un nom compte plus qu'un texte."""
    racines = dict(zip(CHAINES, mots.racines(mot), strict=True))
    trouves = [
        Query.boost_query(terme(schema, f"{champ}_{chaine}", racine, "freq"), POIDS[champ])
        for champ in TEXTES
        for chaine, racine in racines.items()
        if racine
    ]
    return Query.disjunction_max_query(trouves, tie_breaker=MEILLEUR_SURTOUT) if trouves else Query.empty_query()


def _un_mot_ou_ses_proches(schema: Schema, mot: str, proches: tuple[str, ...]) -> Query:
    """Le mot compris à la place du mot demandé : tel quel, ou par sa racine sans accents."""
    if not proches:
        return un_mot(schema, mot)
    exacts = [Query.const_score_query(terme(schema, "mots", proche), 1.0) for proche in proches]
    return Query.disjunction_max_query([*exacts, *(un_mot(schema, proche) for proche in proches)])


def texte(schema: Schema, demande: str, rapproches: Rapproches) -> Query:
    """Chaque mot de la demande ; rien si elle n'en a aucun."""
    voulus = mots.demandes(demande)
    if not voulus:
        return Query.empty_query()
    requete = tous(_un_mot_ou_ses_proches(schema, mot, rapproches.get(mot, ())) for mot in voulus)
    exact = mots.nom_exact(demande)
    if not exact or rapproches:
        return requete
    nomme = Query.const_score_query(terme(schema, "nom_exact", exact), POIDS_DU_NOM_EXACT)
    return Query.boolean_query([(Occur.Must, requete), (Occur.Should, nomme)])


def nombres(schema: Schema, champ: str, minimum: int | None, maximum: int | None) -> Query:
    """Les documents dont ce nombre est entre ces bornes, comprises."""
    return Query.range_query(schema, champ, FieldType.Unsigned, lower_bound=minimum, upper_bound=maximum)


def conditions(schema: Schema, filtre: Filtre) -> list[Query]:
    """Tout ce qu'un filtre demande, hors texte et hors ensemble de départ."""
    voulues = [Query.term_set_query(schema, facette(nom), getattr(filtre, nom)) for nom in CLES if getattr(filtre, nom)]
    if filtre.depuis is not None or filtre.jusque is not None:
        jusque = None if filtre.jusque is None else filtre.jusque * 10_000 + 9_999
        voulues.append(nombres(schema, "debut", max(1, (filtre.depuis or 0) * 10_000), jusque))
    if filtre.modifie_depuis is not None:
        voulues.append(nombres(schema, "modifie", filtre.modifie_depuis, None))
    if filtre.emprise is not None:
        voulues.append(Query.term_set_query(schema, "mailles", filtre.emprise.mailles()))
    return voulues


def requete(
    schema: Schema, filtre: Filtre, sorte: str, *, situes: bool = False, rapproches: Rapproches | None = None
) -> Query:
    """La requête d'un filtre entier ; seul le texte donne une note."""
    depart = terme(schema, "ensemble", ensemble(sorte, filtre, situes=situes))
    choix = [sans_note(q) for q in (depart, *conditions(schema, filtre))]
    return tous([texte(schema, filtre.texte, rapproches or {}), *choix] if filtre.texte else choix)
