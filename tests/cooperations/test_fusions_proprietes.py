"""Ce qui vaut de toute fusion, quels que soient les faits et l'ordre : rien ne se perd, tout se rend (B4, B22)."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from jumelles.acteurs.models import Acteur
from jumelles.cooperations import operations
from jumelles.cooperations.coherence import verifier
from jumelles.cooperations.declarations import DeclarationProjet, DeclarationRelation, FinancementDit
from jumelles.cooperations.models import Deplacement, Financement, Projet, Relation
from jumelles.provenance.models import Affirmation, Jugement
from tests.atelier.faits import appliquer, projet, relation, une_source
from tests.atelier.monde import acteur, commune, ecarts, etat, un_monde, ville

VILLES = [ville(f"Ville fabriquée {n}") for n in range(5)]
NATURES = ("jumelage", "partenariat", "bureau_representation")
DE = {"par": "personne:1"}
# Réduire un exemple prend des minutes, et dit peu de plus : l'exemple trouvé se lit.
SANS_REDUIRE = (Phase.explicit, Phase.reuse, Phase.generate)
Fait = tuple[int, int, int, str, int]
Action = tuple[int, int, str, str, str]
Paire = tuple[int, int]

faits = st.lists(
    st.tuples(st.integers(1, 3), st.integers(0, 4), st.integers(0, 2), st.sampled_from(("essai", "autre")),
              st.integers(1950, 1953)),
    min_size=1, max_size=7,
)  # fmt: skip
actions = st.lists(
    st.tuples(st.integers(1, 3), st.integers(0, 4), st.sampled_from(("100", "200")), st.sampled_from(("A", "B")),
              st.sampled_from(("essai", "autre"))),
    max_size=3,
)  # fmt: skip
# Des liens masqués, par la ville qu'ils cachent.
masques = st.lists(st.integers(0, 4), max_size=2, unique=True)
paires = st.lists(
    st.tuples(st.integers(0, 4), st.integers(0, 4)).filter(lambda p: p[0] != p[1]), min_size=1, max_size=4,
    unique_by=lambda p: frozenset(p),
)  # fmt: skip
regle = settings(
    max_examples=12,
    deadline=None,
    phases=SANS_REDUIRE,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


class _Defaire(Exception):
    pass


@contextmanager
def essai_a_blanc() -> Iterator[None]:
    """Ce qui s'écrit ici se défait à la sortie : chaque exemple part du même état."""
    try:
        with transaction.atomic():
            yield
            raise _Defaire
    except _Defaire:
        pass


@pytest.fixture(autouse=True)
def monde(base_vide: str) -> None:
    """Un petit monde inventé, dans une base à soi."""
    un_monde()
    une_source("autre")


def _relations(dits: Sequence[Fait]) -> list[DeclarationRelation]:
    return [
        relation(f"r{n}", [commune(c), VILLES[v]], source=source, nature=NATURES[k], debut=str(an), themes=["eau"])
        for n, (c, v, k, source, an) in enumerate(dits)
    ]


def _projets(dits: Sequence[Action]) -> list[DeclarationProjet]:
    declares = [
        projet(
            f"p{n}", porteurs=(commune(c),), partenaires=(VILLES[v],), brut={"n": n}, titre=f"Projet fabriqué {n}",
            financements=(FinancementDit(payeur, Decimal(montant), "engage"),),
        )
        for n, (c, v, montant, payeur, _source) in enumerate(dits)
    ]  # fmt: skip
    return [replace(p, dit=replace(p.dit, source_code=d[-1])) for p, d in zip(declares, dits, strict=True)]


def _poser(dits: Sequence[Fait], menes: Sequence[Action] = (), caches: Sequence[int] = ()) -> None:
    toutes = [relation(f"v{n}", [commune(1), v], nature="gect") for n, v in enumerate(VILLES)]
    appliquer(*toutes, *_relations(dits), projets=_projets(menes))
    for n in caches:
        for lien in Relation.objects.filter(participations__acteur=acteur(VILLES[n])).order_by("pk"):
            operations.marquer_sensible(objet="relation", objet_id=lien.pk, masque_partenaire=True, **DE)


def _fondre(paire: Paire) -> None:
    garde, fondu = (acteur(VILLES[n]) for n in paire)
    operations.fondre_acteurs(garde=garde, fondu=fondu, **DE)


def _separer(paire: Paire) -> None:
    garde, fondu = (acteur(VILLES[n]) for n in paire)
    operations.separer_acteurs(garde=garde, fondu=fondu, **DE)


def _tout() -> dict[str, Any]:
    """L'état entier, et ce que les fusions y ont déplacé, sans numéro de ligne."""
    deplaces = Deplacement.objects.values_list("conteneur", "table", "ligne", "champ", "propre")
    return {**etat(), "Deplacement": sorted(map(repr, deplaces))}


@regle
@given(dits=faits, menes=actions, juges=paires, caches=masques, data=st.data())
def test_tout_defaire_rend_exactement_l_etat_d_avant(
    dits: list[Fait], menes: list[Action], juges: list[Paire], caches: list[int], data: st.DataObject
) -> None:
    """B22 : quel que soit l'ordre où l'on fond, et celui où l'on sépare, et quoi que l'on cache."""
    with essai_a_blanc():
        _poser(dits, menes, caches)
        avant = _tout()
        for paire in juges:
            _fondre(paire)
        assert verifier() == []
        for paire in data.draw(st.permutations(juges)):
            _separer(paire)
            assert verifier() == []
        assert list(ecarts(avant, _tout())) == []


@regle
@given(dits=faits, menes=actions, juges=paires, caches=masques, data=st.data())
def test_l_ordre_des_jugements_ne_change_pas_les_entites(
    dits: list[Fait], menes: list[Action], juges: list[Paire], caches: list[int], data: st.DataObject
) -> None:
    """B4 : les mêmes jugements donnent les mêmes fiches, dans quelque ordre qu'on les rende."""
    with essai_a_blanc():
        _poser(dits, menes, caches)
        rendus = []
        for ordre in (juges, data.draw(st.permutations(juges))):
            with essai_a_blanc():
                for paire in ordre:
                    _fondre(paire)
                rendus.append(_tout())
        assert list(ecarts(*rendus)) == []


def _par_noms() -> dict[str, list[Any]]:
    """Ce qui se montre, par noms : d'un passage à l'autre les numéros changent, les entités non."""
    noms = dict(Acteur.objects.values_list("pk", "nom"))
    groupes: dict[int, set[str]] = {}
    for pk, garde in Acteur.objects.values_list("pk", "fondu_dans_id"):
        groupes.setdefault(garde or pk, set()).add(noms[pk])
    entites = {pk: tuple(sorted(siens)) for pk, siens in groupes.items()}
    return {
        "entités": sorted(entites.values()),
        "liens": sorted(
            (
                # À force égale, la dernière parole lue donne la valeur retenue (décision 0001).
                r.divergente, sorted(entites[a] for a in r.participations.values_list("acteur_id", flat=True)),
                sorted((a.source.code, sorted(a.champs.items(), key=str)) for a in _vivantes("relation", r.pk)),
            )
            for r in Relation.objects.publiees()
        ),
        "projets": sorted(
            (
                p.titre, sorted((entites[a], r) for a, r in p.participations.values_list("acteur_id", "role")),
                sorted((entites[f.payeur_id or 0], f.montant) for f in p.financements.all()),
                sorted(len(r.participations.all()) for r in p.relations.all()),
            )
            for p in Projet.objects.publies()
        ),
    }  # fmt: skip


def _vivantes(sorte: str, pk: int) -> Any:
    return Affirmation.objects.vivantes().about(sorte, pk).select_related("source")


@regle
@given(dits=faits, autres=faits, menes=actions, juges=paires, ordre=st.booleans())
def test_fondre_avant_ou_apres_un_import_revient_au_meme(
    dits: list[Fait], autres: list[Fait], menes: list[Action], juges: list[Paire], ordre: bool
) -> None:
    """B4 : l'ordre des sources, et celui des jugements parmi elles, ne changent pas les entités."""
    imports: list[Callable[[], Any]] = [
        lambda: appliquer(*_relations(dits), projets=_projets(menes)),
        lambda: appliquer(
            *(relation(f"s{n}", [commune(c), VILLES[v]], source=s, nature=NATURES[k], debut=str(an))
              for n, (c, v, k, s, an) in enumerate(autres))
        ),
    ]  # fmt: skip
    rendus = []
    for fondre_d_abord in (True, False):
        with essai_a_blanc():
            _poser([])
            suite = imports if ordre or fondre_d_abord else imports[::-1]
            gestes = [lambda p=p: _fondre(p) for p in juges]
            for geste in (*gestes, *suite) if fondre_d_abord else (*suite, *gestes):
                geste()
            assert verifier() == []
            rendus.append(_par_noms())
    assert rendus[0] == rendus[1]


@regle
@given(dits=faits, menes=actions, juges=paires)
def test_une_fusion_ne_perd_ni_lien_ni_source_ni_montant(
    dits: list[Fait], menes: list[Action], juges: list[Paire]
) -> None:
    """B22 : chaque lien dit l'est encore, par la même source, entre les mêmes parties, sous leur fiche gardée."""
    with essai_a_blanc():
        _poser(dits, menes)
        liens = [
            (a.pk, frozenset(Relation.objects.get(pk=a.objet_id).participations.values_list("acteur_id", flat=True)))
            for a in Affirmation.objects.vivantes().filter(objet_type="relation")
        ]
        total = sum(Financement.objects.values_list("montant", flat=True))
        for paire in juges:
            _fondre(paire)
        gardes = {pk: garde or pk for pk, garde in Acteur.objects.values_list("pk", "fondu_dans_id")}
        for parole, parties in liens:
            lien = Relation.objects.publiees().get(pk=Affirmation.objects.vivantes().get(pk=parole).objet_id)
            siennes = set(lien.participations.values_list("acteur_id", flat=True))
            assert siennes == {gardes[pk] for pk in parties}
        assert sum(Financement.objects.values_list("montant", flat=True)) == total
        assert not Relation.objects.publiees().filter(participations__acteur__fondu_dans__isnull=False).exists()


@regle
@given(dits=faits, menes=actions, juges=paires, caches=st.lists(st.integers(0, 4), min_size=1, max_size=2, unique=True))
def test_une_fusion_ne_devoile_rien(
    dits: list[Fait], menes: list[Action], juges: list[Paire], caches: list[int]
) -> None:
    """B22 : ce qui était caché l'est encore sous la fiche gardée, et séparer ne le montre pas davantage."""
    with essai_a_blanc():
        _poser(dits, menes, caches)
        caches_avant = [
            (modele, pk)
            for modele in (Relation, Projet)
            for pk in modele.objects.filter(masque_partenaire=True).values_list("pk", flat=True)
        ]
        for paire in juges:
            _fondre(paire)
        for modele, pk in caches_avant:
            fiche = modele.objects.get(pk=pk)
            gardee = (fiche.fondue_dans if modele is Relation else fiche.fondu_dans) or fiche
            assert gardee.sensible
            assert gardee.masque_partenaire
        for paire in reversed(juges):
            _separer(paire)
        assert all(modele.objects.get(pk=pk).masque_partenaire for modele, pk in caches_avant)


@regle
@given(dits=faits, juges=paires)
def test_juger_deux_fois_ne_change_rien(dits: list[Fait], juges: list[Paire]) -> None:
    with essai_a_blanc():
        _poser(dits)
        for paire in juges:
            _fondre(paire)
        avant, prononces = _tout(), Jugement.objects.count()
        for paire in juges:
            _fondre(paire)
        assert list(ecarts(avant, _tout())) == []
        assert Jugement.objects.count() == prononces
