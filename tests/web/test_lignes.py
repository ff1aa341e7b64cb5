"""Les lignes écrites sans gabarit : mêmes textes, mêmes adresses, et rien qui échappe à l'échappement."""

import re
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest
from django.urls import reverse

from jumelles.acteurs.requetes import ActeurBref
from jumelles.cooperations.fiches import PartieFiche, ProjetBref, RelationBreve
from jumelles.recherche.requetes import Choix
from jumelles.web import adresses
from jumelles.web.liens import Lien
from jumelles.web.lignes.acteurs import lignes_d_acteurs
from jumelles.web.lignes.projets import lignes_de_projets
from jumelles.web.lignes.relations import lignes_de_relations
from jumelles.web.lignes.tableau import tableau_de_liens
from jumelles.web.templatetags.facettes import valeurs_de_facette

MECHANT = """<script>alert("1")</script>'&amp;"""
FRANCAISE = PartieFiche(1, "Grenoble", "collectivite", "FR", "France", "38185", francaise=True, rapprochee=True)
ETRANGERE = PartieFiche(2, "Essen", "autorite_etrangere", "DE", "Allemagne")
RELATION = RelationBreve(
    id=7, slug="grenoble-essen", titre="Grenoble – Essen", parties=(FRANCAISE, ETRANGERE), nature="jumelage",
    nature_libelle="jumelage", debut="1979-05", premiere_convention="", fin="", etat="actif", etat_libelle="actif",
    etat_depuis="", confirmee=False, confirmee_le=None, derniere_information="2017", divergente=False,
    interieure=False, sensible=False, demonstration=False, sources=(("wikidata", "Wikidata"), ("afd", "AFD")),
)  # fmt: skip
PROJET = ProjetBref(
    id=3, slug="eau", titre="Eau", porteurs=(FRANCAISE,), pays=(("MG", "Madagascar"), ("ML", "Mali")), debut="2019",
    fin="2021-03", statut="termine", statut_libelle="terminé", dispositif="", derniere_information="",
    sensible=False, demonstration=False, sources=(("afd", "AFD"),),
)  # fmt: skip
ACTEUR = ActeurBref(
    id=2, slug="essen", nom="Essen", nature="autorite_etrangere", nature_libelle="autorité locale", pays_iso2="DE",
    pays_nom="Allemagne", territoire_code="", niveau="", niveau_libelle="", demonstration=False, rapproche=False,
    relations=1, projets=1200,
)  # fmt: skip


def _mechante(fiche: Any) -> Any:
    """La même fiche, dont chaque texte montré essaie de sortir de sa balise ; adresses et dates intactes."""
    intacts = {"slug", "territoire_code", "debut", "fin", "nature", "etat", "statut", "pays_iso2", "precision"}
    textes = {c.name: MECHANT for c in fields(fiche) if c.type in ("str", str) and c.name not in intacts}
    return replace(fiche, **textes)


def _texte(html: str) -> str:
    return re.sub(r"[ \n]+", " ", unescape(re.sub(r"<[^>]*>", " ", html)))


class Balises(HTMLParser):
    """Les noms des balises d'un morceau de page, et les valeurs de leurs attributs."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.noms: set[str] = set()
        self.valeurs: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.noms.add(tag)
        self.valeurs += [v or "" for _nom, v in attrs]


def _relation(**champs: Any) -> str:
    return str(lignes_de_relations([replace(RELATION, **champs)]))


def _lignes_mechantes() -> dict[str, str]:
    """Ce que chaque façon d'écrire fait de fiches dont tous les textes portent des balises."""
    parties, sources = (_mechante(ETRANGERE),), (("afd", MECHANT),)
    relation = replace(_mechante(RELATION), parties=parties, sources=sources, derniere_information="")
    projet = replace(_mechante(PROJET), porteurs=parties, pays=(("MG", MECHANT),), sources=sources)
    lien = Lien(relation, parties, MECHANT)
    return {
        "relations": lignes_de_relations([relation]),
        "projets": lignes_de_projets([projet]),
        "acteurs": lignes_d_acteurs([_mechante(ACTEUR)]),
        "tableau": tableau_de_liens([lien] * 4, MECHANT, MECHANT, avec_pays=True),
        "facette": valeurs_de_facette(MECHANT, [Choix(MECHANT, MECHANT, 3, True)]),
    }


@pytest.mark.parametrize(
    ("quoi", "fois"), [("relations", 5), ("projets", 7), ("acteurs", 3), ("tableau", 10), ("facette", 3)]
)
def test_rien_de_la_base_ne_s_ecrit_sans_etre_echappe(quoi: str, fois: int) -> None:
    """Un nom qui contient des balises reste un nom, où qu'il soit montré."""
    html = _lignes_mechantes()[quoi]
    lues = Balises(html)
    assert "script" not in lues.noms
    assert _texte(html).count("alert(") + sum("alert(" in v for v in lues.valeurs) >= fois


def test_une_relation_dit_tout_ce_que_la_liste_promet() -> None:
    texte = _texte(_relation())
    for dit in (
        "Grenoble – Essen",
        "Jumelage",
        "depuis mai\u00a01979",
        "état\u00a0: actif",
        "Allemagne",
        "Wikidata , AFD",
    ):
        assert dit in texte, dit
    assert "France" not in texte
    assert "à confirmer · dernière information\u00a0: 2017" in texte


def test_ce_qu_on_ne_sait_pas_se_dit() -> None:
    texte = _texte(_relation(debut="", derniere_information="", sources=()))
    for dit in ("début non renseigné", "dernière information non renseignée", "source non renseignée"):
        assert dit in texte, dit
    sans = replace(PROJET, pays=(), debut="", derniere_information="")
    texte = _texte(lignes_de_projets([sans]))
    for dit in ("pays non renseigné", "dates non renseignées", "dernière information non renseignée"):
        assert dit in texte, dit


def test_les_reserves_et_la_confirmation_se_voient() -> None:
    html = _relation(divergente=True, sensible=True, demonstration=True, confirmee=True, confirmee_le=date(2026, 1, 1))
    texte = _texte(html)
    for dit in (
        "des sources divergent",
        "volontairement imprécis",
        "démonstration",
        "confirmé le 1er\u00a0janvier\u00a02026",
    ):
        assert dit in texte, dit
    assert "pastille--confirmee" in html
    assert "pastille--confirmee" not in _relation()


def test_un_projet_dit_qui_ou_et_quand() -> None:
    texte = _texte(lignes_de_projets([PROJET]))
    for dit in ("Grenoble", "Madagascar, Mali", "Terminé", "de\u00a02019 à\u00a0mars\u00a02021"):
        assert dit in texte, dit
    assert "depuis 2019" in _texte(lignes_de_projets([replace(PROJET, fin="")]))
    titre = replace(FRANCAISE, au_titre_de="Saint-Martin")
    assert "au titre de Saint-Martin" in _texte(lignes_de_projets([replace(PROJET, porteurs=(titre, ETRANGERE))]))


def test_une_partie_cachee_ne_mene_nulle_part() -> None:
    cachee = replace(ETRANGERE, acteur_id=None, nom="Partenaire non communiqué", cachee=True)
    html = str(lignes_de_projets([replace(PROJET, porteurs=(cachee,))]))
    assert "Partenaire non communiqué (Allemagne)" in _texte(html)
    assert "/acteurs/" not in html


def test_un_acteur_mene_a_ses_listes_au_singulier_et_au_pluriel() -> None:
    html = str(lignes_d_acteurs([ACTEUR]))
    assert '<a href="/relations/?partie=2">1 lien</a>' in html
    assert '<a href="/projets/?partie=2">1\u00a0200 projets</a>' in html
    assert "lieu non rattaché" in html
    assert "details" not in str(lignes_d_acteurs([replace(ACTEUR, relations=0, projets=0)])).rpartition("</p>")[2]


def test_le_tableau_se_parcourt_au_clavier_des_qu_il_deborde() -> None:
    lien = Lien(replace(RELATION, debut="", premiere_convention="1980", fin="1999"), (ETRANGERE,), "Essen")
    court = tableau_de_liens([lien] * 3, "Liens", "Partenaire")
    assert "tabindex" not in court
    assert 'tabindex="0" role="region" aria-label="Liens"' in tableau_de_liens([lien] * 4, "Liens", "Partenaire")
    assert "première convention\u00a0: 1980" in court
    assert "fin\u00a0: 1999" in court
    assert "Allemagne" not in court
    assert "Allemagne" in tableau_de_liens([lien], "Liens", "Partenaire", avec_pays=True)


@pytest.mark.parametrize(
    ("ecrire", "quoi", "vue", "args"),
    [
        (adresses.adresse_relation, (7, "grenoble-essen"), "relation", [7, "grenoble-essen"]),
        (adresses.adresse_projet, (3, "eau"), "projet", [3, "eau"]),
        (adresses.adresse_acteur, (12, "Essen"), "acteur", [12, "essen"]),
        (adresses.adresse_territoire, ("2A004", "Ajaccio"), "territoire", ["2A004", "ajaccio"]),
        (adresses.adresse_pays, ("MG", "Madagascar"), "pays", ["mg", "madagascar"]),
    ],
)
def test_une_adresse_courte_est_celle_que_le_plan_donne(
    ecrire: Callable[..., str], quoi: tuple[Any, ...], vue: str, args: list[Any]
) -> None:
    assert ecrire(*quoi) == reverse(vue, args=args)
