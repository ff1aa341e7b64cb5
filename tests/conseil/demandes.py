"""Des demandes et des acteurs tirés au hasard."""

from datetime import date

from hypothesis import strategies as st

from jumelles.conseil.candidats import ActeurPropose
from jumelles.conseil.demande import Besoin, DemandeConseil, ascendants
from jumelles.droit.cas import TypeCollectivite

JOUR = date(2026, 11, 22)
PAYS = ["DE", "MG", "ML", "BF", "SN", "IT", "JP", "CL", "US"]
THEMES = sorted(ascendants())
_THEMES = st.lists(st.sampled_from(THEMES), max_size=3)

demandes = st.builds(
    DemandeConseil,
    besoins=st.lists(st.sampled_from(list(Besoin)), max_size=4),
    themes=_THEMES,
    pays=st.none() | st.sampled_from(PAYS),
    type=st.none() | st.sampled_from(list(TypeCollectivite)),
    habitants=st.none() | st.integers(0, 300_000),
    pays_apd=st.none() | st.booleans(),
    jour=st.none() | st.dates(date(2023, 1, 1), date(2027, 1, 1)),
)


def acteurs(maximum: int = 6) -> st.SearchStrategy[list[ActeurPropose]]:
    """Des acteurs distincts, lus en base."""
    un = st.builds(
        ActeurPropose,
        id=st.integers(1, 50).map(str),
        nom=st.sampled_from(["Amis du fleuve", "Ville d’Essai", "Lycée d’Essai"]),
        adresse=st.just("https://exemple.invalid/"),
        source=st.just("essai"),
        pays=st.lists(st.sampled_from(PAYS), max_size=2),
        themes=_THEMES,
        km=st.none() | st.integers(0, 400),
        annee=st.none() | st.integers(2010, 2026),
    )
    return st.lists(un, max_size=maximum, unique_by=lambda a: a.id)
