"""Un petit monde pour le conseil : une commune qui demande, des acteurs proches, lointains, masqués, inventés."""

from jumelles.acteurs.designation import Partie
from jumelles.acteurs.models import Acteur
from jumelles.cooperations.operations import marquer_sensible
from jumelles.territoires.models import Collectivite
from tests.atelier.faits import appliquer, la_relation, relation
from tests.atelier.monde import commune, un_monde, ville

DEMANDEUSE, VOISINE = "ZZ001", "ZZ002"
QUESTION = f"/conseil/?besoin=financement&theme=eau&pays=MG&chez={DEMANDEUSE}"


def un_monde_a_conseiller() -> None:
    """La demandeuse et sa voisine agissent à Madagascar ; une association masquée et une autre, inventée, aussi."""
    un_monde()
    Collectivite.objects.filter(code=DEMANDEUSE).update(lat=45.18, lon=5.72, population=158454)
    Collectivite.objects.filter(code=VOISINE).update(lat=46.2, lon=5.22)
    cachee, inventee = (
        Partie("Ville Cachée", "MG", niveau="ville"),
        Partie("Association Inventée", "FR", nature="association"),
    )
    appliquer(
        relation("c1", [commune(1), ville("Antsahabe Fabriqué")]),
        relation("c2", [commune(2), ville("Ambohitra Fabriqué")], themes=("eau",)),
        relation("c3", [commune(3), cachee]),
        relation("c4", [Partie("Structure Secrète", "MG", nature="association"), commune(3)]),
        relation("c5", [inventee, ville("Ambohitra Fabriqué")]),
    )
    marquer_sensible(objet="relation", objet_id=la_relation(cachee).pk, masque_partenaire=True, par="essai")
    secrete = Partie("Structure Secrète", "MG", nature="association")
    marquer_sensible(objet="relation", objet_id=la_relation(secrete).pk, masque_partenaire=True, par="essai")
    Acteur.objects.filter(nom="Association Inventée").update(demonstration=True)
