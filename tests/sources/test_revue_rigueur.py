"""Le bureau de revue, quand deux gestes se croisent, quand un nom se masque, quand un travail s'arrête (B4, B14)."""

import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from jumelles.acteurs.models import Acteur
from jumelles.contributions.models import DecisionRevue
from jumelles.cooperations.models import Relation
from jumelles.cooperations.operations import FusionRefusee, distinguer, fondre_acteurs, marquer_sensible
from jumelles.provenance.models import Journal, Jugement, Lot
from jumelles.sources.revue import (
    ChoixInconnu,
    DecisionDepassee,
    FiltreRevue,
    annuler_la_decision,
    decider_du_doublon,
    decider_du_nom,
    decision,
    fiche_du_nom,
    file_d_attente,
    jetons,
    ou_redecider,
    poursuite,
    relancer_la_decision,
    reste,
)
from jumelles.sources.revue.par_lot import accepter_par_lot
from jumelles.sources.revue.travaux import reprendre_en_fond
from jumelles.territoires.models import Collectivite
from tests.atelier.doublons import JOUR, une_paire
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


@pytest.fixture(autouse=True)
def lot(base_vide: str, tmp_path: Path) -> Lot:
    """Six lignes inventées, dont cinq attendent un nom."""
    return un_monde_qui_hesite(tmp_path)


def _surs(*noms: str) -> list[int]:
    """La machine est presque sûre de ces noms ; leurs jugements."""
    ids = [suspens(n).pk for n in noms]
    Jugement.objects.filter(pk__in=ids).update(score=0.97)
    return ids


def _par_lot(ids: list[int], par: str = PAR) -> int:
    return accepter_par_lot(ids=ids, seuil=0.9, par=par, jeton=uuid.uuid4()).decision


def _noms(**filtre: str) -> list[str]:
    return [n.nom for n in file_d_attente(FiltreRevue.from_query(filtre)).elements]


def test_aucune_n_ecarte_que_ce_que_la_page_montrait() -> None:
    """B4 : la personne n'a rien dit de ce qu'elle n'a pas vu."""
    gauche = suspens("Bourg-Fabriqué").gauche
    decider("Bourg-Fabriqué", "aucune", montrees=[BOURG_01, BOURG_01])
    ecartes = Jugement.objects.vivants().filter(gauche=gauche, verdict="differents")
    assert list(ecartes.values_list("droite", flat=True)) == [BOURG_01]


@pytest.mark.parametrize("montrees", [[], ["collectivite:00000"], [BOURG_01, VILLE_SUD], ["personne:1"], ["aucune"]])
def test_aucune_verifie_ce_qu_elle_ecarte(montrees: list[str]) -> None:
    avant = montre()
    with pytest.raises(ChoixInconnu):
        decider("Bourg-Fabriqué", "aucune", montrees=montrees)
    assert (montre(), DecisionRevue.objects.count()) == (avant, 0)


@pytest.mark.parametrize(("nom", "choix"), [("Bourg-Fabriqué", VILLE_SUD), ("Antsahafabo", BOURG_38),
                                             ("Tierce", VILLE_NORD)])  # fmt: skip
def test_un_choix_qui_ne_va_pas_a_la_ligne_est_refuse_en_clair(nom: str, choix: str) -> None:
    """B14 : ni un lieu pour une collectivité, ni l'inverse, ni un autre pays ; sinon la ligne n'entrerait jamais."""
    avant = montre()
    with pytest.raises(ChoixInconnu, match="choisissez") as refus:
        decider(nom, choix)
    assert ":" not in str(refus.value).replace(" : ", "")
    assert montre() == avant


def test_par_lot_laisse_une_proposition_qui_n_existe_plus() -> None:
    ids = _surs("Bourg-Fabriqué", "Antsahafabo")
    Collectivite.objects.filter(code__in=("ZZ101", "ZZ102")).update(ancienne=True)
    prise = decision(_par_lot(ids))
    assert prise is not None
    assert (prise.nombre, prise.laisses, prise.cites) == (1, 1, ("Bourg-Fabriqué",))


def test_par_lot_ne_prend_pas_pour_sien_ce_qu_une_autre_personne_a_dit() -> None:
    """B4 : elle a dit la même chose à l'instant ; défaire le lot ne défait pas sa décision."""
    ids = _surs("Bourg-Fabriqué", "Antsahafabo")
    machine = Jugement.objects.get(pk=ids[0])
    sien = Jugement.objects.create(
        gauche=machine.gauche, droite=machine.details["propositions"][0]["ref"], verdict="identiques", auteur=AUTRE
    )
    prise = decision(_par_lot(ids))
    assert prise is not None
    assert (prise.nombre, prise.cites) == (1, ("Bourg-Fabriqué",))
    annuler_la_decision(decision_id=prise.id, par=PAR)
    sien.refresh_from_db()
    assert sien.annule_le is None


Envoi = Callable[[uuid.UUID], Any]


def _un_nom() -> Envoi:
    numero = suspens("Bourg-Fabriqué").pk
    return lambda jeton: decider_du_nom(jugement_id=numero, choix=BOURG_38, par=PAR, jeton=jeton, vu=[numero])


def _un_lot() -> Envoi:
    ids = _surs("Bourg-Fabriqué")
    return lambda jeton: accepter_par_lot(ids=ids, seuil=0.9, par=PAR, jeton=jeton)


def _un_doublon() -> Envoi:
    paire = une_paire()
    return lambda jeton: decider_du_doublon(paire=paire, choix="gauche", par=PAR, jeton=jeton, vu=[paire.jugement_id])


@pytest.mark.parametrize("prepare", [_un_nom, _un_lot, _un_doublon])
def test_le_meme_envoi_deux_fois_au_meme_instant_donne_la_meme_reponse(
    prepare: Callable[[], Envoi], monkeypatch: pytest.MonkeyPatch
) -> None:
    """B4 : celui qui a attendu son tour rend la décision de l'autre, au lieu d'échouer."""
    envoyer, jeton, premiers = prepare(), uuid.uuid4(), []

    def attendre() -> None:
        if not premiers:
            premiers.append(None)
            premiers[0] = envoyer(jeton)

    monkeypatch.setattr(jetons, "tenir_les_entites", attendre)
    second = envoyer(jeton)
    assert (second.decision, second.neuve, premiers[0].neuve) == (premiers[0].decision, False, True)
    assert DecisionRevue.objects.count() == 1


def test_un_nom_dont_on_ecarte_une_proposition_reste_dans_la_file() -> None:
    """B14 : rien n'est réglé ; il passe seulement après les autres."""
    restaient = reste(FiltreRevue())
    decider("Bourg-Fabriqué", "aucune", montrees=[BOURG_01])
    assert _noms() == ["Perdu-Fabriqué", "Antsahafabo", "Tierce", "Bourg-Fabriqué"]
    assert reste(FiltreRevue()) == restaient
    decider("Bourg-Fabriqué", BOURG_38, vu=list(Jugement.objects.values_list("pk", flat=True)))
    assert "Bourg-Fabriqué" not in _noms(), "décidé, il n'y est plus"


def test_un_nom_dont_la_ligne_ne_dit_pas_le_pays_est_d_un_cote() -> None:
    jugement = suspens("Tierce")
    jugement.details = {**jugement.details, "mention": {"nom": "Tierce"}}
    jugement.save(update_fields=["details"])
    assert "Tierce" in _noms(cote="ailleurs")
    assert "Tierce" not in _noms(cote="france")
    assert len(_noms(cote="ailleurs")) + len(_noms(cote="france")) == len(_noms())


def test_revenir_apres_avoir_change_d_avis_mene_a_un_nom_que_l_on_peut_decider() -> None:
    """B4 : la touche « u » rend la fiche, même quand la décision dépassait celle d'une personne."""
    machine = suspens("Bourg-Fabriqué").pk
    decider("Bourg-Fabriqué", BOURG_38)
    humain = Jugement.objects.vivants().get(auteur=PAR)
    autre = decider_du_nom(jugement_id=machine, choix=BOURG_01, par=AUTRE, jeton=uuid.uuid4(), vu=[humain.pk]).decision
    annuler_la_decision(decision_id=autre, par=AUTRE)
    assert ou_redecider(autre, jour=JOUR) == ("nom", machine)
    assert fiche_du_nom(machine) is not None


def test_le_journal_dit_l_avant_et_l_apres_d_un_jugement_annule_ou_repris() -> None:
    """B12 : de quoi savoir qui avait annulé, et le refaire."""
    annuler_la_decision(decision_id=decider("Bourg-Fabriqué", BOURG_38), par=AUTRE)
    lignes = Journal.objects.filter(objet_type="jugement", verbe__in=("annuler_jugement", "reprendre_jugement"))
    assert lignes.filter(avant=None).count() == lignes.filter(apres=None).count() == 0
    repris = lignes.get(verbe="reprendre_jugement")
    assert (repris.avant["annule_par"], repris.apres["annule_par"]) == (PAR, "")
    annule = lignes.filter(verbe="annuler_jugement", par=AUTRE).get()
    assert (annule.avant["annule_par"], annule.apres["annule_par"]) == ("", AUTRE)


def test_revenir_sur_deux_choses_refond_les_fiches_fondues_avant() -> None:
    """B4 : l'état d'avant, tables comprises, et non le seul jugement."""
    paire = une_paire()
    fondre = decider_du_doublon(paire=paire, choix="gauche", par=PAR, jeton=uuid.uuid4(), vu=[paire.jugement_id])
    fusion = DecisionRevue.objects.get(pk=fondre.decision).jugements
    fondus, avant = Acteur.objects.filter(fondu_dans__isnull=False).count(), montre()
    deux = decider_du_doublon(paire=paire, choix="deux", par=AUTRE, jeton=uuid.uuid4(), vu=fusion).decision
    assert Acteur.objects.filter(fondu_dans__isnull=False).count() == fondus - 1
    annuler_la_decision(decision_id=deux, par=AUTRE)
    assert montre() == avant
    assert Acteur.objects.filter(fondu_dans__isnull=False).count() == fondus


def test_un_nom_que_l_on_masque_disparait_des_decisions_d_hier() -> None:
    """B1 : ni la page, ni le journal des décisions, ni le lot ne gardent un titre."""
    paire = une_paire()
    doublon = decider_du_doublon(
        paire=paire, choix="deux", par=PAR, jeton=uuid.uuid4(), vu=[paire.jugement_id]
    ).decision
    nom = decider("Antsahafabo", VILLE_NORD)
    assert paire.titre_gauche in _dits(doublon)
    assert "Antsahafabo" in _dits(nom)
    Acteur.objects.update(sensible=True)
    assert paire.titre_gauche not in _dits(doublon)
    assert "un nom masqué" in _dits(nom)
    ecrits = repr(list(Journal.objects.filter(verbe="decider_revue", objet_id=doublon).values()))
    assert paire.titre_gauche not in ecrits
    assert not Lot.objects.filter(fichier__contains="Antsahafabo").exists()


def _dits(numero: int) -> str:
    lue = decision(numero)
    assert lue is not None
    return f"{lue.objet} → {lue.choix}"


def test_le_bureau_ne_compte_ni_les_liens_masques_ni_les_inventes() -> None:
    """B2 : un compte dirait ce que l'on cache."""
    hameau = Jugement.objects.get(gauche__contains=":Hameau-Fabriqué@", auteur__startswith="machine:")

    def connus() -> list[int]:
        fiche = fiche_du_nom(hameau.pk)
        assert fiche is not None
        return [p.liens for p in fiche.propositions if p.ref == HAMEAU_38]

    assert connus() == [1]
    lien = Relation.objects.publiees().get()
    marquer_sensible(objet="relation", objet_id=lien.pk, par=PAR, masque_partenaire=True)
    assert connus() == [0]
    marquer_sensible(objet="relation", objet_id=lien.pk, par=PAR)
    Relation.objects.update(demonstration=True)
    assert connus() == [0]


def test_un_refus_ne_montre_jamais_de_reference_brute() -> None:
    """B10 : « acteur:12 » ne dit rien à personne."""
    paire = une_paire()
    un, autre = (int(r.partition(":")[2]) for r in (paire.gauche, paire.droite))
    distinguer(gauche=paire.gauche, droite=paire.droite, par=AUTRE)
    with pytest.raises(FusionRefusee, match="pas un doublon") as refus:
        fondre_acteurs(garde=un, fondu=autre, par=PAR)
    assert "acteur:" not in str(refus.value)
    with pytest.raises(FusionRefusee, match="n'existe pas") as refus:
        fondre_acteurs(garde=un, fondu=999_999, par=PAR)
    assert "acteur:" not in str(refus.value)


def test_un_travail_arrete_se_reprend(monkeypatch: pytest.MonkeyPatch) -> None:
    """B4 : l'ouvrier mort, une personne relance ; ce qui suit son cours ne se relance pas."""
    monkeypatch.setattr(poursuite, "LIGNES_MAX", 1)
    numero = decider("Bourg-Fabriqué", BOURG_38)
    with pytest.raises(DecisionDepassee):
        relancer_la_decision(decision_id=numero, par=AUTRE)
    premier = DecisionRevue.objects.get(pk=numero).tache
    DBTaskResult.objects.filter(pk=premier).update(status="FAILED", finished_at=timezone.now())
    arretee = decision(numero)
    assert arretee is not None
    assert arretee.arretee
    relancer_la_decision(decision_id=numero, par=AUTRE)
    assert DecisionRevue.objects.get(pk=numero).tache != premier
    assert reprendre_en_fond.func(numero, AUTRE) == "fait"
    assert ("Seulafabo", "ZZ102") in liens()


def test_beaucoup_de_lignes_ressortent_en_arriere_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    """B5 : annuler n'attend pas plus que décider ; l'état d'avant revient, un peu plus tard."""
    avant, numero = montre(), decider("Bourg-Fabriqué", BOURG_38)
    monkeypatch.setattr(poursuite, "LIGNES_MAX", 1)
    assert annuler_la_decision(decision_id=numero, par=AUTRE) is False
    en_cours = decision(numero)
    assert en_cours is not None
    assert (en_cours.etat, en_cours.retour) == ("en_cours", True)
    with pytest.raises(DecisionDepassee):
        annuler_la_decision(decision_id=numero, par=AUTRE)
    assert reprendre_en_fond.func(numero, AUTRE) == "fait"
    finie = decision(numero)
    assert finie is not None
    assert (finie.etat, finie.annulee_par) == ("annulee", AUTRE)
    assert montre() == avant


def test_par_lot_peu_de_noms_mais_beaucoup_de_lignes_attendent_l_ouvrier(monkeypatch: pytest.MonkeyPatch) -> None:
    """B5 : ce sont les lignes qui pèsent, non les noms."""
    monkeypatch.setattr(poursuite, "LIGNES_MAX", 1)
    numero = _par_lot(_surs("Bourg-Fabriqué"))
    prise = decision(numero)
    assert prise is not None
    assert (prise.etat, prise.nombre) == ("en_cours", 1)
    assert reprendre_en_fond.func(numero, PAR) == "fait"
    assert len(DecisionRevue.objects.get(pk=numero).jugements) == 1
