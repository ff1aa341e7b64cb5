"""Un petit monde inventé où des noms hésitent : deux bourgs homonymes, deux villes homonymes, six lignes."""

import uuid
from pathlib import Path
from typing import Any

from jumelles.acteurs.models import Acteur
from jumelles.cooperations.models import (
    ClassementRelation,
    Financement,
    LieuAction,
    ParticipationProjet,
    ParticipationRelation,
    Projet,
    Relation,
)
from jumelles.provenance.models import Affirmation, Jugement, Lot, Releve, Suspens
from jumelles.rapprochement.normaliser import cle
from jumelles.sources import lots
from jumelles.sources.revue import decider_du_nom
from jumelles.territoires.models import Collectivite, Lieu, NomCollectivite
from tests.atelier.monde import TAMPONS, un_monde
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
    poser_le_monde()
    return importer_les_lignes(dossier)


def importer_les_lignes(dossier: Path) -> Lot:
    """Importer les six lignes inventées ; rendre le lot."""
    rapport = lots.importer("wikidata_jumelages", write_jumelages(dossier / "liens.tsv", LIENS), par="machine:essai")
    return Lot.objects.get(pk=rapport.lot)


def poser_le_monde() -> None:
    """Les bourgs et les villes qui se ressemblent, sans aucun lien."""
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


def suspens(nom: str) -> Jugement:
    """Le jugement de la machine qui attend, pour ce nom."""
    return Jugement.objects.vivants().get(gauche__contains=f":{nom}@", verdict="indecis", auteur__startswith="machine:")


def decider(nom: str, choix: str, par: str = PAR, **plus: Any) -> int:
    """Décider de ce nom comme le fait sa page ; rend la décision."""
    jugement = suspens(nom)
    envoi = {"jeton": uuid.uuid4(), "vu": [jugement.pk], **plus}
    return decider_du_nom(jugement_id=jugement.pk, choix=choix, par=par, **envoi).decision


def publie() -> dict[str, list[Any]]:
    """Tout ce que la base publie, chaque colonne de chaque ligne, sans les tampons d'écriture."""
    relations, projets = Relation.objects.publiees(), Projet.objects.publies()
    return {
        "relations": _lignes(relations), "projets": _lignes(projets),
        "parties": _lignes(ParticipationRelation.objects.filter(relation__in=relations)),
        "participations": _lignes(ParticipationProjet.objects.filter(projet__in=projets)),
        "montants": _lignes(Financement.objects.filter(projet__in=projets)),
        "lieux": _lignes(LieuAction.objects.filter(projet__in=projets)),
        "themes": _lignes(ClassementRelation.objects.filter(relation__in=relations), "id"),
        "acteurs": _lignes(Acteur.objects.publies()),
        "adresses": sorted(Relation.objects.filter(fondue_dans__isnull=False).values_list("pk", "fondue_dans_id")),
        "paroles": _lignes(Affirmation.objects.vivantes()),
        "releves": _lignes(Releve.objects.filter(courant=True)),
    }  # fmt: skip


def montre() -> dict[str, list[Any]]:
    """Ce que la base publie, ce qui attend, et ce que l'on tient pour jugé."""
    return {
        **publie(),
        "suspens": sorted(Suspens.objects.filter(releve__courant=True).values_list("releve_id", "gauche")),
        "jugements": _lignes(Jugement.objects.vivants()),
    }


def _lignes(requete: Any, *sans: str) -> list[str]:
    champs = [c.attname for c in requete.model._meta.concrete_fields if c.attname not in TAMPONS | set(sans)]
    return sorted(repr(sorted(ligne.items())) for ligne in requete.order_by().values(*champs))


def liens() -> set[tuple[str, ...]]:
    """Les liens publiés, chacun par le nom de ses parties et leur code."""
    lues = ParticipationRelation.objects.filter(relation__in=Relation.objects.publiees())
    parties: dict[int, list[str]] = {}
    for relation_id, nom, code in lues.values_list("relation_id", "acteur__nom", "acteur__collectivite__code"):
        parties.setdefault(relation_id, []).append(code or nom)
    return {tuple(sorted(siennes)) for siennes in parties.values()}
