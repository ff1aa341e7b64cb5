"""Ce qu'une chargée de mission trouve seule : qui, où, avec qui, depuis quand, qui le dit, ce qu'on ne sait pas."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from django.test import Client

from jumelles.cooperations.fiches import RelationBreve
from jumelles.cooperations.requetes import Equilibre
from jumelles.recherche.filtre import Filtre
from jumelles.recherche.requetes import relations
from jumelles.sources.demonstration import charger_demonstration
from jumelles.web.liens import inconnues
from jumelles.web.nomenclatures import vues as nomenclatures
from jumelles.web.templatetags.jumelles import site

JOUR = date(2026, 11, 21)
N = "\N{NO-BREAK SPACE}"


def _texte(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", html).replace(N, " "))


def test_le_site_d_une_adresse() -> None:
    """Le lien vers une source nomme le site qu'il ouvre."""
    assert site("https://www.exemple.invalid/une/page?x=1") == "exemple.invalid"
    assert site("sans adresse") == "sans adresse"


@pytest.mark.django_db
def test_chaque_parole_est_titree_de_qui_parle_et_nomme_la_page_citee(client: Client) -> None:
    """Strasbourg – Fès : deux éditeurs, deux dates, deux pages (C4.6)."""
    trouvees = relations(Filtre(texte="Strasbourg", pays=("MA",)), jour=JOUR).elements
    page = client.get(f"/relations/{trouvees[0].id}-{trouvees[0].slug}/").content.decode()
    titres = [_texte(t) for t in re.findall(r'<li class="parole">\s*<h3>(.*?)</h3>', page)]
    assert len(titres) == 2 and len(set(titres)) == 2
    assert "Lire la page citée sur strasbourg.eu" in page
    assert "Voir la page de la source" not in page


@pytest.mark.django_db
def test_un_territoire_dit_ce_que_l_on_ne_sait_pas(client: Client) -> None:
    """Les trous se comptent : autant de débuts inconnus que de lignes sans date."""
    toutes = relations(Filtre(territoire=("D38",)), jour=JOUR, taille=500).elements
    siennes = [
        r for r in toutes if isinstance(r, RelationBreve) and any(p.territoire_code == "38185" for p in r.parties)
    ]
    manque = inconnues(siennes)
    assert (manque.total, manque.sans_date) == (len(siennes), len([r for r in siennes if r.debut == ""]))
    assert manque.dates + manque.sans_date == manque.total and manque.quelque_chose
    texte = _texte(client.get("/territoires/38185-grenoble/").content.decode())
    assert f"{manque.sans_date} liens sur {manque.total} n’ont pas de date de début connue" in texte
    assert "Équilibre entre dimensions" in texte


def test_rien_ne_manque_a_qui_n_a_rien() -> None:
    """Sans relation, aucune ligne « n'ont pas de date »."""
    assert not inconnues([]).quelque_chose


def test_l_equilibre_dit_liens_projets_et_montants_par_etape() -> None:
    """C1.7 : une ligne par dimension ; deux étapes de financement, deux lignes, jamais leur somme."""
    ligne = Equilibre("solidaire", "solidaire", 3, 2, (
        ("prevu", "prévu", Decimal(30000), "EUR"), ("paye", "payé", Decimal(12500), "EUR"),
    ))  # fmt: skip
    html = render_to_string("composants/equilibre.html", {"liens": [1], "equilibre": (ligne,)})
    assert "Prévu : 30 000 €" in _texte(html) and "Payé : 12 500 €" in _texte(html)
    assert "42 500" not in _texte(html)
    assert re.findall(r'<td class="nombre">(\d+)</td>', html) == ["3", "2"]


def test_un_equilibre_que_personne_ne_dit_est_non_renseigne() -> None:
    """C1.7 : vide n'est pas zéro."""
    html = render_to_string("composants/equilibre.html", {"liens": [1], "equilibre": ()})
    assert "non renseigné" in html and "<td" not in html


@pytest.mark.django_db
def test_une_cible_citee_est_marquee(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """6.1 citée deux fois le dit ; les autres se taisent."""
    monkeypatch.setattr(nomenclatures, "cibles_utilisees", lambda numero: {"6.1": 2})
    page = client.get("/odd/6/").content.decode()
    assert page.count("citée") == 1 and "citée 2 fois" in page


def test_un_theme_sans_rien_propose_le_pas_suivant() -> None:
    """Un état vide mène aux titres des projets, sur le premier mot du thème."""
    assert nomenclatures._titles("Eau et assainissement") == "/projets/?q=Eau"
    assert nomenclatures._titles("L’Inde") == "/projets/?q=L%E2%80%99Inde"


@pytest.mark.django_db
def test_la_demonstration_ne_se_voit_qu_a_la_demande(client: Client, index_suivi: Callable[[], object]) -> None:
    """Un lien discret y mène s'il y en a ; la page dit alors que tout y est inventé."""
    assert "?demonstration=oui" not in client.get("/relations/").content.decode()
    charger_demonstration(par="essai", jour=JOUR)
    index_suivi()
    assert "?demonstration=oui" in client.get("/relations/").content.decode()
    montree = client.get("/relations/?demonstration=oui").content.decode()
    assert "tout est inventé ici" in montree and "Revenir à ce qui est vrai" in montree


@pytest.mark.django_db
def test_l_ecran_du_second_facteur_ne_charge_rien_qui_change_le_secret(client: Client) -> None:
    """Un navigateur demande seul l'icône : hors de /statique/, elle serait renvoyée ici et le secret, changé."""
    page = client.get("/compte/login/").content.decode()
    chargees = re.findall(r'<link rel="(?:icon|stylesheet|preload)"[^>]*href="([^"]+)"', page)
    chargees += re.findall(r'<(?:img|script)[^>]*src="([^"]+)"', page)
    assert len(chargees) >= 2
    assert [c for c in chargees if not c.startswith(("/statique/", "data:"))] == []


@pytest.mark.django_db
def test_une_annee_illisible_se_dit(client: Client) -> None:
    """« abcd » n'est pas écarté en silence."""
    page = _texte(client.get("/relations/?depuis=abcd").content.decode())
    assert "« abcd » n’est pas une année" in page
    assert "n’est pas une année" not in _texte(client.get("/relations/?depuis=1998&jusque=").content.decode())
