"""Ce qui est supprimé, sensible, contradictoire ou inventé : la page le dit, et ne dit rien de trop."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from jumelles.cooperations.fiches import RelationBreve
from jumelles.cooperations.operations import marquer_sensible, supprimer_relation
from jumelles.cooperations.requetes import comptes_generaux
from jumelles.recherche.filtre import Filtre
from jumelles.recherche.requetes import relations
from jumelles.sources.demonstration import charger_demonstration
from jumelles.web.adresses import adresse_partie

pytestmark = pytest.mark.django_db
JOUR = date(2026, 11, 21)


def _un_lien() -> RelationBreve:
    page = relations(Filtre(depuis=1900), jour=JOUR)
    return next(r for r in page.elements if isinstance(r, RelationBreve) and len(r.parties) == 2)


def _adresse(r: RelationBreve) -> str:
    return f"/relations/{r.id}-{r.slug}/"


def test_un_lien_supprime_repond_410(client: Client) -> None:
    lien = _un_lien()
    supprimer_relation(relation_id=lien.id, motif="doublon d'essai", par="essai")
    reponse = client.get(_adresse(lien))
    assert reponse.status_code == 410
    assert "Cette page a été retirée" in reponse.content.decode()


def test_un_partenaire_expose_n_est_nomme_nulle_part(client: Client) -> None:
    lien = _un_lien()
    partenaire = next(p for p in lien.parties if not p.francaise)
    collectivite = next(p for p in lien.parties if p.francaise)
    marquer_sensible(
        objet="relation", objet_id=lien.id, masque_partenaire=True, masque_lieu=True, masque_noms=True, par="essai"
    )
    html = client.get(f"/relations/{lien.id}/", follow=True).content.decode()
    assert "volontairement imprécise" in html
    assert partenaire.nom not in html
    assert adresse_partie(partenaire) not in client.get(adresse_partie(collectivite)).content.decode()


def test_deux_sources_qui_se_contredisent_restent_cote_a_cote(client: Client) -> None:
    """Strasbourg et Fès : 1998 pour l'une, 1999 pour l'autre ; les deux se lisent, aucune n'est effacée."""
    page = relations(Filtre(texte="Strasbourg Fès"), jour=JOUR)
    lien = next(r for r in page.elements if isinstance(r, RelationBreve) and r.divergente)
    html = client.get(_adresse(lien)).content.decode()
    assert "Là où les sources se contredisent" in html
    assert "1998" in html
    assert "1999" in html


def test_la_demonstration_se_voit_et_ne_se_compte_pas(client: Client, index_suivi: Callable[[], object]) -> None:
    """C0.4 : le pays compte autant de liens avant qu'après, et le lien inventé porte son étiquette."""
    avant = client.get("/pays/mg-madagascar/").content.decode()
    comptes = [c.nombre for c in comptes_generaux()]
    charger_demonstration(par="essai", jour=JOUR)
    index_suivi()
    apres = client.get("/pays/mg-madagascar/").content.decode()

    def nombres(html: str) -> list[str]:
        return [m.split("<")[0] for m in html.split('chiffre__nombre">')[1:]]

    assert nombres(avant) == nombres(apres)
    assert [c.nombre for c in comptes_generaux()] == comptes
    assert "etiquette--demonstration" not in avant
    assert "etiquette--demonstration" in apres
