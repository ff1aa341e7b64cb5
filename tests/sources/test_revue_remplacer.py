"""Une décision prise après une autre, sur le même nom : la dernière vaut, la première le dit, et tout se rend (B4)."""

import uuid
from collections.abc import Callable
from pathlib import Path

import pytest

from jumelles.cooperations.coherence import verifier
from jumelles.provenance.models import Jugement, Lot
from jumelles.sources.revue import (
    DecisionDepassee,
    DejaJuge,
    FiltreRevue,
    annuler_la_decision,
    decider_du_nom,
    decision,
    derniere_decision,
    file_d_attente,
)
from jumelles.sources.revue.par_lot import accepter_par_lot
from tests.atelier.revue import (
    AUTRE,
    BOURG_01,
    BOURG_38,
    PAR,
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


def _seul() -> int:
    return decider("Bourg-Fabriqué", BOURG_38)


def _par_lot() -> int:
    ids = [suspens(n).pk for n in ("Bourg-Fabriqué", "Antsahafabo")]
    Jugement.objects.filter(pk__in=ids).update(score=0.97)
    return accepter_par_lot(ids=ids, seuil=0.9, par=PAR, jeton=uuid.uuid4()).decision


def _redecider(choix: str, par: str = AUTRE) -> int:
    """Décider du bourg comme le fait sa page, une fois décidé."""
    siens = Jugement.objects.filter(gauche__contains=":Bourg-Fabriqué@", paire=False)
    machine = siens.filter(auteur__startswith="machine:").order_by("-pk")[0]
    vu = list(siens.vivants().values_list("pk", flat=True))
    envoi = {"par": par, "jeton": uuid.uuid4(), "vu": vu, "montrees": [BOURG_01, BOURG_38]}
    return decider_du_nom(jugement_id=machine.pk, choix=choix, **envoi).decision


def _etat(numero: int) -> str:
    lue = decision(numero)
    assert lue is not None
    return lue.etat


def _juges() -> list[tuple[str, ...]]:
    """Ce que l'on tient pour jugé de chaque nom."""
    return sorted(Jugement.objects.vivants().filter(paire=False).values_list("gauche", "droite", "verdict", "auteur"))


def _attendent() -> list[str]:
    return [n.nom for n in file_d_attente(FiltreRevue()).elements]


@pytest.mark.parametrize(("premiere", "reste"), [(_seul, "remplacee"), (_par_lot, "faite")])
def test_aucune_apres_une_acceptation_retire_ce_qui_etait_entre(premiere: Callable[[], int], reste: str) -> None:
    """Le lien part, le nom attend de nouveau, la première le dit ; revenir sur la seconde rend la première."""
    avant = liens()
    prise = premiere()
    apres = liens(), _juges()
    assert "Bourg-Fabriqué" not in _attendent()
    aucune = _redecider("aucune")
    assert not {"ZZ101", "ZZ102"} & {x for lien in liens() for x in lien} - {x for lien in avant for x in lien}
    assert "Bourg-Fabriqué" in _attendent()
    lue = decision(prise)
    assert lue is not None
    assert (lue.etat, lue.remplaces, _etat(aucune)) == (reste, 1, "faite")
    with pytest.raises(DecisionDepassee, match="Une autre décision"):
        annuler_la_decision(decision_id=prise, par=PAR)
    annuler_la_decision(decision_id=aucune, par=AUTRE)
    assert (liens(), _juges()) == apres
    assert (_etat(prise), _etat(aucune)) == ("faite", "annulee")
    assert not verifier()


def test_une_autre_acceptation_remplace_la_premiere_et_le_dit() -> None:
    premiere = _seul()
    apres = liens(), _juges()
    seconde = _redecider(BOURG_01)
    assert (_etat(premiere), _etat(seconde)) == ("remplacee", "faite")
    derniere = derniere_decision(PAR)
    assert derniere is not None
    assert derniere.etat == "remplacee"
    annuler_la_decision(decision_id=seconde, par=AUTRE)
    assert (liens(), _juges()) == apres
    assert _etat(premiere) == "faite"


def test_aucune_n_annule_pas_ce_qu_une_autre_personne_vient_de_conclure() -> None:
    """B4 : ce que la page ne montrait pas n'est pas dépassé, même si chaque proposition était déjà écartée."""
    doute = suspens("Bourg-Fabriqué").pk
    decider("Bourg-Fabriqué", "aucune", montrees=[BOURG_01, BOURG_38])
    vu = list(Jugement.objects.vivants().filter(gauche__contains=":Bourg-Fabriqué@").values_list("pk", flat=True))
    _redecider("hors_champ")
    avant = montre()
    with pytest.raises(DejaJuge):
        decider_du_nom(
            jugement_id=doute, choix="aucune", par=PAR, jeton=uuid.uuid4(), vu=vu, montrees=[BOURG_01, BOURG_38]
        )
    assert montre() == avant
