"""Le conseil : ce que C5.4 demande, des raisons citées, la même réponse à la même question."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from itertools import product
from random import Random
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jumelles.conseil.appels import type_de_l_appel
from jumelles.conseil.candidats import ActeurPropose
from jumelles.conseil.conseiller import ActeurConseille, Conseil, conseiller
from jumelles.conseil.demande import Besoin, ConseilIncoherent, DemandeConseil
from jumelles.conseil.partenaires import Etiquette, types_de_partenaires
from jumelles.conseil.phrases import dire
from jumelles.conseil.regles import regles
from jumelles.droit.appels import Resultat, appels
from jumelles.droit.cas import TypeCollectivite
from jumelles.droit.demande import DemandeAppel
from tests.conseil.demandes import JOUR, PAYS, THEMES, acteurs, demandes

T = TypeCollectivite
V = TypeVar("V")
RESERVES_ALLEMAGNE = {"partenaire-allemand", "franco-allemand"}
RESERVES_APD = {"afd", "afd-ficol", "forim", "micro-projets", "agences-eau"}


def codes(conseil: Conseil) -> list[str]:
    return [t.type.code for t in conseil.types]


@pytest.mark.parametrize("type_", [None, *T])
def test_evaluer_le_changement_mene_au_f3e(type_: TypeCollectivite | None) -> None:
    """C5.4 : quels que soient le pays, le thème et la collectivité."""
    for theme, pays in product(THEMES, [None, "DE", "MG"]):
        demande = DemandeConseil((Besoin.EVALUER_LE_CHANGEMENT,), (theme,), pays, type_)
        assert codes(conseiller(demande))[0] == "f3e", theme


def test_le_financement_amene_l_europe_et_l_afd_avec_leurs_faiblesses() -> None:
    """C5.4."""
    conseil = conseiller(DemandeConseil((Besoin.FINANCEMENT,), type=T.DEPARTEMENT))
    assert codes(conseil)[:2] == ["union-europeenne", "afd"]
    for conseille in conseil.types[:2]:
        assert conseille.faiblesses and conseille.type.etiquette is Etiquette.ATELIER
        assert conseille.contrepartie == ()
        assert conseille.premier_pas.texte


def test_cerv_et_interreg_ne_sont_proposes_que_dans_leur_zone() -> None:
    """Hors d’Europe, le programme est écarté avec sa raison, et l’Union passe derrière l’AFD."""
    loin = conseiller(DemandeConseil((Besoin.FINANCEMENT,), pays="MG", type=T.DEPARTEMENT))
    assert "programmes-europeens" not in codes(loin)
    assert "programmes-europeens" in {e.type.code for e in loin.ecartes}
    assert codes(loin).index("afd") < codes(loin).index("union-europeenne")
    proche = conseiller(DemandeConseil((Besoin.FINANCEMENT,), pays="IT", type=T.DEPARTEMENT))
    assert codes(proche)[0] == "union-europeenne" and "programmes-europeens" in codes(proche)


@given(demandes)
@settings(deadline=None)
def test_un_pays_qui_n_y_a_pas_droit_n_est_jamais_conseille(demande: DemandeConseil) -> None:
    conseil = conseiller(demande)
    if demande.pays != "DE":
        assert not RESERVES_ALLEMAGNE & set(codes(conseil))
    if demande.pays_apd is False or demande.pays in ("DE", "IT", "JP", "US"):
        assert not RESERVES_APD & set(codes(conseil))
    if demande.pays in ("ML", "BF"):
        assert not {"afd", "afd-ficol", "meae"} & set(codes(conseil))
    if demande.pays == "ML":
        assert "forim" not in codes(conseil)


def test_un_type_ecarte_dit_pourquoi() -> None:
    conseil = conseiller(DemandeConseil((Besoin.FINANCEMENT,), pays="MG"))
    (ecarte,) = [e for e in conseil.ecartes if e.type.code == "franco-allemand"]
    assert [r.regle for r in ecarte.raisons] == ["hors-franco-allemand"]


@given(demandes, st.none() | st.integers(0, 9_999))
@settings(deadline=None)
def test_la_ficol_n_est_jamais_la_premiere_pour_une_petite_commune(
    demande: DemandeConseil, habitants: int | None
) -> None:
    conseil = conseiller(replace(demande, type=T.COMMUNE, habitants=habitants))
    assert codes(conseil)[:1] != ["afd-ficol"]
    for conseille in conseil.types:
        if conseille.type.code == "afd-ficol":
            assert any(r.regle.startswith("seuil-ficol") for r in conseille.prudences)


@given(demandes, acteurs())
@settings(deadline=None)
def test_chaque_proposition_cite_une_regle_de_la_table(demande: DemandeConseil, candidats: list[ActeurPropose]) -> None:
    """C5.4 : l'explication dit les critères remplis ; le rang est leur somme, et se relit."""
    connues = {r.code: r for r in regles()}
    conseil = conseiller(demande, candidats)
    for propose in (*conseil.types, *conseil.ecartes, *conseil.acteurs):
        assert propose.raisons
        for raison in propose.raisons:
            assert (raison.poids, raison.fait) == (connues[raison.regle].poids, connues[raison.regle].fait)
            assert raison.fait.texte and raison.fait.source
    assert [t.poids for t in conseil.types] == sorted((t.poids for t in conseil.types), reverse=True)
    assert not set(codes(conseil)) & {e.type.code for e in conseil.ecartes}
    assert all(dire(m) for m in conseil.mentions)


@given(demandes, acteurs(), st.randoms())
@settings(deadline=None)
def test_l_ordre_de_la_question_ne_change_rien(
    demande: DemandeConseil, candidats: list[ActeurPropose], hasard: Random
) -> None:
    """C5.4 : à même demande, même réponse, à l'octet."""
    melange = replace(
        demande, besoins=tuple(_melanger(demande.besoins * 2, hasard)), themes=tuple(_melanger(demande.themes, hasard))
    )
    autres = [replace(a, pays=tuple(reversed(a.pays))) for a in _melanger(candidats, hasard)]
    assert repr(conseiller(demande, candidats)) == repr(conseiller(melange, iter(autres)))


def _melanger(liste: Sequence[V], hasard: Random) -> list[V]:
    return hasard.sample(list(liste), len(liste))


PROGRAMME = """
import sys
from datetime import date
from jumelles.conseil.conseiller import conseiller
from jumelles.conseil.demande import Besoin, DemandeConseil
demande = DemandeConseil(tuple(Besoin), ("eau", "jeunesse"), "MG", "epci", 40000, True, date(2026, 11, 22))
sys.stdout.write(repr(conseiller(demande)))
"""


def test_deux_machines_disent_la_meme_chose() -> None:
    """C5.4 : l'ordre des ensembles de Python, tiré à chaque lancement, n'y entre pas."""
    empreintes = set()
    for graine in ("0", "1", "4242"):
        sortie = subprocess.run(
            [sys.executable, "-c", PROGRAMME],
            env={**os.environ, "PYTHONHASHSEED": graine},
            capture_output=True,
            check=True,
        ).stdout
        empreintes.add(hashlib.sha256(sortie).hexdigest())
    assert len(empreintes) == 1 and b"union-europeenne" in sortie


def test_sans_besoin_on_le_dit() -> None:
    conseil = conseiller(DemandeConseil(pays="MG"))
    assert conseil.types == () and conseil.mentions[0] == "mention.sans_type"


@pytest.mark.parametrize("pays", PAYS)
def test_une_aide_suspendue_se_dit(pays: str) -> None:
    """DOMAINE 6, avis datés : à vérifier, jamais tu."""
    dits = {r.regle for r in conseiller(DemandeConseil((Besoin.METHODE,), pays=pays)).avertissements}
    assert (f"suspension-{pays.lower()}" in dits) is (pays in ("ML", "BF"))


# --- les acteurs réels

FLEUVE = ActeurPropose("1", "Amis du fleuve", "https://exemple.invalid/1", "essai", ("MG",), ("eau",), 12, 2025)
DEMANDE = DemandeConseil((Besoin.METHODE,), ("environnement",), "MG", jour=JOUR)


def test_les_acteurs_se_classent_par_pays_theme_distance_et_fraicheur() -> None:
    """C5.4 : acteurs proches ou actifs là-bas, avec leurs raisons."""
    ailleurs = replace(FLEUVE, id="2", pays=("SN",))
    loin = replace(FLEUVE, id="3", km=120)
    ancien = replace(FLEUVE, id="4", annee=2009)
    rien = replace(FLEUVE, id="5", pays=(), themes=(), km=None, annee=None)
    classes = conseiller(DEMANDE, [rien, ancien, loin, ailleurs, FLEUVE]).acteurs
    assert [a.acteur.id for a in classes] == ["1", "4", "3", "2"]
    assert [r.regle for r in classes[0].raisons] == ["meme-pays", "meme-theme", "tout-pres", "pres", "recent"]


def test_aucun_avis_de_type_ne_suit_un_acteur_nomme() -> None:
    """C5.1, C5.3 : l'acteur « AFD » n'hérite d'aucune faiblesse de la fiche « AFD »."""
    afd = replace(FLEUVE, nom="AFD")
    (classe,) = conseiller(replace(DEMANDE, besoins=(Besoin.FINANCEMENT,)), [afd]).acteurs
    assert {f.name for f in fields(ActeurConseille)} == {"acteur", "raisons"}
    avis = {f.texte for t in types_de_partenaires() for _, faits in t.cellules for f in faits}
    assert not avis & {r.fait.texte for r in classe.raisons}
    assert repr(conseiller(DEMANDE, [afd]).types) == repr(conseiller(DEMANDE).types)


def test_un_acteur_dit_de_deux_facons_est_refuse() -> None:
    assert len(conseiller(DEMANDE, [FLEUVE, FLEUVE]).acteurs) == 1
    with pytest.raises(ConseilIncoherent):
        conseiller(DEMANDE, [FLEUVE, replace(FLEUVE, nom="Autre")])
    for faute in ({"source": ""}, {"km": -1}, {"themes": ("lune",)}, {"nom": ""}):
        with pytest.raises(ConseilIncoherent):
            replace(FLEUVE, **faute)  # type: ignore[arg-type]


# --- les appels


def test_les_appels_ouverts_et_suis_je_eligible() -> None:
    """Issue 5 : chaque critère, rempli ou non, expliqué."""
    demande = DemandeConseil(
        (Besoin.FINANCEMENT,), ("diasporas",), pays="SN", type=T.COMMUNE, pays_apd=True, jour=date(2024, 4, 1)
    )
    vus = {a.appel.code: a for a in conseiller(demande).appels}
    assert [c for c, a in vus.items() if a.is_ouvert] == ["ficol-2024", "forim-pra-osim-2024"]
    refus = vus["forim-pra-osim-2024"].eligibilite
    assert refus.is_eligible is False
    assert {c.critere.code for c in refus.criteres if c.resultat is Resultat.NON_REMPLI} == {"demandeur"}
    assert vus["ficol-2024"].eligibilite.is_eligible is None


def test_un_appel_ne_vient_qu_avec_son_type() -> None:
    """Ni l'eau sans le thème de l'eau, ni le FORIM au Mali, ni un financement à qui cherche une méthode."""
    assert {type_de_l_appel(c) for c in appels()} <= {t.code for t in types_de_partenaires()}
    jour = date(2024, 4, 1)
    for demande, absent in (
        (DemandeConseil((Besoin.FINANCEMENT,), ("sport",), "SN", jour=jour), "agence-eau-rmc"),
        (DemandeConseil((Besoin.FINANCEMENT,), ("diasporas",), "ML", jour=jour), "forim-pra-osim-2024"),
        (DemandeConseil((Besoin.METHODE,), pays="SN", jour=jour), "ficol-2024"),
    ):
        assert absent not in {a.appel.code for a in conseiller(demande).appels}
    inconnu = replace(appels()["ficol-2024"], code="appel-saisi")
    conseil = conseiller(DemandeConseil((Besoin.METHODE,), jour=jour), appels=[inconnu])
    assert [a.appel.code for a in conseil.appels] == ["appel-saisi"]


def test_un_appel_sans_dates_se_dit_a_verifier_et_un_clos_ne_se_dit_pas() -> None:
    conseil = conseiller(DemandeConseil((Besoin.FINANCEMENT,), ("eau",), jour=JOUR))
    assert {a.appel.code for a in conseil.appels} == {"agence-eau-rmc", "meae-cles-en-main"}
    assert {"mention.sans_appel", "mention.dates_inconnues"} <= set(conseil.mentions)
    assert conseiller(DemandeConseil((Besoin.FINANCEMENT,))).appels == ()


def test_le_dossier_complete_la_demande_sans_la_contredire() -> None:
    demande = DemandeConseil((Besoin.FINANCEMENT,), pays="MG", type=T.EPCI, pays_apd=False, jour=date(2024, 4, 1))
    complet = demande.completer(DemandeAppel(montant=Decimal(300_000)))
    assert (complet.demandeur, complet.pays, complet.montant) == ("groupement", "MG", 300_000)
    assert complet.jour == demande.jour and complet.sait("pays_apd") is False
    assert demande.completer(DemandeAppel(demandeur="osim")).demandeur == "osim"
    for contraire in (DemandeAppel(pays="SN"), DemandeAppel(jour=JOUR), DemandeAppel(oui=frozenset({"pays_apd"}))):
        with pytest.raises(ConseilIncoherent):
            conseiller(demande, dossier=contraire)


def test_les_appels_donnes_remplacent_ceux_du_depot() -> None:
    ouvert = replace(appels()["cerv-realise-2024"], ouverture=date(2026, 1, 1), cloture=date(2026, 12, 31))
    conseil = conseiller(DemandeConseil((Besoin.FINANCEMENT,), jour=JOUR), appels=[ouvert])
    assert [(a.appel, a.is_ouvert) for a in conseil.appels] == [(ouvert, True)]
    assert "mention.sans_appel" not in conseil.mentions
