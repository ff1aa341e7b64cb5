"""Chaque fait publié dit sa source, sa date et sa licence."""

from collections.abc import Callable
from datetime import date

import pytest

from jumelles.cooperations import requetes
from jumelles.cooperations.models import Projet, Relation
from jumelles.provenance.models import Affirmation, Source

pytestmark = pytest.mark.django_db
JOUR = date(2026, 11, 21)


def test_aucun_enregistrement_publie_sans_source_ni_date() -> None:
    """C0.3."""
    dites = Affirmation.objects.vivantes()
    assert dites.filter(source__licence="").count() == 0
    assert dites.filter(releve_le__isnull=True).count() == 0
    for objet_type, requete in (("relation", Relation.objects.publiees()), ("projet", Projet.objects.publies())):
        assert requete.exists()
        parles = dites.filter(objet_type=objet_type).values("objet_id")
        assert not requete.exclude(pk__in=parles).exists()


def test_toute_source_dit_editeur_licence_et_nature() -> None:
    """C0.3."""
    for source in Source.objects.all():
        assert source.editeur, source
        assert source.licence, source
        assert source.nature, source


def test_la_fiche_montre_qui_dit_quand_et_sous_quelle_licence() -> None:
    """C0.3."""
    relation = Relation.objects.publiees().earliest("pk")
    fiche = requetes.relation(relation.pk, jour=JOUR)
    assert fiche is not None
    for parole in fiche.paroles:
        assert parole.editeur
        assert parole.licence
        assert parole.releve_le
    assert fiche.breve.sources


def test_un_instrument_situe_se_compte_et_se_montre(index_suivi: Callable[[], object]) -> None:
    """C1.10."""
    from jumelles.cooperations.operations import ajouter_instrument
    from jumelles.recherche.filtre import Filtre
    from jumelles.recherche.requetes import facette

    relation = Relation.objects.reelles().internationales().earliest("pk")
    ajouter_instrument(
        relation_id=relation.pk, type="bureau_representation", pays="DE", par="personne:1", lat=53.55, lon=10.0,
        precision="ville", debut="2020",
    )  # fmt: skip
    index_suivi()
    comptes = {c.code: c.nombre for c in facette(Filtre(), "instrument")}
    assert comptes["bureau_representation"] == 1
    assert [(i.type, i.pays_iso2) for i in requetes.implantations()] == [("bureau_representation", "DE")]
    fiche = requetes.relation(relation.pk, jour=JOUR)
    assert fiche is not None
    assert fiche.instruments[0].debut == "2020"
