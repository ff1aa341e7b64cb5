"""Un petit monde inventé où des noms hésitent : deux bourgs homonymes, deux villes homonymes, six lignes."""

from pathlib import Path
from typing import Any

from jumelles.acteurs.models import Acteur
from jumelles.cooperations.models import ParticipationRelation, Relation
from jumelles.provenance.models import Affirmation, Jugement, Lot, Releve
from jumelles.rapprochement.normaliser import cle
from jumelles.sources import lots
from jumelles.territoires.models import Collectivite, Lieu, NomCollectivite
from tests.atelier.monde import un_monde
from tests.sources.fabrique import write_jumelages

PAR, AUTRE = "personne:1", "personne:2"
BOURG, HAMEAU = ("Bourg-Fabriqué", "France", "", "", ""), ("Hameau-Fabriqué", "France", "45.0", "5.0", "")
PERDU = ("Perdu-Fabriqué", "France", "", "", "")
VILLE, SEULE = ("Antsahafabo", "Madagascar", "", "", ""), ("Seulafabo", "Madagascar", "", "", "")
# Le bourg attend trois fois ; la ville deux fois dehors avec lui, une fois dedans ; « Perdu » n'existe pas.
LIENS = ((BOURG, SEULE), (BOURG, VILLE), (BOURG, ("Tierce", "Allemagne", "", "", "")), (HAMEAU, VILLE),
         (PERDU, SEULE), (PERDU, BOURG))  # fmt: skip
BOURG_01, BOURG_38, HAMEAU_38 = "collectivite:ZZ101", "collectivite:ZZ102", "collectivite:ZZ103"
VILLE_SUD, VILLE_NORD = "lieu:990001", "lieu:990002"


def un_monde_qui_hesite(dossier: Path) -> Lot:
    """Poser ce monde, importer les six lignes inventées au format de Wikidata ; rendre le lot."""
    source = un_monde()
    for code, nom, departement, point in (
        ("ZZ101", "Bourg-Fabriqué", "01", (46.0, 5.2)), ("ZZ102", "Bourg-Fabriqué", "38", (45.2, 5.7)),
        ("ZZ103", "Hameau-Fabriqué", "38", (45.0, 5.0)),
    ):  # fmt: skip
        collectivite = Collectivite.objects.create(
            code=code, nom=nom, categorie="commune", departement=departement, lat=point[0], lon=point[1],
            population=1000, origine_point="mairie", millesime="2026", source=source,
        )  # fmt: skip
        NomCollectivite.objects.create(
            collectivite=collectivite, texte=nom, cle=cle(nom), nature="officiel", source=source
        )
    for geonameid, nom, lat in (
        (990001, "Antsahafabo", -20.0), (990002, "Antsahafabo", -15.0), (990003, "Seulafabo", -18.0),
    ):  # fmt: skip
        Lieu.objects.create(
            geonameid=geonameid, nom=nom, pays_id="MG", lat=lat, lon=47.0, population=9000, source=source
        )
    rapport = lots.importer("wikidata_jumelages", write_jumelages(dossier / "liens.tsv", LIENS), par="machine:essai")
    return Lot.objects.get(pk=rapport.lot)


def suspens(nom: str) -> Jugement:
    """Le jugement de la machine qui attend, pour ce nom."""
    return Jugement.objects.vivants().get(gauche__contains=f":{nom}@", verdict="indecis", auteur__startswith="machine:")


def montre() -> dict[str, list[Any]]:
    """Ce que la base publie et tient pour vrai : liens et leurs parties, acteurs, paroles, relevés, jugements."""
    liens = ParticipationRelation.objects.filter(relation__in=Relation.objects.publiees())
    return {
        "liens": sorted(liens.values_list("relation_id", "relation__cle", "acteur_id", "au_titre_de_id")),
        "acteurs": sorted(Acteur.objects.publies().values_list("pk", "nom", "lat", "lieu_id")),
        "paroles": sorted(Affirmation.objects.vivantes().values_list("pk", "objet_type", "objet_id")),
        "releves": sorted(Releve.objects.filter(courant=True).values_list("pk", "etat")),
        "jugements": sorted(Jugement.objects.vivants().values_list("pk", flat=True)),
    }


def liens() -> set[tuple[str, ...]]:
    """Les liens publiés, chacun par le nom de ses parties et leur code."""
    lues = ParticipationRelation.objects.filter(relation__in=Relation.objects.publiees())
    parties: dict[int, list[str]] = {}
    for relation_id, nom, code in lues.values_list("relation_id", "acteur__nom", "acteur__collectivite__code"):
        parties.setdefault(relation_id, []).append(code or nom)
    return {tuple(sorted(siennes)) for siennes in parties.values()}
