"""La forme de l'index : un champ par question, et les chaînes qui réduisent les mots.

Noms, contexte et textes sont rangés deux fois : sans accents puis réduits à leur racine (`_a`), réduits puis sans
accents (`_b`). La première pardonne les accents oubliés, la seconde réunit mieux les formes d'un mot.
"""

from importlib.metadata import version

import tantivy
from tantivy import Filter, Tokenizer

from jumelles.recherche.filtre import FACETTES
from jumelles.recherche.ligne import empreinte

# À changer avec le schéma, les chaînes ou la façon de ranger : l'index d'avant sera refusé, et refait.
# Avec le dictionnaire aussi : une fiche gardée d'un trait n'a de sens que dans l'ordre de ses colonnes.
FORME = f"3/{empreinte()}/tantivy-{version('tantivy')}"
NIVEAUX = (2, 4, 6, 8, 10, 12)
TEXTES = ("noms", "contexte", "textes")
CHAINES = ("a", "b")
LONGUEUR_DU_MOT = 60
_MORCEAUX = "morceaux"


def facette(nom: str) -> str:
    """Le champ d'une facette."""
    return f"f_{nom}"


def champ_de_maille(niveau: int) -> str:
    """Le champ des mailles d'un niveau."""
    return f"m_{niveau}"


def schema() -> tantivy.Schema:
    """Tous les champs ; `brut` seul est rendu, les autres servent à trouver, trier et compter."""
    plan = tantivy.SchemaBuilder()
    for nom in ("cle", "ensemble", "nom_exact", facette("partie")):
        plan.add_text_field(nom, tokenizer_name="raw", index_option="basic")
    for nom in ("mailles", "debuts"):
        plan.add_text_field(nom, tokenizer_name=_MORCEAUX, index_option="basic")
    for nom in (*map(facette, FACETTES), *map(champ_de_maille, NIVEAUX), "arcs"):
        plan.add_text_field(nom, tokenizer_name="raw", fast=True, index_option="basic")
    for nom in TEXTES:
        for chaine in CHAINES:
            plan.add_text_field(f"{nom}_{chaine}", tokenizer_name=f"mots_{chaine}", index_option="freq")
    plan.add_text_field("mots", tokenizer_name="mots", index_option="basic")
    for nom in ("id", "debut", "modifie", "par_debut", "par_recent", "par_modifie", "par_poids"):
        plan.add_unsigned_field(nom, fast=True)
    plan.add_text_field("par_nom", tokenizer_name="raw", fast=True, index_option="basic")
    plan.add_float_field("elan", fast=True)
    plan.add_bytes_field("brut", stored=True)
    return plan.build()


def _chaine(*filtres: Filter) -> tantivy.TextAnalyzer:
    chaine = tantivy.TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(LONGUEUR_DU_MOT))
    for filtre in (Filter.lowercase(), *filtres):
        chaine = chaine.filter(filtre)
    return chaine.build()


ACCENTUES = _chaine()
ANALYSES = {
    "mots": _chaine(Filter.ascii_fold()),
    "mots_a": _chaine(Filter.ascii_fold(), Filter.stemmer("french")),
    "mots_b": _chaine(Filter.stemmer("french"), Filter.ascii_fold()),
    _MORCEAUX: tantivy.TextAnalyzerBuilder(Tokenizer.whitespace()).build(),
}


def brancher(index: tantivy.Index) -> tantivy.Index:
    """Donner ses chaînes à un index qu'on vient d'ouvrir : tantivy ne les garde pas."""
    for nom, analyse in ANALYSES.items():
        index.register_tokenizer(nom, analyse)
    index.config_reader("manual")
    return index
