"""Les questions posées à l'annuaire."""

from dataclasses import dataclass

from django.db.models import Case, Count, Q, QuerySet, When

from jumelles.acteurs.enums import NatureActeur
from jumelles.acteurs.models import Acteur
from jumelles.rapprochement.normaliser import cle
from jumelles.territoires.models import NomLieu
from jumelles.territoires.pays_francais import ISO_FRANCAIS
from jumelles.territoires.prefixe import commence_par
from jumelles.territoires.regles import nom_affiche, slug


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
class PageActeurs:
    """Une page de l'annuaire : éléments, total, numéro (à partir de 1), nombre de pages."""

    elements: tuple[ActeurBref, ...]
    total: int
    numero: int
    pages: int
    natures: tuple[tuple[str, str, int], ...]  # (code, libellé, combien)


def bref(acteur: Acteur) -> ActeurBref:
    """La ligne d'un acteur chargé avec pays et collectivité ; ses liens se comptent à l'étage des coopérations."""
    c = acteur.collectivite
    nom = nom_affiche(c.categorie, c.nom, c.charniere) if c else acteur.nom
    return ActeurBref(
        id=acteur.pk, slug=slug(nom), nom=nom, nature=acteur.nature, nature_libelle=str(acteur.get_nature_display()),
        pays_iso2=acteur.pays_id, pays_nom=acteur.pays.nom, territoire_code=c.code if c else "",
        niveau=acteur.niveau, niveau_libelle=str(acteur.get_niveau_display()), demonstration=acteur.demonstration,
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


def _filtres(nature: str, pays: str, texte: str) -> tuple[QuerySet[Acteur], QuerySet[Acteur]]:
    """(sans la nature, avec) : les comptes d'une facette ignorent leur propre choix."""
    requete = Acteur.objects.publies()
    if pays:
        requete = requete.filter(pays_id=pays.upper()[:2])
    for mot in cle(texte).split():
        requete = requete.filter(cle__contains=mot)
    return requete, requete.filter(nature=nature) if nature in NatureActeur.values else requete


def acteurs(*, nature: str = "", pays: str = "", texte: str = "", numero: int = 1, taille: int = 50) -> PageActeurs:
    """Une page de l'annuaire, par ordre alphabétique."""
    large, requete = _filtres(nature, pays, texte)
    total = requete.count()
    pages = max(1, -(-total // taille))
    numero = min(max(1, numero), pages)
    ordonnes = requete.select_related("pays", "collectivite").order_by("cle", "pk")
    tranche = ordonnes[(numero - 1) * taille : numero * taille]
    comptes = dict(large.order_by().values_list("nature").annotate(n=Count("pk")))
    natures = tuple((c, str(libelle), comptes[c]) for c, libelle in NatureActeur.choices if c in comptes)
    return PageActeurs(tuple(bref(a) for a in tranche), total, numero, pages, natures)


def chercher_acteurs(texte: str, *, limite: int = 20) -> tuple[ActeurBref, ...]:
    """Les acteurs hors collectivités françaises dont le nom, ou celui de leur lieu, commence par ce texte."""
    voulu = cle(texte)
    if not voulu:
        return ()
    publies = Acteur.objects.publies().filter(collectivite__isnull=True)
    par_nom = Q(cle=voulu) | commence_par("cle", voulu)
    # Une sous-requête, et non une jointure : sur SQLite, « ou » à travers 740 000 noms prenait deux minutes.
    par_lieu = Q(lieu__in=NomLieu.objects.filter(cle=voulu).values("lieu"))
    trouves = publies.filter(par_nom | par_lieu).select_related("pays", "collectivite")
    exacts_d_abord = Case(When(cle=voulu, then=0), default=1)
    return tuple(bref(a) for a in trouves.order_by(exacts_d_abord, "cle", "pk")[:limite])
