"""Ce que font les processus que l'on coupe, et ce qu'ils disent de la base."""

import hashlib
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

from bench import petite_base


class Perte(AssertionError):
    """Une coupure a perdu ou abîmé quelque chose."""


def etat() -> str:
    """L'empreinte de toutes les lignes de la maison, sans les heures ni ce qui n'est pas encore basculé."""
    from django.apps import apps
    from django.db import models

    marque = hashlib.sha256()
    for application in apps.get_app_configs():
        if not application.name.startswith("jumelles."):
            continue
        for modele in application.get_models():
            if modele.__name__ in ("Lot", "LigneLot"):
                continue
            champs = [
                c.attname
                for c in modele._meta.concrete_fields
                if not isinstance(c, models.DateTimeField) and c.attname != "lot_id"
            ]
            for ligne in modele._base_manager.order_by("pk").values(*champs):
                # Un lot abandonné prend un numéro : ce numéro n'est pas un fait.
                if ligne.get("objet_type") == "lot":
                    del ligne["objet_id"]
                marque.update(repr((modele.__name__, sorted(ligne.items()))).encode())
    return marque.hexdigest()


def lots_bascules() -> int:
    """Combien de lots sont entrés."""
    from jumelles.provenance.models import Lot

    return Lot.objects.filter(etat="bascule").count()


def brancher(base: Path) -> None:
    """Faire pointer Django sur cette base SQLite."""
    from django.db import connections

    connections["default"].settings_dict["NAME"] = str(base)


def fabriquer(dire: Callable[[str], None]) -> None:
    """Créer les tables et la petite base."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    petite_base.fabriquer()


def importer(fichier: Path) -> None:
    """Importer une table de jumelages."""
    from jumelles.sources import lots

    lots.importer("wikidata_jumelages", fichier, par="coupures", jour=petite_base.JOUR, rejouer=True)


def restaurer(fichier: Path) -> None:
    """Restaurer une sauvegarde."""
    from jumelles.commandes.sauvegardes import restaurer_depuis

    restaurer_depuis(fichier)


def sauvegarder(dossier: Path) -> None:
    """Faire une sauvegarde."""
    from jumelles.commandes.sauvegardes import sauvegarder_vers

    sauvegarder_vers(dossier)


def examiner(fichier: Path) -> None:
    """Lever si cette sauvegarde n'est pas entière et utilisable."""
    from jumelles.commandes import sauvegardes

    sauvegardes.examiner(fichier)
    if zipfile.ZipFile(fichier).testzip() is not None:
        raise Perte(f"{fichier} est abîmé")


def copier(vers: Path) -> None:
    """Copier la base branchée."""
    from jumelles.commandes import sauvegarde_sqlite

    sauvegarde_sqlite.copier(vers)


def corriger(auteur: str, graine: float, dire: Callable[[str], None]) -> None:
    """Corriger sans fin des relations tirées au sort ; annoncer chacune dès qu'elle est écrite."""
    from jumelles.cooperations.models import Relation
    from jumelles.cooperations.operations import corriger_relation

    hasard = random.Random(graine)
    relations = list(Relation.objects.publiees().order_by("pk").values_list("pk", flat=True))
    for rang in range(200):
        corriger_relation(
            relation_id=hasard.choice(relations), champs={"debut": str(hasard.randint(1950, 2025))},
            jour=petite_base.JOUR, par=auteur,
        )  # fmt: skip
        dire(f"V {rang}")


def compter_corrections(auteur: str, dire: Callable[[str], None]) -> None:
    """Annoncer combien de corrections de cet auteur sont écrites, et combien sont au journal."""
    from jumelles.provenance.models import Affirmation, Journal

    ecrites = Affirmation.objects.filter(auteur=auteur).count()
    dire(f"{ecrites} {Journal.objects.filter(par=auteur, verbe='corriger_relation').count()}")


def controler(dire: Callable[[str], None]) -> None:
    """Annoncer les désordres, puis l'empreinte et le nombre de lots entrés."""
    from jumelles.commandes import controles

    for desordre in controles.controler().desordres:
        dire(f"D {desordre}")
    dire(etat())
    dire(str(lots_bascules()))
