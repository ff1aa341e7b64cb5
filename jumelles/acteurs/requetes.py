"""Les questions posées à l'annuaire."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from jumelles.acteurs.enums import NatureActeur, NiveauAutorite
from jumelles.acteurs.models import Acteur
from jumelles.provenance.requetes import distincts
from jumelles.territoires.pays_francais import ISO_FRANCAIS
from jumelles.territoires.regles import nom_affiche, slug

PAQUET = 900
SEMBLABLES_MAX = 20
_CRITERES = {_("même SIREN"): ("siren",), _("même RNA"): ("rna",), _("même nom, même pays"): ("cle", "pays_id")}
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


@dataclass(frozen=True, slots=True)
class DoublonActeurs:
    """Deux acteurs qui ont l'air d'être le même ; raisons : en français, de quoi décider."""

    un: int
    autre: int
    raisons: tuple[str, ...]


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


def doublons_d_acteurs() -> tuple[DoublonActeurs, ...]:
    """Les paires d'acteurs publiés qui ont l'air d'être le même, les plus sûres d'abord ; « pas un doublon » exclus.

    Même SIREN, même RNA, ou même nom normalisé dans le même pays ; ni deux collectivités, ni deux lieux distincts du
    référentiel, ni réel et inventé. Un nom que plus de 20 acteurs portent ne dit plus rien : il n'est pas proposé.
    """
    ecartees = distincts("acteur")
    trouvees: dict[tuple[int, int], list[str]] = {}
    for critere, champs in _CRITERES.items():
        for semblables in _semblables(*champs):
            for un, autre in combinations(semblables, 2):
                paire = (un["pk"], autre["pk"])
                if paire not in ecartees and _may_be_same(un, autre):
                    trouvees.setdefault(paire, []).append(str(critere))
    ordre = sorted(trouvees.items(), key=lambda x: (-len(x[1]), x[0]))
    return tuple(DoublonActeurs(*paire, raisons=tuple(raisons)) for paire, raisons in ordre)


def _semblables(*champs: str) -> Iterator[list[dict[str, Any]]]:
    """Les acteurs publiés qui ont les mêmes valeurs, non vides, dans ces colonnes."""
    remplis = Acteur.objects.publies().exclude(**{champs[0]: ""})
    redites = remplis.order_by().values(*champs).annotate(n=Count("pk")).filter(n__gt=1, n__lte=SEMBLABLES_MAX)
    valeurs = {tuple(x[c] for c in champs) for x in redites}
    cles = sorted({str(v[0]) for v in valeurs})
    groupes: defaultdict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for debut in range(0, len(cles), PAQUET):
        lus = remplis.filter(**{f"{champs[0]}__in": cles[debut : debut + PAQUET]}).order_by("pk")
        for ligne in lus.values("pk", "collectivite_id", "lieu_id", "demonstration", *champs):
            if tuple(ligne[c] for c in champs) in valeurs:
                groupes[tuple(ligne[c] for c in champs)].append(ligne)
    yield from groupes.values()


def _may_be_same(un: dict[str, Any], autre: dict[str, Any]) -> bool:
    """Faux si le référentiel, ou la démonstration, dit déjà qu'ils sont deux."""
    if un["demonstration"] != autre["demonstration"]:
        return False
    return not any(un[c] and autre[c] and un[c] != autre[c] for c in ("collectivite_id", "lieu_id"))
