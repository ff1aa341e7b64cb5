"""La file des doublons : la machine propose, une personne décide, et rien de caché ne s'y lit (B4, B22)."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from jumelles.acteurs.designation import Partie
from jumelles.acteurs.models import Acteur
from jumelles.commandes.calendrier import TRAVAUX
from jumelles.cooperations import operations
from jumelles.cooperations.declarations import FinancementDit
from jumelles.cooperations.models import Projet, Relation
from jumelles.cooperations.operations.correction import marquer_sensible
from jumelles.cooperations.operations.doublons import BilanDoublons, proposer_doublons
from jumelles.cooperations.requetes.doublons import combien_a_decider, paire_a_decider, paires_a_decider
from jumelles.cooperations.travaux import chercher_les_doublons
from jumelles.provenance.models import Journal, Jugement
from jumelles.provenance.operations import DejaJuge, prononcer
from tests.atelier.faits import appliquer, projet, relation, une_source
from tests.atelier.monde import acteur, commune, etat, un_monde, ville

JOUR = date(2026, 11, 22)
DE = {"par": "personne:1"}
SALAMA, SALAMA_BIS, AILLEURS = ville("Salama Fabriquée"), ville("Fabriquée, Salama"), ville("Tsiroanomandidy Fabriqué")


@pytest.fixture(autouse=True)
def monde(base_vide: str) -> None:
    """Un petit monde inventé, dans une base à soi : ceux des données réelles n'y sont pas."""
    un_monde()
    une_source("autre")


def _chercher(*, entier: bool = False, dans: timedelta = timedelta(hours=2)) -> BilanDoublons:
    """Deux heures plus tard : tout ce qui s'est écrit est sûr."""
    return proposer_doublons(maintenant=timezone.now() + dans, entier=entier)


def _file(**champs: object) -> list[tuple[str, str]]:
    return [(p.gauche, p.droite) for p in paires_a_decider(50, jour=JOUR, **champs)]  # type: ignore[arg-type]


def _deux_villes() -> tuple[int, int]:
    """La même ville inventée sous deux fiches, chacune liée à la même commune."""
    appliquer(relation("r1", [commune(1), SALAMA], nature="jumelage", debut="1998"))
    appliquer(relation("x1", [commune(1), SALAMA_BIS], source="autre", nature="jumelage"))
    return acteur(SALAMA), acteur(SALAMA_BIS)


def _deux_tranches(**champs: object) -> tuple[int, int]:
    """Le même programme inventé, déclaré une fois par tranche."""
    commun = {"porteurs": (commune(1),), "partenaires": (AILLEURS,), "themes": ("eau",), "adosse_a_relation": False}
    un = projet(
        "t1", **{**commun, "titre": "Accès à l'eau potable (fabriqué)", "debut": "2017", "fin": "2018", **champs}
    )
    deux = projet(
        "t2", **{**commun, "titre": "Accès à l'eau potable, phase 2 (fabriqué)", "debut": "2019", "fin": "2020"}
    )
    appliquer(projets=[un])
    appliquer(projets=[deux])
    ids = Projet.objects.order_by("pk").values_list("pk", flat=True)
    return ids[0], ids[1]


def test_la_machine_propose_et_ne_fond_rien() -> None:
    """B4 : la même ville sous deux fiches entre dans la file, avec ses raisons ; aucune table du métier ne change."""
    un, deux = _deux_villes()
    avant = etat()
    assert _chercher() == BilanDoublons(entrees=1, tenues=1)
    assert etat() == avant
    (paire,) = paires_a_decider(10, jour=JOUR)
    assert (paire.gauche, paire.droite, paire.sorte) == (f"acteur:{un}", f"acteur:{deux}", "acteur")
    assert "même partenaire\u00a0: Fabriquée-sur-Isère" in paire.raisons
    assert [e.champ for e in paire.ecarts if not e.egal] == ["nom"]
    assert {e.champ for e in paire.ecarts if e.egal} >= {"nature", "pays"}
    jugement = Jugement.objects.get(pk=paire.jugement_id)
    assert (jugement.verdict, jugement.auteur, jugement.paire) == ("indecis", "machine:doublons-1", True)


def test_un_lien_dit_deux_fois_se_regle_par_sa_ville() -> None:
    """B4 : fondre les deux liens laisserait une relation à trois parties ; seule la ville est proposée, et suffit."""
    un, deux = _deux_villes()
    _chercher()
    assert _file() == [(f"acteur:{un}", f"acteur:{deux}")]
    operations.fondre_acteurs(garde=un, fondu=deux, **DE)
    assert Relation.objects.publiees().with_acteur(un).count() == 1
    assert (_file(), combien_a_decider()) == ([], 0)


def test_deux_tranches_d_un_programme_se_proposent_comme_telles() -> None:
    """B4, DOMAINE §2.3 : 14821 et 15440 de Sangha, une tranche d'appel après l'autre."""
    un, deux = _deux_tranches()
    _chercher()
    (paire,) = paires_a_decider(10, jour=JOUR, sorte="projet")
    assert (paire.gauche, paire.droite) == (f"projet:{un}", f"projet:{deux}")
    assert paire.constat == "tranche d’un même programme"
    assert "années qui se suivent (2017-2018 puis 2019-2020)" in paire.raisons
    dits = {e.champ: (e.gauche, e.droite) for e in paire.ecarts}
    assert dits["debut"] == ("2017", "2019")
    assert dits["montants"][0] == "100\u00a0EUR engagé"
    operations.fondre_projets(garde=un, fondu=deux, vu=[paire.jugement_id], **DE)
    assert _file() == []


def test_chercher_encore_ne_change_rien() -> None:
    """Juger deux fois ne change rien : ni jugement, ni journal, ni file."""
    _deux_villes()
    _deux_tranches()
    _chercher()
    vus, ecrits = Jugement.objects.count(), Journal.objects.exclude(verbe="chercher_doublons").count()
    file = paires_a_decider(50, jour=JOUR)
    _chercher()
    assert _chercher(entier=True).entrees == 0
    assert (Jugement.objects.count(), Journal.objects.exclude(verbe="chercher_doublons").count()) == (vus, ecrits)
    assert paires_a_decider(50, jour=JOUR) == file


def test_ce_qui_est_dit_pas_un_doublon_ne_revient_pas() -> None:
    """B4 : « pas un doublon » se retient, la recherche entière comprise."""
    un, deux = _deux_villes()
    _chercher()
    operations.distinguer(gauche=f"acteur:{un}", droite=f"acteur:{deux}", **DE)
    assert _chercher(entier=True) == BilanDoublons()
    assert _file() == []
    jugement = Jugement.objects.vivants().paires().get()
    operations.annuler_decision(jugement_id=jugement.pk, **DE)
    assert _chercher().entrees == 1, "le jugement levé, la paire revient"


def test_l_indecision_d_une_personne_n_est_pas_redite_par_la_machine() -> None:
    """B4 : la machine ne contredit pas une personne, même indécise."""
    un, deux = _deux_villes()
    prononcer(gauche=f"acteur:{un}", droite=f"acteur:{deux}", verdict="indecis", **DE)
    assert _chercher().entrees == 0
    assert _file() == []


def test_une_decision_prise_au_meme_instant_tient_et_n_arrete_pas_les_autres(monkeypatch: pytest.MonkeyPatch) -> None:
    """B4 : la recherche s'incline devant une personne, et propose le reste."""
    _deux_villes()
    _deux_tranches()

    def prononcer_ou_ceder(*, gauche: str, **champs: Any) -> Jugement:
        if gauche.startswith("acteur:"):
            raise DejaJuge(prononcer(gauche=gauche, droite=champs["droite"], verdict="differents", **DE))
        return prononcer(gauche=gauche, **champs)

    monkeypatch.setattr("jumelles.cooperations.operations.doublons.prononcer", prononcer_ou_ceder)
    _chercher()
    assert [p.sorte for p in paires_a_decider(10, jour=JOUR)] == ["projet"]


def test_seul_ce_qui_a_change_se_cherche() -> None:
    """La recherche de nuit ne relit que ce que le journal a vu bouger, et trouve ce qu'une recherche entière trouve."""
    appliquer(relation("r1", [commune(1), SALAMA], nature="jumelage"))
    assert _chercher().entrees == 0
    appliquer(relation("x1", [commune(1), SALAMA_BIS], source="autre", nature="jumelage"))
    assert _chercher().entrees == 1
    assert _chercher(entier=True) == BilanDoublons(tenues=1)


def test_une_proposition_qui_ne_tient_plus_est_retiree() -> None:
    """B4 : le nom corrigé, la paire sort d'elle-même de la file, et le jugement annulé reste lisible."""
    un, deux = _deux_tranches()
    _chercher()
    assert _file() == [(f"projet:{un}", f"projet:{deux}")]
    autre = {"titre": "Modernisation du marché aux poissons (fabriqué)", "debut": "1999", "fin": "2000"}
    operations.corriger_projet(projet_id=deux, champs=autre, jour=JOUR, **DE)
    assert _file() == [], "relue à l'instant, la paire ne se montre déjà plus"
    assert _chercher().retirees == 1
    assert Jugement.objects.paires().get().annule_par == "machine:doublons-1"


def test_un_partenaire_masque_ne_parait_ni_dans_la_file_ni_dans_les_raisons() -> None:
    """B4, C0.5 : masquer un lien après coup tait aussitôt son partenaire, sans attendre la nuit."""
    _deux_villes()
    _chercher()
    (lien, *_autres) = Relation.objects.order_by("pk")
    marquer_sensible(objet="relation", objet_id=lien.pk, masque_partenaire=True, par="personne:1")
    dites = repr(paires_a_decider(50, jour=JOUR)) + repr(
        list(Jugement.objects.paires().values_list("raisons", flat=True))
    )
    assert "Salama" not in dites
    assert "Isère" not in dites, "ni le nom de la commune, qui dirait de quel lien il s'agit"
    assert _chercher().retirees == 1


def test_un_lien_masque_ne_sert_pas_a_rapprocher() -> None:
    """B4 : « même partenaire » ne se dit jamais d'après un lien que l'on cache."""
    _deux_villes()
    for lien in Relation.objects.all():
        marquer_sensible(objet="relation", objet_id=lien.pk, masque_partenaire=True, par="personne:1")
    assert _chercher() == BilanDoublons()


def test_la_demonstration_ne_se_propose_pas() -> None:
    """C0.4 : l'inventé et le réel ne se mêlent pas, et l'inventé ne fait travailler personne."""
    _deux_villes()
    Acteur.objects.filter(pk=acteur(SALAMA_BIS)).update(demonstration=True)
    assert _chercher() == BilanDoublons()


def test_la_file_se_lit_par_pages_du_plus_utile_au_moins() -> None:
    """B4 : d'abord ce qui réunit le plus ; la page suivante reprend après la dernière, décidée ou non."""
    _deux_tranches()
    un, deux = _deux_villes()
    appliquer(relation("r2", [commune(2), SALAMA], nature="jumelage"))
    appliquer(relation("x2", [commune(2), SALAMA_BIS], source="autre", nature="jumelage"))
    _chercher()
    premiere = paires_a_decider(1, jour=JOUR)
    assert (premiere[0].gauche, premiere[0].debloque) == (f"acteur:{un}", 2)
    operations.fondre_acteurs(garde=un, fondu=deux, **DE)
    suite = paires_a_decider(5, premiere[0].jugement_id, jour=JOUR)
    assert [p.sorte for p in suite] == ["projet"]
    assert paire_a_decider(suite[0].jugement_id, jour=JOUR) == suite[0]
    assert paire_a_decider(premiere[0].jugement_id, jour=JOUR) is None


def test_le_meme_projet_dit_par_deux_sources_dit_son_montant() -> None:
    """B4 : le même montant est une raison de plus, dite en clair."""
    finance = (FinancementDit("Agence fabriquée", Decimal("505000"), "engage"),)
    _deux_tranches(financements=finance)
    pareil = projet(
        "t3", titre="Accès à l'eau potable (fabriqué)", porteurs=(commune(1),), partenaires=(AILLEURS,),
        themes=("eau",), debut="2017", fin="2018", financements=finance, adosse_a_relation=False,
    )  # fmt: skip
    appliquer(projets=[pareil])
    _chercher()
    constats = {p.constat: p for p in paires_a_decider(50, jour=JOUR)}
    assert "même montant\u00a0: 505\u202f000\u00a0€" in constats["doublon"].raisons


def test_le_nombre_de_lectures_ne_depend_pas_du_nombre_de_paires(django_assert_max_num_queries: object) -> None:
    """B4 : cinquante paires se montrent en autant de lectures qu'une."""
    un = [ville(f"Numéro {n} Ville Fabriquée") for n in range(8)]
    deux = [ville(f"Ville Fabriquée Numéro {n}") for n in range(8)]
    appliquer(*(relation(f"r{n}", [commune(1), v], nature="jumelage") for n, v in enumerate(un)))
    appliquer(*(relation(f"x{n}", [commune(2), v], nature="jumelage") for n, v in enumerate(deux)))
    _chercher()
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        assert len(paires_a_decider(50, jour=JOUR)) >= 8


def test_un_sigle_un_siren_et_une_forme_juridique_rapprochent_des_structures() -> None:
    """B4 : le même SIREN d'abord ; un sigle, une forme juridique mise à part, se revoient."""
    noms = ("Entraide Locale Fabriquée", "ELF", "Association Amitiés Fabriquées", "Amitiés Fabriquées", "Sans Rapport")
    parties = [Partie(nom, "FR", nature="association") for nom in noms]
    appliquer(*(relation(f"a{n}", [p, ville(f"Ville Numéro {n} (fabriquée)")]) for n, p in enumerate(parties)))
    ids = {nom: Acteur.objects.get(nom=nom).pk for nom in noms}
    assert _chercher().entrees == 2
    Acteur.objects.filter(pk__in=(ids["ELF"], ids["Entraide Locale Fabriquée"])).update(siren="999999999")
    _chercher(entier=True)
    elf, amities = paires_a_decider(10, jour=JOUR)
    assert (elf.constat, "même numéro SIREN\u00a0: 999999999" in elf.raisons) == ("doublon", True)
    assert {elf.gauche, elf.droite} == {f"acteur:{ids[n]}" for n in noms[:2]}
    assert "même nom, la forme juridique mise à part" in amities.raisons


def test_deux_communes_de_meme_nom_ne_se_proposent_pas() -> None:
    """B4, B22 : deux codes du référentiel sont deux communes, si pareils que soient leurs noms."""
    appliquer(relation("c1", [commune(1), SALAMA]), relation("c2", [commune(2), SALAMA]))
    Acteur.objects.filter(collectivite__isnull=False).update(nom="Même Nom", cle="meme nom")
    assert _chercher() == BilanDoublons()


def test_la_nuit_cherche_d_elle_meme() -> None:
    """B4 : le travail de nuit tient la file sans que personne le demande, et dit ce qu'il a fait."""
    _deux_villes()
    assert chercher_les_doublons.func() == "1 entrées, 0 redites, 0 retirées, 1 à décider"
    assert chercher_les_doublons.func() == "0 entrées, 0 redites, 0 retirées, 1 à décider"
    assert TRAVAUX["chercher-doublons"][0] == chercher_les_doublons.module_path
