"""Les listes, les avis et le cadre d'un pays : par année, avec leur source (C1.5)."""

from datetime import date

import pytest

from jumelles.droit.etats import Etat
from jumelles.droit.pays import (
    CONSEILS_AUX_VOYAGEURS,
    ListePays,
    SujetCadre,
    SujetNotice,
    cadre_du_pays,
    conseils_aux_voyageurs,
    derniere_connue,
    dire_annee,
    dire_annees,
    notices_du_pays,
)
from jumelles.strategies.pays import avis_du_pays
from jumelles.territoires.pays_francais import ISO_FRANCAIS

PMA, APD = ListePays.PMA, ListePays.APD


def test_les_pays_moins_avances_se_comptent_comme_aux_nations_unies() -> None:
    """47 en 2018 (OCDE, citant les Nations unies), 44 après la sortie de Sao Tomé (Nations unies, 2024)."""
    assert [sum(bool(dire_annee(PMA, p, a).oui) for p in _pays()) for a in (2018, 2021, 2025)] == [47, 46, 44]


def test_une_sortie_dans_l_annee_porte_sa_date() -> None:
    sortie = dire_annee(PMA, "BT", 2023)
    assert sortie.oui and str(sortie.jusqu_au) == "2023-12-13"
    assert dire_annee(PMA, "BT", 2022).jusqu_au is None
    assert dire_annee(PMA, "BT", 2024).oui is False


@pytest.mark.parametrize("liste", ListePays)
def test_une_annee_sans_liste_ne_repond_ni_oui_ni_non(liste: ListePays) -> None:
    for annee in (1999, 2026):
        dite = dire_annee(liste, "MG", annee)
        assert dite.oui is None and dite.origine is None
    assert derniere_connue(liste, "MG", 2026).annee == 2025
    assert derniere_connue(liste, "MG", 1999).oui is None


def test_chaque_reponse_dit_sa_source_et_sa_date() -> None:
    """C1.5 : éligibilité par année, sourcée."""
    for dite in (*dire_annees(APD, "MG", (2024, 2025)), *dire_annees(APD, "DE", (2024, 2025))):
        assert dite.origine is not None and dite.origine.editeur and dite.origine.date
    assert [d.groupe for d in dire_annees(APD, "ST", (2024, 2025))] == ["pma", "revenu_intermediaire_inferieur"]
    assert dire_annee(APD, "DE", 2025).oui is False


def test_un_pays_n_a_qu_une_place_un_meme_jour() -> None:
    for pays in _pays():
        assert dire_annee(APD, pays, 2025).oui or not dire_annee(PMA, pays, 2025).oui, pays


def test_aucun_territoire_francais_n_est_de_la_liste_sauf_ceux_que_l_ocde_nomme() -> None:
    assert {p for p in ISO_FRANCAIS if dire_annee(APD, p, 2025).oui} == {"WF"}


def test_une_notice_non_verifiee_le_dit() -> None:
    """DOMAINE §6 : Mali, Niger, Burkina Faso, à vérifier."""
    for iso2 in ("ML", "NE", "BF"):
        (notice,) = notices_du_pays(iso2)
        assert notice.sujet is SujetNotice.SUSPENSION and notice.origine.etat is Etat.A_VERIFIER
        assert "préfecture" in notice.texte
    (notice,) = notices_du_pays("MG")
    assert (notice.sujet, notice.origine.etat) == (SujetNotice.REGIME, Etat.A_VERIFIER)
    assert notices_du_pays("SN") == ()


def test_l_avis_du_pays_dit_ce_qui_etait_connu_ce_jour_la() -> None:
    """Avant de réveiller un lien ou de partir : les avis d'hier ne se lisent pas avant leur date."""
    mali = avis_du_pays("ML", date(2026, 11, 22))
    assert [n.titre for n in mali.notices] == ["Coopération suspendue"]
    assert avis_du_pays("ML", date(2022, 10, 31)).notices == () == avis_du_pays("DE", date(2026, 11, 22)).notices


def test_les_conseils_aux_voyageurs_sont_ceux_du_pays_ou_leur_accueil() -> None:
    assert conseils_aux_voyageurs("MG").endswith("/conseils-par-pays-destination/madagascar/")
    assert conseils_aux_voyageurs("ZZ") == CONSEILS_AUX_VOYAGEURS == avis_du_pays("ZZ", date(2026, 1, 1)).conseils


def test_le_cadre_inconnu_reste_vide() -> None:
    assert cadre_du_pays("FJ") == tuple((s, ()) for s in SujetCadre)
    assert all(c.origine.editeur for _, enonces in cadre_du_pays("MG") for c in enonces)


def _pays() -> set[str]:
    from jumelles.droit.pays import _rangs

    return {p for r in _rangs() for p in r.pays}
