"""Le partenaire que dit une ligne départage deux homonymes, et rien de plus."""

from dataclasses import replace

import pytest

from jumelles.rapprochement.moteur import DIT_AUTRE_CHOSE
from jumelles.rapprochement.termes import Entite, Issue, Mention, Proposition, Reponse
from jumelles.sources.listes import partenaires

ICI, LA = (Entite(f"collectivite:{c}", "Marly", "commune", "FR", c[:2]) for c in ("59383", "57447"))
PROPOSEES = (Proposition(ICI, "Marly", 0.55, ("même nom",)), Proposition(LA, "Marly", 0.44, ("même nom",)))
HESITE = Reponse(Issue.A_REVOIR, 0.55, ("même nom", "d’autres portent ce nom"), PROPOSEES)
DITE = Mention("Marly", "FR", partenaire="Denzlingen Fabriqué")


@pytest.fixture
def connus(monkeypatch: pytest.MonkeyPatch) -> dict[str, frozenset[str]]:
    liens = {LA.ref: frozenset({"denzlingen fabrique"})}
    monkeypatch.setattr(partenaires, "partenaires_connus", lambda refs: {r: s for r, s in liens.items() if r in refs})
    return liens


def test_celle_qui_est_deja_en_lien_avec_lui_est_retenue(connus):
    (reponse,) = partenaires.departager([DITE], [HESITE])
    assert reponse.retenue.entite == LA
    assert "déjà en lien avec « Denzlingen Fabriqué »" in reponse.raisons[-1]


def test_si_les_deux_le_sont_ou_aucune_on_hesite_encore(connus):
    connus[ICI.ref] = connus[LA.ref]
    assert partenaires.departager([DITE], [HESITE]) == [HESITE]
    connus.clear()
    assert partenaires.departager([DITE], [HESITE]) == [HESITE]


def test_un_indice_contraire_l_emporte_sur_le_partenaire(connus):
    contraire = Reponse(Issue.A_REVOIR, 0.55, ("même nom", DIT_AUTRE_CHOSE), PROPOSEES)
    assert partenaires.departager([DITE], [contraire]) == [contraire]


def test_une_seconde_que_la_ligne_contredit_n_est_pas_retenue(connus):
    """« niveau : commune » : l'intercommunalité de ce nom, si liée soit-elle, ne se retient pas seule."""
    contredites = (PROPOSEES[0], replace(PROPOSEES[1], contredite=True))
    reponse = replace(HESITE, propositions=contredites)
    assert partenaires.departager([DITE], [reponse]) == [reponse]


def test_sans_partenaire_dit_rien_ne_change(connus):
    assert partenaires.departager([Mention("Marly", "FR")], [HESITE]) == [HESITE]
