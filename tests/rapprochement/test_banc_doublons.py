"""Le banc des doublons : une vérité bien lue, une mesure qui compte juste (B4)."""

import random
from dataclasses import replace

from bench.rapprochement import doublons
from bench.rapprochement.apprendre_doublons import PaireApprise, apprendre
from bench.rapprochement.doublons import Jeu, is_reuni, lire_relues, mesurer
from bench.rapprochement.tranches import tranche_suivante
from jumelles.rapprochement.doublons import FicheAction, PartieNommee

PARTIE = PartieNommee("acteur:1", "Entraide Fabriquée", "ml")
FICHE = FicheAction(
    "projet:1", (PARTIE,), "Accès à l'eau potable dans la vallée fabriquée", frozenset({"ml"}), frozenset({"eau"}), 2018
)


def _jeu() -> Jeu:
    """Deux tranches d'un projet, et un tout autre projet."""
    jeu = Jeu("fabriqué")
    jeu.ajouter(FICHE, "A")
    jeu.ajouter(replace(FICHE, ref="projet:2", debut=2019), "A")
    jeu.ajouter(replace(FICHE, ref="projet:3", titre="Modernisation du port de pêche", debut=2005), "B")
    return jeu


def test_la_verite_est_l_identifiant_que_le_moteur_ne_voit_pas() -> None:
    jeu = _jeu()
    assert jeu.vraies() == {("projet:1", "projet:2")}
    assert not any(f.identifiants for f in jeu.fiches)


def test_un_projet_est_reuni_de_proche_en_proche() -> None:
    jeu = _jeu()
    jeu.ajouter(replace(FICHE, ref="projet:4"), "A")
    assert not is_reuni("A", jeu, [("projet:1", "projet:2")])
    assert is_reuni("A", jeu, [("projet:1", "projet:2"), ("projet:2", "projet:4")])


def test_la_mesure_compte_les_justes_les_fausses_et_les_manquees() -> None:
    rapport = "\n".join(mesurer(_jeu()))
    assert "rappel, tout ce qui est proposé : 100,00" in rapport
    assert "0 proposées à tort" in rapport
    faux = _jeu()
    faux.projet["projet:2"] = "C"
    assert "1 proposées à tort" in "\n".join(mesurer(faux))


def test_les_paires_relues_le_sont_dans_l_ordre_et_l_indecidable_ne_compte_pas() -> None:
    lignes = doublons.RELUES.read_text(encoding="utf-8").splitlines()
    assert all(un < autre for un, autre in lire_relues())
    assert len(lire_relues()) == len(lignes) - 1 - sum(",indecidable," in x for x in lignes)


def test_une_tranche_fabriquee_se_reproduit_et_suit_la_premiere() -> None:
    une, encore = (tranche_suivante(FICHE, random.Random(7)) for _ in range(2))
    assert une == encore
    assert une.debut in (2019, 2020)
    assert une.parties == FICHE.parties


def test_apprendre_suit_les_exemples_et_garde_ce_qu_il_ne_voit_pas() -> None:
    lues = [PaireApprise(("depart", "titre_meme"), True, 1.0, 0)] * 300
    lues += [PaireApprise(("depart", "titre_autre"), False, 1.0, 0)] * 300
    appris = apprendre(lues, {"depart": 0.0, "titre_meme": 0.0, "titre_autre": 0.0, "montant_meme": 1.5})
    assert appris["titre_meme"] > 1 > -1 > appris["titre_autre"]
    assert appris["montant_meme"] == 1.5


def test_la_table_servie_est_celle_qu_on_a_apprise() -> None:
    """Le départ et la table servie ont les mêmes traits, et ne diffèrent que par la colonne apprise."""
    depart = doublons.RELUES.parent / "poids_doublons_de_depart.csv"
    servie = doublons.RELUES.parents[2] / "jumelles" / "rapprochement" / "doublons" / "poids.csv"
    from jumelles.rapprochement.doublons.poids import lire_poids

    ici, la = lire_poids(depart), lire_poids(servie)
    assert ici["projet"].valeurs.keys() == la["projet"].valeurs.keys()
    assert (ici["relation"].valeurs, ici["acteur"].valeurs) == (la["relation"].valeurs, la["acteur"].valeurs)
