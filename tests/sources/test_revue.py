"""Le bureau de revue : décider fait entrer les lignes, revenir rend l'état d'avant (B4, B14, B22)."""

import uuid
from pathlib import Path

import pytest

from jumelles.acteurs.models import Acteur
from jumelles.contributions.models import DecisionRevue
from jumelles.cooperations.coherence import verifier
from jumelles.cooperations.models import Relation
from jumelles.cooperations.requetes import adresse_relation
from jumelles.provenance.models import Journal, Jugement, Lot, Releve
from jumelles.provenance.operations import DejaJuge, prononcer
from jumelles.sources import lots
from jumelles.sources.revue import (
    ChoixInconnu,
    DecisionDepassee,
    FiltreRevue,
    annuler_la_decision,
    decider_du_nom,
    decision,
    file_d_attente,
    poursuite,
    reste,
)
from jumelles.sources.revue.par_lot import accepter_par_lot, au_dessus
from jumelles.sources.revue.travaux import reprendre_en_fond
from tests.atelier.revue import (
    AUTRE,
    BOURG_01,
    BOURG_38,
    HAMEAU_38,
    PAR,
    VILLE_NORD,
    VILLE_SUD,
    decider,
    liens,
    montre,
    suspens,
    un_monde_qui_hesite,
)

ENTRES = {("Seulafabo", "ZZ102"), ("Antsahafabo", "ZZ102"), ("Tierce", "ZZ102")}


@pytest.fixture(autouse=True)
def lot(base_vide: str, tmp_path: Path) -> Lot:
    """Six lignes inventées, dont cinq attendent un nom."""
    return un_monde_qui_hesite(tmp_path)


def test_la_file_met_d_abord_ce_qui_debloque_le_plus() -> None:
    """B14 : l'ordre est celui de ce que l'on débloque, puis du score."""
    lus = [(n.nom, n.bloquees, n.placees) for n in file_d_attente(FiltreRevue()).elements]
    assert lus == [("Bourg-Fabriqué", 4, 0), ("Perdu-Fabriqué", 2, 0), ("Antsahafabo", 1, 1), ("Tierce", 1, 0)]
    restent = reste(FiltreRevue())
    assert (restent.noms, restent.bloquees, restent.placees) == (4, 5, 1), "une ligne compte une fois"


@pytest.mark.parametrize(
    ("filtre", "noms"),
    [
        ({"cote": "france"}, ["Bourg-Fabriqué", "Perdu-Fabriqué"]),
        ({"cote": "ailleurs"}, ["Antsahafabo", "Tierce"]),
        ({"pays": "mg"}, ["Antsahafabo"]),
        ({"aide": "oui"}, ["Bourg-Fabriqué", "Antsahafabo"]),
        ({"aide": "non"}, ["Perdu-Fabriqué", "Tierce"]),
        ({"effet": "placer"}, []),
        ({"source": "wikidata_jumelages", "q": "bourg"}, ["Bourg-Fabriqué"]),
        ({"source": "afd"}, []),
        ({"lot": "999999"}, []),
        ({"lot": "<script>", "pays": "MGX", "cote": "nulle part"}, ["Bourg-Fabriqué", "Perdu-Fabriqué",
                                                                  "Antsahafabo", "Tierce"]),
    ],
)  # fmt: skip
def test_la_file_se_filtre(filtre: dict[str, str], noms: list[str]) -> None:
    assert [n.nom for n in file_d_attente(FiltreRevue.from_query(filtre)).elements] == noms


def test_decider_fait_entrer_les_lignes_qui_attendaient() -> None:
    """B4, B14 : sans redéposer le fichier, trois liens entrent ; la ligne à deux inconnus attend l'autre."""
    prise = decision(decider("Bourg-Fabriqué", BOURG_38))
    assert prise is not None
    assert liens() == ENTRES | {("Antsahafabo", "ZZ103")}
    assert (prise.suite.liens_entres, prise.suite.restent, prise.choix) == (3, 1, "Bourg-Fabriqué (38)")
    jugement = Jugement.objects.vivants().get(auteur=PAR)
    assert (jugement.verdict, jugement.droite) == ("identiques", BOURG_38)
    assert Journal.objects.filter(verbe="decider_revue", par=PAR).count() == 1
    assert {r.etat for r in Releve.objects.filter(courant=True, lot__rapport__has_key="decision")} == {"valide"}
    assert not verifier()


@pytest.mark.parametrize(
    ("nom", "choix"),
    [("Bourg-Fabriqué", BOURG_38), ("Antsahafabo", VILLE_SUD), ("Perdu-Fabriqué", HAMEAU_38),
     ("Perdu-Fabriqué", "hors_champ"), ("Bourg-Fabriqué", "aucune"), ("Tierce", "hors_champ")],
)  # fmt: skip
def test_annuler_rend_exactement_l_etat_d_avant(nom: str, choix: str) -> None:
    """B4 : liens, parties, acteurs, paroles, relevés et jugements, à l'identique ; la même fiche revient."""
    avant, numero = montre(), suspens(nom).pk
    prise = decider(nom, choix, montrees=[BOURG_01, BOURG_38])
    assert montre() != avant
    annuler_la_decision(decision_id=prise, par=AUTRE)
    assert montre() == avant
    assert suspens(nom).pk == numero
    rendue = decision(prise)
    assert rendue is not None
    assert (rendue.etat, rendue.par, rendue.annulee_par) == ("annulee", PAR, AUTRE)
    assert not verifier()


def test_un_lien_deja_entre_trouve_le_lieu_de_son_partenaire() -> None:
    """B4 : le lien n'est pas doublé ; celui d'avant n'est plus dit par personne."""
    avant, ancien = len(liens()), Relation.objects.publiees().get()
    fiche = Acteur.objects.get(nom="Antsahafabo")
    prise = decision(decider("Antsahafabo", VILLE_NORD))
    assert prise is not None
    assert (prise.suite.liens_precises, prise.suite.liens_entres, prise.suite.restent) == (1, 0, 1)
    assert len(liens()) == avant
    assert adresse_relation(ancien.pk).vers == Relation.objects.publiees().get().pk, "l'ancienne adresse mène au lien"
    fiche.refresh_from_db()
    assert fiche.fondu_dans is not None
    assert fiche.fondu_dans.lieu is not None
    annuler_la_decision(decision_id=prise.id, par=PAR)
    assert (Relation.objects.publiees().get().pk, adresse_relation(ancien.pk).vers) == (ancien.pk, None)
    assert not verifier()


def test_revenir_ne_refait_pas_ce_que_la_machine_dirait_autrement_aujourd_hui() -> None:
    """B4 : le rapprochement change ses phrases au fil des versions ; annuler rend ce qui était, non ce qui serait."""
    Releve.objects.filter(courant=True).update(messages=["une phrase d'une version passée"])
    avant = montre()
    annuler_la_decision(decision_id=decider("Antsahafabo", VILLE_NORD), par=PAR)
    assert montre() == avant


def test_hors_du_champ_la_ligne_s_en_va_et_le_fichier_relu_ne_la_ramene_pas(tmp_path: Path) -> None:
    prise = decision(decider("Perdu-Fabriqué", "hors_champ"))
    assert prise is not None
    assert prise.suite.hors_champ == 2
    etats = Releve.objects.filter(courant=True, cle__contains="Perdu").values_list("etat", flat=True)
    assert set(etats) == {"hors_champ"}
    lots.importer("wikidata_jumelages", tmp_path / "liens.tsv", par="machine:essai", rejouer=True)
    assert set(etats.all()) == {"hors_champ"}


def test_deux_decisions_sur_une_meme_ligne_se_defont_dans_n_importe_quel_ordre() -> None:
    """B4 : revenir sur la première rend la ligne au doute, et laisse à la seconde tout le reste."""
    premiere = decider("Bourg-Fabriqué", BOURG_38)
    apres_une = liens()
    decider("Perdu-Fabriqué", HAMEAU_38)
    assert ("ZZ102", "ZZ103") in liens(), "la ligne aux deux inconnus est entrée avec la seconde"
    annuler_la_decision(decision_id=premiere, par=PAR)
    assert liens() == {("Antsahafabo", "ZZ103"), ("Seulafabo", "ZZ103")}, "reste ce que dit la seconde"
    seconde = DecisionRevue.objects.exclude(pk=premiere).get()
    decider("Bourg-Fabriqué", BOURG_38)
    annuler_la_decision(decision_id=seconde.pk, par=PAR)
    assert liens() == apres_une
    assert not verifier()


def test_changer_d_avis_remplace_ce_qui_etait_entre() -> None:
    """Une seconde décision sur le même nom retire ce que la première avait fait entrer, puis se défait aussi."""
    decider("Bourg-Fabriqué", BOURG_38)
    apres = montre()
    humain = Jugement.objects.vivants().get(auteur=PAR)
    machine = Jugement.objects.get(gauche=humain.gauche, auteur__startswith="machine:")
    autre = decider_du_nom(jugement_id=machine.pk, choix=BOURG_01, par=AUTRE, jeton=uuid.uuid4(), vu=[humain.pk])
    assert {("Seulafabo", "ZZ101"), ("Tierce", "ZZ101")} < liens()
    assert ("Tierce", "ZZ102") not in liens()
    annuler_la_decision(decision_id=autre.decision, par=AUTRE)
    assert liens() == ENTRES | {("Antsahafabo", "ZZ103")}
    assert montre()["jugements"] == apres["jugements"]


def test_deux_clics_ne_decident_qu_une_fois() -> None:
    jugement, jeton = suspens("Bourg-Fabriqué"), uuid.uuid4()
    envoi = {"jugement_id": jugement.pk, "choix": BOURG_38, "par": PAR, "jeton": jeton, "vu": [jugement.pk]}
    assert decider_du_nom(**envoi).neuve
    assert not decider_du_nom(**envoi).neuve
    assert DecisionRevue.objects.count() == 1


@pytest.mark.parametrize("choix", [BOURG_01, BOURG_38, "hors_champ"])
def test_qui_arrive_second_l_apprend_et_rien_ne_se_perd(choix: str) -> None:
    """B4 : la première décision tient, la seconde n'écrit rien et dit de qui elle vient, même si elle dit pareil."""
    jugement = suspens("Bourg-Fabriqué")
    decider("Bourg-Fabriqué", BOURG_38)
    avant = montre()
    with pytest.raises(DejaJuge) as devance:
        decider_du_nom(jugement_id=jugement.pk, choix=choix, par=AUTRE, jeton=uuid.uuid4(), vu=[jugement.pk])
    assert (devance.value.par, montre(), DecisionRevue.objects.count()) == (PAR, avant, 1)


@pytest.mark.parametrize("choix", ["", "collectivite:00000", "lieu:1", "lieu:x", "acteur:1", "<b>", "collectivite:"])
def test_un_choix_qui_n_existe_pas_n_ecrit_rien(choix: str) -> None:
    avant = montre()
    with pytest.raises(ChoixInconnu):
        decider("Bourg-Fabriqué", choix)
    assert (montre(), DecisionRevue.objects.count()) == (avant, 0)


def test_une_decision_annulee_ou_depassee_ne_s_annule_plus() -> None:
    prise = decider("Bourg-Fabriqué", BOURG_38)
    humain = Jugement.objects.vivants().get(auteur=PAR)
    prononcer(gauche=humain.gauche, droite=BOURG_01, verdict="identiques", par=AUTRE, vu=[humain.pk])
    with pytest.raises(DecisionDepassee, match="Une autre décision"):
        annuler_la_decision(decision_id=prise, par=PAR)


def test_relire_le_fichier_apres_la_decision_ne_change_rien(tmp_path: Path) -> None:
    """B14 : ce que la revue a fait entrer est ce que le même fichier, relu, ferait entrer."""
    decider("Bourg-Fabriqué", BOURG_38)
    avant = liens()
    rapport = lots.importer("wikidata_jumelages", tmp_path / "liens.tsv", par="machine:essai", rejouer=True)
    assert (liens(), rapport.bilan["relations_creees"]) == (avant, 0)


def test_par_lot_chaque_nom_a_son_jugement_et_l_ensemble_se_defait() -> None:
    """B14 : un seul geste, autant de jugements signés ; un nom décidé entre-temps par une autre personne est laissé."""
    ids = [n.id for n in au_dessus(FiltreRevue(), 0.0)]
    assert ids == [], "la moitié des chances ne suffit pas, quel que soit le seuil demandé"
    Jugement.objects.filter(pk__in=[suspens(n).pk for n in ("Bourg-Fabriqué", "Antsahafabo")]).update(score=0.97)
    avant = montre()
    ids = [n.id for n in au_dessus(FiltreRevue(), 0.9)]
    prise = accepter_par_lot(ids=ids, seuil=0.9, par=PAR, jeton=uuid.uuid4()).decision
    fiche = decision(prise)
    assert fiche is not None
    assert (fiche.nombre, fiche.suite.liens_entres, fiche.suite.liens_precises) == (2, 3, 1)
    humains = Jugement.objects.vivants().filter(auteur=PAR, paire=False)
    assert all(j.raisons[0] == "accepté par lot" and j.details["par_lot"] == prise for j in humains)
    annuler_la_decision(decision_id=prise, par=PAR)
    assert montre() == avant


def test_par_lot_laisse_ce_qu_une_autre_personne_vient_de_decider() -> None:
    Jugement.objects.filter(pk__in=[suspens(n).pk for n in ("Bourg-Fabriqué", "Antsahafabo")]).update(score=0.97)
    ids = [n.id for n in au_dessus(FiltreRevue(), 0.9)]
    decider("Bourg-Fabriqué", BOURG_01, par=AUTRE)
    prise = decision(accepter_par_lot(ids=ids, seuil=0.9, par=PAR, jeton=uuid.uuid4()).decision)
    assert prise is not None
    assert (prise.nombre, prise.laisses, prise.cites) == (1, 1, ("Bourg-Fabriqué",))
    assert ("Seulafabo", "ZZ101") in liens()


def test_beaucoup_de_lignes_entrent_en_arriere_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    """La page répond tout de suite ; l'ouvrier finit, et le refaire ne change rien."""
    monkeypatch.setattr(poursuite, "LIGNES_MAX", 1)
    numero = decider("Bourg-Fabriqué", BOURG_38)
    en_cours = decision(numero)
    assert en_cours is not None
    assert (en_cours.etat, en_cours.arretee, liens()) == ("en_cours", False, {("Antsahafabo", "ZZ103")})
    assert reprendre_en_fond.func(numero, PAR) == "fait"
    assert reprendre_en_fond.func(numero, PAR) == "déjà fait"
    finie = decision(numero)
    assert finie is not None
    assert (finie.etat, finie.suite.liens_entres, liens() >= ENTRES) == ("faite", 3, True)
