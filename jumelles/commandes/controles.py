"""Les contrôles de `jumelles verifier` : le fichier, le schéma, les faits et leurs comptes."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from jumelles.commandes.indexation import desordres_de_l_index
from jumelles.referentiel.nombres import milliers

MONTRES = 50


@dataclass(frozen=True, slots=True)
class Constat:
    """Ce que le contrôle a trouvé : les désordres (vide si tout va bien) et les comptes par table."""

    desordres: tuple[str, ...]
    comptes: dict[str, int]
    avis: tuple[str, ...] = ()

    def en_texte(self) -> str:
        """Le dire à une personne."""
        lignes = [f"  {nom} : {milliers(nombre)}" for nom, nombre in self.comptes.items()]
        lignes += [f"  à savoir : {avis}" for avis in self.avis]
        if not self.desordres:
            return "\n".join([*lignes, "Tout est en ordre."])
        reste = len(self.desordres) - MONTRES
        suite = [f"  … et {milliers(reste)} autres"] if reste > 0 else []
        return "\n".join(
            [*lignes, f"{milliers(len(self.desordres))} désordre(s) :",
             *(f"  - {desordre}" for desordre in self.desordres[:MONTRES]), *suite]
        )  # fmt: skip


def controler(*, avec_index: bool = False) -> Constat:
    """Tout contrôler, sans rien écrire ; avec_index : comparer aussi l'index de recherche à la base."""
    schema = tuple(_schema_en_retard())
    if schema:
        return Constat(schema, {})
    desordres = (*_fichier_abime(), *_liens_casses(), *_faits_incoherents())
    if avec_index:
        desordres = (*desordres, *desordres_de_l_index())
    return Constat(desordres, compter(), tuple(_imports_coupes()))


def compter() -> dict[str, int]:
    """Compter les lignes de chaque table de la maison."""
    return {
        str(modele._meta.verbose_name_plural): modele._default_manager.count()
        for application in apps.get_app_configs()
        if application.name.startswith("jumelles.")
        for modele in application.get_models()
    }


def _schema_en_retard() -> Iterator[str]:
    executeur = MigrationExecutor(connection)
    for migration, _ in executeur.migration_plan(executeur.loader.graph.leaf_nodes()):
        yield f"la base n'a pas reçu {migration} : lancez « jumelles initialiser »"


def _fichier_abime() -> Iterator[str]:
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as curseur:
        curseur.execute(f"PRAGMA integrity_check({MONTRES})")
        for (dit,) in curseur.fetchall():
            if dit != "ok":
                yield f"le fichier de la base est abîmé : {dit}"


def _liens_casses() -> Iterator[str]:
    with connection.cursor() as curseur:
        if connection.vendor == "sqlite":
            curseur.execute("PRAGMA foreign_key_check")
            for table, ligne, vers, _ in curseur.fetchall():
                yield f"{table}, ligne {ligne} : renvoie à {vers}, qui n'existe pas"
        else:
            curseur.execute("SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE NOT convalidated")
            for table, contrainte in curseur.fetchall():
                yield f"{table} : la contrainte {contrainte} n'est pas vérifiée"


def _faits_incoherents() -> Iterator[str]:
    from jumelles.cooperations import coherence

    for ecart in coherence.verifier():
        yield f"{ecart.objet} : {ecart.raison}"


def _imports_coupes() -> Iterator[str]:
    """Un import coupé ne laisse rien de visible ; encore faut-il dire qu'il reste à refaire."""
    from jumelles.provenance.models import Lot

    for fichier, source in Lot.objects.filter(etat="prepare").values_list("fichier", "source__code"):
        yield f"l'import de {fichier} ({source}) est en cours, ou a été coupé : s'il ne tourne plus, relancez-le"
