"""Les questions posées à l'annuaire."""

from collections.abc import Iterable
from dataclasses import dataclass

from jumelles.acteurs.enums import NatureActeur, NiveauAutorite
from jumelles.acteurs.models import Acteur
from jumelles.territoires.pays_francais import ISO_FRANCAIS
from jumelles.territoires.regles import nom_affiche, slug

# `get_…_display` refait sa table à chaque appel.
_NATURES, _NIVEAUX = dict(NatureActeur.choices), dict(NiveauAutorite.choices)


@dataclass(frozen=True, slots=True)
class ActeurBref:
    """Une ligne de l'annuaire ; relations et projets : ce que sa page montre, 0 tant qu'on ne l'a pas compté."""

    id: int
    slug: str
    nom: str
    nature: str
    nature_libelle: str
    pays_iso2: str
    pays_nom: str
    territoire_code: str
    niveau: str
    niveau_libelle: str
    demonstration: bool
    rapproche: bool
    relations: int = 0
    projets: int = 0


@dataclass(frozen=True, slots=True)
class ActeurFiche:
    """Un acteur ; lat et lon en degrés WGS84 ; lieu_nom vide : non rattaché au référentiel de lieux."""

    bref: ActeurBref
    francais: bool
    description: str
    lat: float | None
    lon: float | None
    precision: str
    lieu_nom: str
    lieu_population: int | None
    lieu_source_code: str
    lieu_source_nom: str
    autres_noms: tuple[str, ...]


def bref(acteur: Acteur) -> ActeurBref:
    """La ligne d'un acteur chargé avec pays et collectivité ; ses liens se comptent à l'étage des coopérations."""
    c = acteur.collectivite
    nom = nom_affiche(c.categorie, c.nom, c.charniere) if c else acteur.nom
    return ActeurBref(
        id=acteur.pk, slug=slug(nom), nom=nom, nature=acteur.nature,
        nature_libelle=str(_NATURES.get(acteur.nature, acteur.nature)), pays_iso2=acteur.pays_id,
        pays_nom=acteur.pays.nom, territoire_code=c.code if c else "", niveau=acteur.niveau,
        niveau_libelle=str(_NIVEAUX.get(acteur.niveau, acteur.niveau)), demonstration=acteur.demonstration,
        rapproche=c is not None or acteur.lieu_id is not None,
    )  # fmt: skip


def acteur(identifiant: int) -> ActeurFiche | None:
    """L'acteur publié de cet identifiant, ou None."""
    a = Acteur.objects.publies().filter(pk=identifiant).select_related("pays", "collectivite", "lieu__source").first()
    if a is None:
        return None
    lieu = a.lieu
    return ActeurFiche(
        bref=bref(a), francais=a.pays_id in ISO_FRANCAIS, description=a.description, lat=a.lat, lon=a.lon,
        precision=a.precision, lieu_nom=lieu.nom if lieu else "", lieu_population=lieu.population if lieu else None,
        lieu_source_code=lieu.source.code if lieu else "", lieu_source_nom=lieu.source.nom if lieu else "",
        autres_noms=tuple(lieu.autres_noms.split("\n")) if lieu and lieu.autres_noms else (),
    )  # fmt: skip


def adresse_acteur(identifiant: int) -> tuple[bool, int | None, bool]:
    """(existe, fondu dans, supprimé) : où mène /acteurs/<identifiant>/ ; un acteur masqué n'existe pas."""
    trouve = Acteur.objects.filter(pk=identifiant, sensible=False).values_list("fondu_dans_id", "supprime_le").first()
    return (False, None, False) if trouve is None else (True, trouve[0], trouve[1] is not None)


def acteur_du_territoire(code: str) -> int | None:
    """L'identifiant d'acteur d'une collectivité, ou None si elle n'agit encore nulle part ici."""
    return Acteur.objects.publies().filter(collectivite__code=code).values_list("pk", flat=True).first()


def encore_publies(ids: Iterable[int]) -> frozenset[int]:
    """Ceux de ces acteurs que l'on montre, hors démonstration : l'index peut retarder d'un instant ; une requête."""
    return frozenset(Acteur.objects.reels().filter(pk__in=list(ids)).values_list("pk", flat=True))
