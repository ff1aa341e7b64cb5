"""L'adresse d'une fiche fondue mène à celle qui la garde ; séparée, elle répond à nouveau (B22)."""

from collections.abc import Callable

import pytest
from django.test import Client

from jumelles.acteurs.models import Acteur
from jumelles.cooperations import operations
from jumelles.cooperations.models import Projet, Relation
from tests.atelier.faits import GRENOBLE, appliquer, projet, relation, une_source
from tests.atelier.monde import acteur, ville

pytestmark = pytest.mark.django_db
DE = {"par": "personne:1"}
UNE, AUTRE = ville("Antsahabe Fabriqué"), ville("Antsahabe (doublon fabriqué)")


def _deux_fiches() -> tuple[int, int]:
    une_source()
    appliquer(
        relation("r1", [GRENOBLE, UNE], nature="jumelage"), relation("r2", [GRENOBLE, AUTRE], nature="jumelage"),
        projets=[
            projet("p1", partenaires=(UNE,), adosse_a_relation=False),
            projet("p2", titre="Le même, bis (fabriqué)", partenaires=(AUTRE,), adosse_a_relation=False),
        ],
    )  # fmt: skip
    return acteur(UNE), acteur(AUTRE)


def _menent(client: Client, adresses: dict[str, str]) -> dict[str, tuple[int, str]]:
    reponses = {adresse: client.get(adresse) for adresse in adresses}
    return {adresse: (r.status_code, r.headers.get("Location", "")) for adresse, r in reponses.items()}


def test_une_adresse_d_hier_mene_a_la_fiche_gardee_et_revient(
    client: Client, index_suivi: Callable[[], object]
) -> None:
    """B22 : page et API répondent 301 tant que la fusion tient, 200 dès qu'on la défait."""
    garde, fondu = _deux_fiches()
    liens = [Relation.objects.get(participations__acteur=pk).pk for pk in (garde, fondu)]
    menes = [Projet.objects.get(participations__acteur=pk).pk for pk in (garde, fondu)]
    vers = {
        f"/acteurs/{fondu}/": f"/acteurs/{garde}-", f"/api/v1/acteurs/{fondu}": f"/api/v1/acteurs/{garde}",
        f"/relations/{liens[1]}/": f"/relations/{liens[0]}-",
        f"/api/v1/relations/{liens[1]}": f"/api/v1/relations/{liens[0]}",
        f"/projets/{menes[1]}/": f"/projets/{menes[0]}-", f"/api/v1/projets/{menes[1]}": f"/api/v1/projets/{menes[0]}",
    }  # fmt: skip
    operations.fondre_acteurs(garde=garde, fondu=fondu, **DE)
    operations.fondre_projets(garde=menes[0], fondu=menes[1], **DE)
    index_suivi()
    for adresse, (code, ou) in _menent(client, vers).items():
        assert (code, vers[adresse] in ou) == (301, True), (adresse, ou)
    assert Acteur.objects.get(pk=fondu).nom not in client.get(f"/acteurs/{garde}/", follow=True).content.decode()
    operations.separer_projets(garde=menes[0], fondu=menes[1], **DE)
    operations.separer_acteurs(garde=garde, fondu=fondu, **DE)
    index_suivi()
    for adresse in vers:
        reponse = client.get(adresse, follow=True)
        assert reponse.status_code == 200, adresse
        assert not any(vers[adresse] in ou for ou, _code in reponse.redirect_chain), adresse
