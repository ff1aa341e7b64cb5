"""Les verbes du cœur, sur la base préparée."""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from jumelles.acteurs.designation import Partie
from jumelles.acteurs.models import Acteur
from jumelles.acteurs.operations import PartieInconnue
from jumelles.cooperations import operations, requetes
from jumelles.cooperations.coherence import verifier
from jumelles.cooperations.declarations import DeclarationProjet, DeclarationRelation, Dit, FinancementDit
from jumelles.cooperations.models import Relation
from jumelles.cooperations.regles import ChampRefuse
from jumelles.provenance.models import Affirmation, Journal, Releve, Source
from jumelles.provenance.operations import enregistrer_source
from jumelles.recherche.filtre import Filtre
from jumelles.recherche.requetes import relations as lister
from tests.atelier.lectures import projets_du_pays

pytestmark = pytest.mark.django_db
JOUR = date(2026, 11, 21)
GRENOBLE = Partie("Grenoble", "FR", collectivite_code="38185")
SASSENAGE = Partie("Sassenage", "FR", collectivite_code="38474")
TANA = Partie("Antsahabe Fabriqué", "MG", niveau="ville", lat=-18.87654, lon=47.54321)
ESSEN = Partie("Essen", "DE", geonameid=2928810, niveau="ville")


def une_source(code: str = "essai", nature: str = "base", **champs: Any) -> Source:
    editeur = "Revue" if code == "autre" else "Essais"
    return enregistrer_source(
        code=code, par="machine:essai", nom=f"Source {code}", editeur=editeur, licence="CC0", nature=nature, **champs
    )


def dit(cle: str, source: str = "essai", **champs: Any) -> Dit:
    brut = champs.pop("brut", {"cle": cle})
    return Dit(source_code=source, cle=cle, numero=2, brut=brut, releve_le=JOUR, **champs)


def relation(cle: str, parties: Iterable[Partie], source: str = "essai", **champs: Any) -> DeclarationRelation:
    enveloppe = {k: champs.pop(k) for k in ("date_information", "adresse", "brut") if k in champs}
    return DeclarationRelation(dit(cle, source, **enveloppe), tuple(parties), champs)


def appliquer(*relations: DeclarationRelation, projets: Iterable[DeclarationProjet] = ()) -> Any:
    return operations.appliquer_declarations(lot=None, relations=relations, projets=tuple(projets), par="machine:essai")


def la_relation() -> Relation:
    return Relation.objects.with_acteur(Acteur.objects.get(nom=TANA.nom).pk).get()


def test_declarer_deux_fois_la_meme_chose_ne_change_rien() -> None:
    une_source()
    premier = appliquer(relation("r1", [GRENOBLE, TANA], nature="jumelage", debut="1998"))
    avant = (Relation.objects.count(), Affirmation.objects.count(), Releve.objects.count(), Journal.objects.count())
    second = appliquer(relation("r1", [TANA, GRENOBLE], nature="jumelage", debut="1998"))
    apres = (Relation.objects.count(), Affirmation.objects.count(), Releve.objects.count(), Journal.objects.count())
    assert (premier.relations_creees, second.relations_creees, second.inchanges) == (1, 0, 1)
    assert avant == apres
    assert verifier() == []


def test_deux_sources_disent_le_meme_lien_une_relation_deux_paroles() -> None:
    une_source()
    une_source("autre")
    appliquer(relation("r1", [GRENOBLE, TANA], nature="jumelage", debut="1998"))
    appliquer(relation("x9", [GRENOBLE, TANA], source="autre", nature="cooperation_decentralisee", debut="1999"))
    fiche = requetes.relation(la_relation().pk, jour=JOUR)
    assert fiche is not None
    assert {p.source_code for p in fiche.paroles} == {"essai", "autre"}
    assert fiche.breve.divergente
    assert [(champ, dict(valeurs)) for champ, _, valeurs in fiche.divergences] == [
        ("debut", {"1998": "Essais", "1999": "Revue"})
    ]


def test_un_fichier_plus_recent_met_a_jour_ce_qu_il_savait_et_garde_l_ancien_releve() -> None:
    une_source()
    appliquer(relation("r1", [GRENOBLE, TANA], nature="jumelage", debut="1998"))
    identifiant = la_relation().pk
    appliquer(relation("r1", [GRENOBLE, TANA], nature="jumelage", debut="1997", brut={"v": 2}))
    assert (la_relation().pk, la_relation().debut) == (identifiant, "1997")
    assert Releve.objects.filter(source__code="essai", cle="r1").count() == 2
    assert Affirmation.objects.vivantes().about("relation", identifiant).count() == 1


def test_une_correction_relue_n_est_jamais_recouverte_et_l_ecart_est_liste() -> None:
    une_source()
    appliquer(relation("r1", [GRENOBLE, TANA], nature="jumelage", debut="1998"))
    identifiant = la_relation().pk
    correction = operations.corriger_relation(
        relation_id=identifiant,
        champs={"debut": "1963"},
        jour=JOUR,
        par="personne:1",
        adresse="https://exemple.invalid/",
    )
    bilan = appliquer(relation("r1", [GRENOBLE, TANA], nature="jumelage", debut="2001", brut={"v": 2}))
    assert la_relation().debut == "1963"
    assert [(d.champ, d.valeur_relue, d.valeur_nouvelle, d.ligne) for d in bilan.differences] == [
        ("debut", "1963", "2001", 2)
    ]
    operations.annuler_correction(affirmation_id=correction.pk, par="personne:1")
    assert la_relation().debut == "2001"
    assert verifier() == []


def test_une_relation_supprimee_par_une_personne_n_est_pas_rouverte() -> None:
    une_source()
    appliquer(relation("r1", [GRENOBLE, TANA], nature="jumelage"))
    identifiant = la_relation().pk
    operations.supprimer_relation(relation_id=identifiant, par="personne:1", motif="doublon")
    bilan = appliquer(relation("r1", [GRENOBLE, TANA], nature="jumelage", debut="1990", brut={"v": 2}))
    assert bilan.supprimees_non_rouvertes == 1
    assert requetes.relation(identifiant, jour=JOUR) is None
    operations.retablir_relation(relation_id=identifiant, par="personne:1")
    assert requetes.relation(identifiant, jour=JOUR) is not None


def test_un_code_inconnu_est_refuse_et_rien_n_est_ecrit() -> None:
    une_source()
    avant = (Relation.objects.count(), Acteur.objects.count(), Releve.objects.count())
    with pytest.raises(PartieInconnue, match="99999"):
        appliquer(relation("r1", [Partie("?", "FR", collectivite_code="99999"), TANA]))
    assert (Relation.objects.count(), Acteur.objects.count(), Releve.objects.count()) == avant


def test_une_relation_demande_deux_parties() -> None:
    une_source()
    with pytest.raises(ChampRefuse, match="deux parties"):
        appliquer(relation("r1", [GRENOBLE, GRENOBLE]))


def test_trois_parties_une_seule_relation() -> None:
    """Angers–Osnabrück–Haarlem : un jumelage tripartite."""
    une_source()
    appliquer(relation("r1", [GRENOBLE, TANA, ESSEN], nature="jumelage"))
    assert la_relation().participations.count() == 3


def test_deux_homonymes_eloignes_sont_deux_autorites() -> None:
    une_source()
    loin = Partie(TANA.nom, "MG", niveau="ville", lat=-12.3, lon=49.3)
    appliquer(relation("r1", [GRENOBLE, TANA]), relation("r2", [GRENOBLE, loin]))
    assert Acteur.objects.filter(nom=TANA.nom).count() == 2


def test_un_lien_entre_communes_francaises_est_hors_des_comptes_internationaux() -> None:
    une_source()
    avant = requetes.comptes_generaux()[1].nombre
    appliquer(relation("r1", [GRENOBLE, SASSENAGE], nature="jumelage"))
    assert Relation.objects.latest("pk").interieure
    assert requetes.comptes_generaux()[1].nombre == avant


def test_les_nombres_de_l_accueil_changent_quand_on_ecrit() -> None:
    """C0.5."""
    une_source()
    avant = {c.libelle: c.nombre for c in requetes.comptes_generaux()}
    appliquer(relation("r1", [GRENOBLE, TANA], nature="jumelage"))
    apres = {c.libelle: c.nombre for c in requetes.comptes_generaux()}
    assert apres["liens internationaux"] == avant["liens internationaux"] + 1
    assert apres["partenaires étrangers"] == avant["partenaires étrangers"] + 1


def test_une_relation_de_deux_dimensions_est_dans_les_deux_listes_et_une_fois_au_total(
    index_suivi: Callable[[], Any],
) -> None:
    """C1.7."""
    une_source()
    appliquer(relation("r1", [GRENOBLE, TANA], nature="jumelage", dimensions=["solidaire", "economique"]))
    index_suivi()
    pk = la_relation().pk
    for dimension in ("solidaire", "economique"):
        page = lister(Filtre(dimension=(dimension,), texte="fabrique"), jour=JOUR)
        assert [r.id for r in page.elements] == [pk]
    assert lister(Filtre(dimension=("solidaire", "economique"), texte="fabrique"), jour=JOUR).total == 1


def _projet(cle: str = "p1", **champs: Any) -> DeclarationProjet:
    base: dict[str, Any] = {
        "titre": "Eau potable (fabriqué)", "porteurs": (GRENOBLE,), "partenaires": (TANA,), "pays": ("MG",),
        "debut": "2020", "etat_dit": "Exécution", "odd": ("6", "3", "13"), "adosse_a_relation": True,
        "financements": (
            FinancementDit("Agence fabriquée", Decimal("100"), "engage"),
            FinancementDit("Agence fabriquée", Decimal("60"), "verse"),
        ),
    }  # fmt: skip
    enveloppe = {"brut": champs.pop("brut")} if "brut" in champs else {}
    return DeclarationProjet(dit(cle, **enveloppe), **{**base, **champs})


def test_un_bailleur_peut_etre_financeur_et_partenaire_et_seuls_les_montants_comptent() -> None:
    """C5.6."""
    une_source()
    agence = Partie("Agence fabriquée", "FR", nature="bailleur")
    appliquer(projets=[_projet(partenaires=(TANA, agence), adosse_a_relation=False)])
    fiche = requetes.projets_de(Acteur.objects.get(nom="Agence fabriquée").pk, francais=True, jour=JOUR)[0]
    projet = requetes.projet(fiche.id, jour=JOUR)
    assert projet is not None
    roles = sorted(role for role, _, partie, _ in projet.participations if partie.nom == "Agence fabriquée")
    assert roles == ["financeur", "partenaire"]
    totaux = {etape: total for etape, _, total, _ in projet.total_par_etape}
    assert totaux == {"engage": Decimal(100), "verse": Decimal(60)}  # deux étapes ne s'ajoutent pas


def test_un_projet_de_trois_odd_compte_une_fois() -> None:
    """C4.4."""
    une_source()
    bilan = appliquer(projets=[_projet()])
    assert (bilan.projets_crees, bilan.relations_creees) == (1, 1)
    projet = projets_du_pays("MG", jour=JOUR)
    assert [p.odd for p in projet if p.titre == "Eau potable (fabriqué)"] == [("6", "3", "13")]


def test_rejouer_un_projet_ne_double_ni_montant_ni_role() -> None:
    une_source()
    appliquer(projets=[_projet()])
    bilan = appliquer(projets=[_projet()])
    assert bilan.projets_crees == 0
    appliquer(projets=[_projet(brut={"v": 2})])
    (bref,) = [p for p in projets_du_pays("MG", jour=JOUR) if p.titre == "Eau potable (fabriqué)"]
    fiche = requetes.projet(bref.id, jour=JOUR)
    assert fiche is not None
    assert len(fiche.financements) == 2
    assert len(fiche.participations) == 3


def test_l_equilibre_compte_liens_et_montants_par_dimension() -> None:
    """C1.7 : la page d'un acteur montre l'équilibre, en nombre et en montant."""
    une_source()
    appliquer(
        relation("r1", [GRENOBLE, TANA], nature="jumelage", dimensions=["solidaire", "economique"]),
        projets=[_projet()],
    )
    grenoble = Acteur.objects.get(collectivite__code="38185")
    liens = requetes.relations_de(grenoble.pk, francais=True, jour=JOUR)
    projets = requetes.numeros_des_projets(grenoble.pk, francais=True)
    par_code = {e.code: e for e in requetes.equilibre(liens, projets)}
    for code in ("solidaire", "economique"):
        assert (par_code[code].relations, par_code[code].projets) == (1, 1)
        assert {e: somme for e, _, somme, _ in par_code[code].montants} == {
            "engage": Decimal(100),
            "verse": Decimal(60),
        }


def test_plusieurs_lieux_chacun_sa_precision() -> None:
    une_source()
    appliquer(relation("r1", [GRENOBLE, TANA], nature="jumelage"))
    pk = la_relation().pk
    operations.ajouter_lieu(relation_id=pk, pays="MG", precision="pays", par="personne:1")
    operations.ajouter_lieu(
        relation_id=pk, pays="MG", precision="point", nom="Fokontany", lat=-18.8, lon=47.4, par="p:1"
    )
    fiche = requetes.relation(pk, jour=JOUR)
    assert fiche is not None
    assert [(nom, precision) for _, _, nom, precision in fiche.lieux] == [
        ("", "pays seulement"),
        ("Fokontany", "lieu exact"),
    ]
    operations.marquer_sensible(objet="relation", objet_id=pk, par="personne:1", masque_lieu=True)
    assert "Fokontany" not in repr(requetes.relation(pk, jour=JOUR))


@pytest.mark.parametrize(
    "champs",
    [
        {"precision": "pays", "lat": 1.0, "lon": 2.0},
        {"precision": "point", "lat": 95.0, "lon": 2.0},
        {"precision": "point", "lat": float("nan"), "lon": 2.0},
        {"precision": "point", "lat": 1.0},
        {"precision": "pays", "projet_id": 1},
    ],
)
def test_un_lieu_impossible_est_refuse(champs: dict[str, Any]) -> None:
    une_source()
    appliquer(relation("r1", [GRENOBLE, TANA]))
    with pytest.raises(ChampRefuse):
        operations.ajouter_lieu(relation_id=la_relation().pk, pays="MG", par="personne:1", **champs)
