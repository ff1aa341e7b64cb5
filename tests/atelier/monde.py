"""Un petit monde inventé, sans les références : deux pays, trois collectivités, et de quoi comparer deux états."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps

from jumelles.acteurs.designation import Partie
from jumelles.acteurs.models import Acteur
from jumelles.provenance.models import Source
from jumelles.territoires.models import Collectivite, Filiation, Pays
from tests.atelier.faits import une_source

# Ce qui n'est pas un fait : l'histoire, qui s'allonge toujours, et les tampons d'écriture.
HISTOIRE = {"Journal", "Jugement", "Deplacement"}
TAMPONS = {"modifie_le"}
# Rebâtis à chaque calcul de la valeur retenue : seul leur contenu compte, pas leur numéro.
REBATIS = {"ClassementRelation", "ClassementProjet"}
PIECES = ("provenance", "territoires", "acteurs", "cooperations")


def un_monde() -> Source:
    """Poser les pays et les collectivités s'ils manquent ; rendre une source inventée."""
    source = une_source()
    for iso2, iso3, nom in (("FR", "FRA", "France"), ("MG", "MDG", "Madagascar"), ("DE", "DEU", "Allemagne")):
        champs = {"iso3": iso3, "nom": nom, "locatif": nom, "nom_anglais": nom, "continent": "Essai", "source": source}
        Pays.objects.get_or_create(iso2=iso2, defaults=champs)
    for code, nom in (("ZZ001", "Fabriquée-sur-Isère"), ("ZZ002", "Fabriquée-en-Bresse"), ("ZZ003", "Fabriquée-Plage")):
        champs = {"nom": nom, "categorie": "commune", "origine_point": "", "millesime": "2026", "source": source}
        Collectivite.objects.get_or_create(code=code, defaults=champs)
    return source


def commune(numero: int) -> Partie:
    """L'une des trois collectivités inventées."""
    return Partie(f"Commune {numero}", "FR", collectivite_code=f"ZZ00{numero}")


def ville(nom: str, pays: str = "MG") -> Partie:
    """Une ville étrangère inventée, connue de son seul nom."""
    return Partie(nom, pays, niveau="ville")


def acteur(partie: Partie) -> int:
    """L'identifiant de l'acteur qu'une partie désigne, fondu ou non."""
    if partie.collectivite_code:
        return Acteur.objects.get(collectivite__code=partie.collectivite_code).pk
    return Acteur.objects.get(nom=partie.nom, pays=partie.pays).pk


def etat(*sans: str) -> dict[str, list[Any]]:
    """Toutes les lignes du métier, histoire et tampons mis à part ; sans : tables à ne pas lire."""
    return {
        modele.__name__: _lignes(modele)
        for piece in PIECES
        for modele in apps.get_app_config(piece).get_models(include_auto_created=True)
        if modele.__name__ not in HISTOIRE | set(sans)
    }


def _lignes(modele: Any) -> list[Any]:
    sans = TAMPONS | ({"id"} if modele.__name__ in REBATIS else set())
    champs = [c.attname for c in modele._meta.concrete_fields if c.attname not in sans]
    return sorted(repr(sorted(ligne.items())) for ligne in modele.objects.values(*champs))


def ecarts(avant: dict[str, list[Any]], apres: dict[str, list[Any]]) -> Iterable[str]:
    """Ce qui diffère d'un état à l'autre, table par table : de quoi lire un échec."""
    for table in avant.keys() | apres.keys():
        ici, la = set(avant.get(table, ())), set(apres.get(table, ()))
        yield from (f"- {table} {ligne}" for ligne in sorted(ici - la))
        yield from (f"+ {table} {ligne}" for ligne in sorted(la - ici))


def reunir(code: str, *, dans: str) -> None:
    """Réunir une commune inventée à une autre, comme le fait la référence d'un millésime suivant (« code.D »)."""
    hier, nouvelle = Collectivite.objects.get(code=code), Collectivite.objects.get(code=dans)
    Collectivite.objects.filter(pk=hier.pk).update(ancienne=True)
    deleguee = Collectivite.objects.create(
        code=f"{code}.D", categorie="commune_deleguee", nom=hier.nom, origine_point="", millesime="2027",
        source=hier.source, parent=nouvelle,
    )  # fmt: skip
    Filiation.objects.create(
        ancienne=deleguee, nouvelle=nouvelle, nature="rattachement", date="2027-01-01", source=hier.source
    )
