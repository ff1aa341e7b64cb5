"""Une petite base fabriquée : quelques pays, des communes inventées, de quoi importer et corriger vite."""

import random
from datetime import date
from pathlib import Path

PAYS = (
    ("FR", "FRA", "France", "en France", "France"),
    ("DE", "DEU", "Allemagne", "en Allemagne", "Germany"),
    ("MG", "MDG", "Madagascar", "à Madagascar", "Madagascar"),
    ("IT", "ITA", "Italie", "en Italie", "Italy"),
    ("SN", "SEN", "Sénégal", "au Sénégal", "Senegal"),
)
COMMUNES = 80
VILLES = 60
JOUR = date(2026, 11, 21)
ENTETE = (
    "origincityLabel\torigincountry\toriginlat\toriginlong\toriginpopulation\tsistercityLabel\tdestinationlat\t"
    "destinationlong\tdestinationpopulation\tdestination_countryLabel\tdist\teu"
)


def nom_de_commune(rang: int) -> str:
    """Un nom inventé, différent pour chaque rang."""
    return f"Essaiville-{chr(97 + rang // 26)}{chr(97 + rang % 26)}-la-Neuve"


def fabriquer() -> None:
    """Remplir la base branchée : à appeler sur des tables vides."""
    from jumelles.provenance.operations import enregistrer_source
    from jumelles.rapprochement.normaliser import cle
    from jumelles.territoires.models import Collectivite, NomCollectivite, Pays

    source = enregistrer_source(
        code="petite-base",
        par="machine:banc",
        nom="Petite base inventée",
        editeur="Jumelles",
        licence="CC0 1.0",
        nature="demonstration",
    )
    Pays.objects.bulk_create(
        Pays(iso2=i2, iso3=i3, nom=nom, locatif=ou, nom_anglais=en, continent="Monde", source=source)
        for i2, i3, nom, ou, en in PAYS
    )
    communes = Collectivite.objects.bulk_create(
        Collectivite(
            code=f"99{rang:03d}", code_insee=f"99{rang:03d}", categorie="commune", nom=nom_de_commune(rang),
            departement="99", lat=45 + rang / 100, lon=3, origine_point="mairie", millesime="2026", source=source,
        )
        for rang in range(COMMUNES)
    )  # fmt: skip
    NomCollectivite.objects.bulk_create(
        NomCollectivite(collectivite=c, texte=c.nom, cle=cle(c.nom), nature="officiel", source=source) for c in communes
    )


def ecrire_jumelages(chemin: Path, hasard: random.Random, lignes: int) -> Path:
    """Écrire une table de jumelages inventés, au format de 2017."""
    rangees = [ENTETE]
    for _ in range(lignes):
        ici, la_bas = hasard.randrange(COMMUNES), hasard.randrange(VILLES)
        pays = PAYS[1 + la_bas % (len(PAYS) - 1)][4]
        rangees.append(
            f"{nom_de_commune(ici)}\tFrance\t{45 + ici / 100}\t3\t1000\tVille{la_bas:02d}burg\t"
            f"{10 + la_bas / 10}\t20\t5000\t{pays}\t1\tEU"
        )
    chemin.write_text("\n".join(rangees) + "\n", encoding="utf-8")
    return chemin
