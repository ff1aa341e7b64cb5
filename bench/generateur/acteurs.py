"""Des acteurs : toutes les collectivités d'aujourd'hui, les villes du monde, puis des structures inventées autour."""

import json
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from bench.generateur.repartitions import NATURES_AUTRES, Repartitions, Tirage
from bench.generateur.versement import suivant, verser
from jumelles.acteurs.models import Acteur
from jumelles.provenance.models import Journal
from jumelles.rapprochement.normaliser import cle
from jumelles.territoires.models import Collectivite, Lieu, Pays
from jumelles.territoires.pays_francais import ISO_FRANCAIS

PAR = "machine:banc"
PART_FRANCAISE = 0.5
PART_SITUEE = 0.85
_NOMS = {
    "association": ("Comité de jumelage de {}", "Association Les amis de {}", "Solidarité {}", "{} sans frontières"),
    "entreprise": ("{} Industrie", "Ateliers de {}", "{} Énergies"),
    "diaspora": ("Ressortissants de {}", "Association des originaires de {}"),
    "etablissement": ("Lycée de {}", "Centre de formation de {}"),
    "universite": ("Université de {}", "École supérieure de {}"),
    "hopital": ("Centre hospitalier de {}", "Hôpital de {}"),
    "agence": ("Agence d'urbanisme de {}", "Agence de l'eau de {}"),
    "reseau": ("Réseau des villes de {}",),
    "bailleur": ("Fondation de {}",),
    "service": ("Service international de {}",),
    "etat": ("Délégation de l'État à {}",),
    "autre": ("Maison de {}", "Groupement de {}"),
}
_COLONNES = (
    "id", "nature", "nom", "cle", "sigle", "pays_id", "collectivite_id", "lieu_id", "niveau", "siren", "lat", "lon",
    "precision",
)  # fmt: skip


@dataclass
class Annuaire:
    """Qui peut se lier à qui : identifiants par importance décroissante."""

    collectivites: list[int] = field(default_factory=list)
    francais: list[int] = field(default_factory=list)
    etrangers: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    noms: dict[int, str] = field(default_factory=dict)


Ligne = tuple[object, ...]


def fabriquer(total: int, reps: Repartitions, hasard: random.Random) -> Annuaire:
    """Compléter l'annuaire jusqu'à ce total."""
    annuaire = _known()
    premier = suivant(Acteur)
    voulus = max(0, total - Acteur.objects.count())
    lignes = [(premier + rang, *ligne) for rang, ligne in enumerate(_neufs(voulus, reps, hasard))]
    verser(Acteur, _COLONNES, lignes)
    for ligne in lignes:
        _file(annuaire, int(str(ligne[0])), str(ligne[5]), ligne[6] is not None, str(ligne[2]))
    _by_population(annuaire)
    ecrits = (
        (PAR, "creer_acteur", "acteur", x[0], json.dumps({"nom": x[2], "pays": x[5], "nature": x[1]})) for x in lignes
    )
    verser(Journal, ("par", "verbe", "objet_type", "objet_id", "apres"), ecrits)
    return annuaire


def _known() -> Annuaire:
    annuaire = Annuaire()
    for pk, pays, collectivite, nom in Acteur.objects.publies().values_list("pk", "pays_id", "collectivite_id", "nom"):
        _file(annuaire, pk, pays, collectivite is not None, nom)
    return annuaire


def _file(annuaire: Annuaire, pk: int, pays: str, collectivite: bool, nom: str) -> None:
    annuaire.noms[pk] = nom
    if collectivite:
        annuaire.collectivites.append(pk)
    elif pays in ISO_FRANCAIS:
        annuaire.francais.append(pk)
    else:
        annuaire.etrangers[pays].append(pk)


def _by_population(annuaire: Annuaire) -> None:
    ordre = Acteur.objects.filter(collectivite__isnull=False).order_by("-collectivite__population", "pk")
    connus = set(annuaire.collectivites)
    annuaire.collectivites = [pk for pk in ordre.values_list("pk", flat=True) if pk in connus]


def _neufs(voulus: int, reps: Repartitions, hasard: random.Random) -> Iterator[Ligne]:
    francais, ailleurs = int(voulus * PART_FRANCAISE), voulus - int(voulus * PART_FRANCAISE)
    libres = Collectivite.objects.vivantes().filter(acteur__isnull=True).order_by("-population", "pk")
    # À petite échelle, les collectivités ne prennent pas toute la place.
    siennes = list(libres[: int(francais * 0.6)].values_list("pk", "nom", "siren", "lat", "lon"))
    for pk, nom, siren, lat, lon in siennes:
        precision = "ville" if lat is not None else "inconnue"
        yield ("collectivite", nom, cle(nom), "", "FR", pk, None, "non_renseigne", siren, lat, lon, precision)
    lieux = [("FR", pk, nom, lat, lon) for pk, nom, lat, lon in _points_francais()]
    yield from _structures(francais - len(siennes), {"FR": lieux}, ["FR"] * (francais - len(siennes)), hasard)
    yield from _etrangers(ailleurs, reps, hasard)


def _points_francais() -> list[tuple[None, str, float, float]]:
    communes = Collectivite.objects.vivantes().filter(categorie="commune", lat__isnull=False)
    return [(None, nom, lat, lon) for nom, lat, lon in communes.values_list("nom", "lat", "lon")]


def _etrangers(voulus: int, reps: Repartitions, hasard: random.Random) -> Iterator[Ligne]:
    par_pays: defaultdict[str, list[tuple[str, int | None, str, float, float]]] = defaultdict(list)
    for pk, pays, nom, lat, lon in Lieu.objects.order_by("-population", "pk").values_list(
        "pk", "pays_id", "nom", "lat", "lon"
    ):
        par_pays[pays].append((pays, pk, nom, lat, lon))
    deja = set(Acteur.objects.filter(lieu__isnull=False).values_list("lieu_id", flat=True))
    pays_tires = reps.pays_relations.tirer(hasard, voulus)
    restent = {iso: iter([x for x in lieux if x[1] not in deja]) for iso, lieux in par_pays.items()}
    reste: list[str] = []
    for iso in pays_tires:
        lieu = next(restent[iso], None) if hasard.random() < 0.6 else None
        if lieu is None:
            reste.append(iso)
            continue
        _iso, pk, nom, lat, lon = lieu
        yield ("autorite_etrangere", nom, cle(nom), "", iso, None, pk, "ville", "", lat, lon, "ville")
    yield from _structures(len(reste), par_pays, reste, hasard)


def _structures(
    nombre: int,
    lieux: dict[str, list[tuple[str, int | None, str, float, float]]],
    pays: list[str],
    hasard: random.Random,
) -> Iterator[Ligne]:
    natures = Tirage.selon({n: float(p) for n, p in NATURES_AUTRES.items()}).tirer(hasard, nombre)
    noms_de_pays = dict(Pays.objects.values_list("pk", "nom"))
    for nature, iso in zip(natures, pays, strict=True):
        ou = lieux.get(iso) or [(iso, None, noms_de_pays[iso], 0.0, 0.0)]
        _iso, lieu_id, ville, lat, lon = ou[int(hasard.random() * len(ou))]
        formes = _NOMS[nature]
        nom = formes[int(hasard.random() * len(formes))].format(ville)[:250]
        sigle = "".join(m[0] for m in nom.split() if m[0].isupper())[:8] if hasard.random() < 0.2 else ""
        situe = hasard.random() < PART_SITUEE and (lat, lon) != (0.0, 0.0)
        place = (lat, lon, "ville") if situe else (None, None, "pays")
        yield (nature, nom, cle(nom), sigle, iso, None, lieu_id if situe else None, "non_renseigne", "", *place)
