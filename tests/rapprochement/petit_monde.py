"""Un petit répertoire, fait à la main : de quoi éprouver chaque règle sans la base."""

from pathlib import Path

from jumelles.rapprochement.moteur import Rapprocheur
from jumelles.rapprochement.repertoire import Entree, NomDit, Repertoire, ecrire
from jumelles.rapprochement.termes import Entite

COMMUNES = (
    ("59183", "Dunkerque", "59", 86_000, 51.03, 2.38, (("Dunkirk", "etranger"),)),
    ("59383", "Marly", "59", 11_500, 50.34, 3.54, ()),
    ("57447", "Marly", "57", 10_200, 49.06, 6.15, ()),
    ("38185", "Grenoble", "38", 158_000, 45.18, 5.72, ()),
    ("69123", "Lyon", "69", 520_000, 45.76, 4.83, ()),
    ("42218", "Saint-Étienne", "42", 173_000, 45.43, 4.39, ()),
    ("72181", "Le Mans", "72", 145_000, 48.0, 0.2, ()),
    ("80316", "Flers-sur-Noye", "80", 520, 49.73, 2.25, ()),
    ("17300", "La Rochelle", "17", 79_000, 46.16, -1.15, ()),
    ("70440", "La Rochelle", "70", 40, 47.75, 5.74, ()),
    ("76540", "Rouen", "76", 114_000, 49.44, 1.1, ()),
)
AUTRES = (
    ("D78", "Yvelines", "departement", "78", 1_450_000),
    ("D38", "Isère", "departement", "38", 1_280_000),
    ("R32", "Hauts-de-France", "region", "", 6_000_000),
    ("200046977", "Métropole de Lyon", "statut_particulier", "69", 1_420_000),
    ("200040715", "Grenoble-Alpes-Métropole", "metropole", "38", 445_000),
    ("246200364", "Communauté d'agglomération du Pays de Saint-Omer", "ca", "62", 104_000),
)
LIEUX = (
    (2886242, "Köln", "DE", 1_080_000, 50.93, 6.95, ("Cologne",)),
    (2925533, "Frankfurt am Main", "DE", 760_000, 50.11, 8.68, ("Francfort", "Frankfurt")),
    (2861000, "Nieder-Eschbach", "DE", 11_500, 50.2, 8.66, ()),
    (2878695, "Leonberg", "DE", 45_000, 48.8, 9.01, ()),
    (2878694, "Leonberg", "DE", 1_000, 49.9, 12.3, ()),
    (2392746, "Dogbo", "BJ", 41_000, 6.8, 1.78, ()),
    (2542997, "Marrakesh", "MA", 928_000, 31.63, -8.0, ("Marrakech",)),
    (1070940, "Antananarivo", "MG", 1_390_000, -18.91, 47.53, ("Tananarive",)),
)


def batir(dossier: Path) -> Rapprocheur:
    """Écrire les deux répertoires dans ce dossier, et les ouvrir."""
    ecrire(dossier / "france", _france(), repere="essai")
    ecrire(dossier / "monde", _monde(), repere="essai")
    return Rapprocheur(Repertoire(dossier / "france"), Repertoire(dossier / "monde"), francais=frozenset({"FR", "RE"}))


def _france() -> list[Entree]:
    entrees = [
        Entree(
            Entite(f"collectivite:{code}", nom, "commune", "FR", dep, "", population, lat, lon),
            (NomDit(nom, "officiel"), *(NomDit(*n) for n in noms)),
            identifiants=(f"insee:{code}",),
        )
        for code, nom, dep, population, lat, lon, noms in COMMUNES
    ]
    entrees += [
        Entree(Entite(f"collectivite:{code}", nom, niveau, "FR", dep, "", population), (NomDit(nom, "officiel"),),
               groupement=True, identifiants=(f"siren:{code}",))
        for code, nom, niveau, dep, population in AUTRES
    ]  # fmt: skip
    picardie = Entite("collectivite:R22", "Picardie", "region", "FR", vivante=False)
    bosc = Entite("collectivite:76600.X", "Boscville", "commune", "FR", "76", vivante=False, fin=2016)
    vieux = Entite("collectivite:76540.D", "Rouen", "commune", "FR", "76", vivante=False, fin=2019)
    entrees.append(Entree(picardie, (NomDit("Picardie", "officiel"),), ("collectivite:R32",), groupement=True))
    for hier, codes in ((bosc, ("insee:76600",)), (vieux, ("insee:76541", "insee:76540"))):
        entrees.append(Entree(hier, (NomDit(hier.nom, "officiel"),), ("collectivite:76540",), identifiants=codes))
    return entrees


def _monde() -> list[Entree]:
    return [
        Entree(
            Entite(f"lieu:{numero}", nom, "ville", pays, "", "", population, lat, lon),
            (NomDit(nom, "officiel"), *(NomDit(n, "usuel") for n in noms)),
            identifiants=(f"geonames:{numero}",),
        )
        for numero, nom, pays, population, lat, lon, noms in LIEUX
    ]
