"""Les verbes des acteurs : retrouver ou créer celui qu'une source désigne."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db import models, transaction
from django.db.models import QuerySet

from jumelles.acteurs.designation import Partie
from jumelles.acteurs.enums import NatureActeur, NiveauAutorite, Precision
from jumelles.acteurs.models import Acteur
from jumelles.provenance.models import Lot
from jumelles.provenance.operations import Ecriture, journaliser
from jumelles.rapprochement.normaliser import cle
from jumelles.referentiel.exonymes import nom_francais
from jumelles.referentiel.sphere import distance_km
from jumelles.territoires.models import Collectivite, Lieu

Objet = TypeVar("Objet", bound=models.Model)
# En deçà, deux points d'un même nom dans un même pays désignent la même autorité.
RAYON_MEME_LIEU_KM = 25.0
_NIVEAUX_DE_VILLE = (NiveauAutorite.VILLE, NiveauAutorite.NON_RENSEIGNE)


class PartieInconnue(ValueError):
    """La partie désigne une collectivité ou un lieu absents du référentiel."""


def _famille(niveau: str) -> str:
    """Ville et niveau non dit se confondent ; une province et sa capitale, jamais."""
    return NiveauAutorite.VILLE if niveau in _NIVEAUX_DE_VILLE else niveau


class Registre:
    """Les acteurs déjà connus que des parties peuvent désigner, chargés en quelques requêtes."""

    def __init__(self, parties: Sequence[Partie], *, demonstration: bool = False) -> None:
        self.collectivites = self._collectivites(parties)
        self.lieux = {
            lieu.geonameid: lieu
            for lieu in _by_chunks(Lieu.objects.all(), "geonameid", {p.geonameid for p in parties if p.geonameid})
        }
        self.par_collectivite: dict[str, Acteur] = {}
        self.par_lieu: dict[tuple[int, str, str], Acteur] = {}
        self.par_nom: defaultdict[tuple[str, str, str, str], list[Acteur]] = defaultdict(list)
        for acteur in self._connus(parties, demonstration=demonstration):
            self.add(acteur)

    @staticmethod
    def _collectivites(parties: Sequence[Partie]) -> dict[str, Collectivite]:
        codes = {c for p in parties for c in (p.collectivite_code, p.au_titre_de_code) if c}
        return {c.code: c for c in _by_chunks(Collectivite.objects.all(), "code", codes)}

    @staticmethod
    def _connus(parties: Sequence[Partie], *, demonstration: bool) -> Iterable[Acteur]:
        yield from connus(parties, Acteur.objects.filter(fondu_dans__isnull=True), demonstration=demonstration)

    def add(self, acteur: Acteur) -> None:
        """Ranger un acteur sous tout ce qui peut le désigner."""
        famille = _famille(acteur.niveau)
        if acteur.collectivite_id is not None and acteur.collectivite is not None:
            self.par_collectivite[acteur.collectivite.code] = acteur
        elif acteur.lieu_id is not None:
            self.par_lieu[(acteur.lieu_id, famille, acteur.nature)] = acteur
        else:
            self.par_nom[(acteur.pays_id, acteur.cle, famille, acteur.nature)].append(acteur)

    def find(self, partie: Partie) -> Acteur | None:
        """L'acteur déjà connu, ou None."""
        if partie.collectivite_code:
            return self.par_collectivite.get(partie.collectivite_code)
        nature = partie.nature or NatureActeur.AUTORITE_ETRANGERE
        if partie.geonameid is not None:
            lieu = self.lieux.get(partie.geonameid)
            return self.par_lieu.get((lieu.pk, _famille(partie.niveau), nature)) if lieu else None
        homonymes = self.par_nom.get((partie.pays, cle(partie.nom), _famille(partie.niveau), nature), [])
        return next((a for a in homonymes if _same_place(a, partie)), None)


def connus(parties: Sequence[Partie], acteurs: QuerySet[Acteur], *, demonstration: bool = False) -> list[Acteur]:
    """Ceux que ces parties peuvent désigner, du même monde : une source réelle ne rejoint jamais un acteur inventé."""
    codes = {p.collectivite_code for p in parties if p.collectivite_code}
    ailleurs = [p for p in parties if not p.collectivite_code]
    lus = acteurs.select_related("collectivite", "lieu")
    autres = lus.filter(collectivite__isnull=True, demonstration=demonstration)
    trouves = {a.pk: a for a in _by_chunks(lus, "collectivite__code", codes)}
    par_nom = {cle(p.nom) for p in ailleurs if p.geonameid is None}
    trouves |= {a.pk: a for a in _by_chunks(autres, "cle", par_nom)}
    par_lieu = {p.geonameid for p in ailleurs if p.geonameid}
    trouves |= {a.pk: a for a in _by_chunks(autres, "lieu__geonameid", par_lieu)}
    return list(trouves.values())


def _by_chunks(requete: QuerySet[Objet], champ: str, valeurs: set[Any]) -> list[Objet]:
    """Interroger par paquets : SQLite et PostgreSQL bornent le nombre de paramètres."""
    liste = sorted(valeurs)
    return [
        objet
        for debut in range(0, len(liste), 900)
        for objet in requete.filter(**{f"{champ}__in": liste[debut : debut + 900]})
    ]


def _same_place(acteur: Acteur, partie: Partie) -> bool:
    """Sans point d'un côté ou de l'autre, le nom et le pays suffisent ; sinon il faut être voisins."""
    if acteur.lat is None or acteur.lon is None or partie.lat is None or partie.lon is None:
        return True
    return distance_km(acteur.lat, acteur.lon, partie.lat, partie.lon) <= RAYON_MEME_LIEU_KM


def _new(partie: Partie, registre: Registre, demonstration: bool) -> Acteur:
    """Un acteur tout neuf, pas encore écrit."""
    if partie.collectivite_code:
        collectivite = registre.collectivites.get(partie.collectivite_code)
        if collectivite is None:
            raise PartieInconnue(f"aucune collectivité de code {partie.collectivite_code!r} au référentiel")
        return Acteur(
            nature=NatureActeur.COLLECTIVITE, nom=collectivite.nom, cle=cle(collectivite.nom), pays_id="FR",
            collectivite=collectivite, siren=collectivite.siren, lat=collectivite.lat, lon=collectivite.lon,
            precision=Precision.VILLE if collectivite.lat is not None else Precision.INCONNUE,
        )  # fmt: skip
    lieu = registre.lieux.get(partie.geonameid) if partie.geonameid is not None else None
    if partie.geonameid is not None and lieu is None:
        raise PartieInconnue(f"aucun lieu GeoNames {partie.geonameid} au référentiel")
    nom = (
        nom_francais(lieu.geonameid) if lieu and _famille(partie.niveau) == NiveauAutorite.VILLE else ""
    ) or partie.nom
    lat, lon = (lieu.lat, lieu.lon) if lieu else (partie.lat, partie.lon)
    return Acteur(
        nature=partie.nature or NatureActeur.AUTORITE_ETRANGERE, nom=nom, cle=cle(nom),
        pays_id=partie.pays, lieu=lieu, niveau=partie.niveau, lat=lat, lon=lon,
        precision=Precision.VILLE if lat is not None else Precision.PAYS, demonstration=demonstration,
    )  # fmt: skip


@transaction.atomic
def trouver_ou_creer(
    parties: Sequence[Partie], *, par: str, lot: Lot | None = None, demonstration: bool = False
) -> list[Acteur]:
    """Rendre, dans l'ordre, l'acteur que chaque partie désigne ; créer ceux qui manquent.

    Deux parties qui désignent la même chose rendent le même acteur. PartieInconnue si un code
    n'est pas au référentiel.
    """
    registre = Registre(parties, demonstration=demonstration)
    nouveaux: list[Acteur] = []
    situes: dict[int, tuple[Acteur, str]] = {}
    rendus: list[Acteur] = []
    for partie in parties:
        acteur = registre.find(partie)
        if acteur is None:
            acteur = _new(partie, registre, demonstration)
            registre.add(acteur)
            nouveaux.append(acteur)
        elif acteur.pk and acteur.lat is None and partie.lat is not None and partie.lon is not None:
            situes[acteur.pk] = (acteur, str(acteur.precision))
            acteur.lat, acteur.lon, acteur.precision = partie.lat, partie.lon, Precision.VILLE
        rendus.append(acteur)
    Acteur.objects.bulk_create(nouveaux, batch_size=500)
    Acteur.objects.bulk_update([a for a, _ in situes.values()], ["lat", "lon", "precision"], batch_size=200)
    journaliser(
        par=par, lot=lot,
        ecritures=[
            Ecriture("creer_acteur", "acteur", a.pk, apres={"nom": a.nom, "pays": a.pays_id, "nature": a.nature})
            for a in nouveaux
        ] + [
            Ecriture(
                "situer_acteur", "acteur", a.pk, avant={"precision": precision},
                apres={"lat": a.lat, "lon": a.lon, "precision": a.precision},
            )
            for a, precision in situes.values()
        ],
    )  # fmt: skip
    return rendus


def placer(
    points: dict[int, tuple[dict[str, Any], dict[str, Any]]], *, oter: bool, par: str, lot: Lot | None = None
) -> None:
    """Ôter à des acteurs le point qu'un lot leur avait donné, s'ils le portent encore, ou le leur remettre.

    points : acteur → (avant, apres) de la ligne « situer_acteur » du journal.
    """
    ecritures = []
    for acteur in Acteur.objects.filter(pk__in=sorted(points)):
        avant, apres = points[acteur.pk]
        if oter and (acteur.lat, acteur.lon) == (apres["lat"], apres["lon"]):
            acteur.lat, acteur.lon, acteur.precision = None, None, avant["precision"]
        elif not oter and acteur.lat is None:
            acteur.lat, acteur.lon, acteur.precision = apres["lat"], apres["lon"], apres["precision"]
        else:
            continue
        acteur.save(update_fields=["lat", "lon", "precision", "modifie_le"])
        ecritures.append(Ecriture("replacer_acteur", "acteur", acteur.pk, apres={"lat": acteur.lat, "lon": acteur.lon}))
    journaliser(par=par, lot=lot, ecritures=ecritures)


def exposer(visibles: dict[int, bool], *, par: str) -> None:
    """Poser ou lever la marque « sensible » ; n'écrit que ce qui change."""
    for voulu in (True, False):
        ids = [pk for pk, visible in visibles.items() if visible is voulu]
        changes = list(Acteur.objects.filter(pk__in=ids, sensible=voulu).values_list("pk", flat=True))
        Acteur.objects.filter(pk__in=changes).update(sensible=not voulu)
        apres = {"sensible": not voulu}
        journaliser(par=par, ecritures=[Ecriture("exposer_acteur", "acteur", pk, apres=apres) for pk in changes])
