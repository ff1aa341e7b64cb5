"""Compter, en disant toujours quoi, à quelle date et selon qui."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Exists, F, OuterRef, Q
from django.utils.translation import gettext as _

from jumelles.acteurs.models import Acteur
from jumelles.cooperations.enums import RoleProjet
from jumelles.cooperations.fiches import Compte, Fraicheur, RelationBreve
from jumelles.cooperations.models import LieuAction, ParticipationProjet, ParticipationRelation, Projet, Relation
from jumelles.cooperations.requetes.projets import masquant
from jumelles.indicateurs.part import Part
from jumelles.provenance.requetes import dernieres_informations
from jumelles.referentiel.mesure import Mesure
from jumelles.referentiel.nombres import milliers
from jumelles.referentiel.temps import DatePartielle
from jumelles.territoires.models import Effectif
from jumelles.territoires.pays_francais import ISO_FRANCAIS


@dataclass(frozen=True, slots=True)
class Taux:
    """« N collectivités sur D (x %) » : part, définition, source et millésime du dénominateur."""

    part: Part
    libelle: str
    definition: str


def fraicheur(relations: Sequence[RelationBreve]) -> Fraicheur:
    """Combien de ces liens sont confirmés, et l'information la plus récente."""
    return Fraicheur(
        confirmees=sum(r.confirmee for r in relations),
        total=len(relations),
        derniere_information=max((r.derniere_information for r in relations), default=""),
    )


@dataclass(frozen=True, slots=True)
class Bilan:
    """Relations internationales réelles, acteurs hors de France qui y sont parties, pays où ils se trouvent."""

    liens: int
    partenaires: int
    pays: int


def bilan() -> Bilan:
    """Les mêmes nombres que l'index, comptés dans la base : pour le vérifier, ou s'en passer."""
    etrangeres = ParticipationRelation.objects.comptees().exclude(acteur__pays_id__in=ISO_FRANCAIS)
    comptes = etrangeres.aggregate(pays=Count("acteur__pays", distinct=True), acteurs=Count("acteur", distinct=True))
    return Bilan(Relation.objects.reelles().internationales().count(), comptes["acteurs"], comptes["pays"])


def engagees_par_categorie() -> dict[str, int]:
    """Catégorie → combien de collectivités sont parties à une relation internationale ; une requête."""
    siennes = ParticipationRelation.objects.comptees().filter(acteur=OuterRef("pk"))
    engagees = Acteur.objects.filter(Exists(siennes), collectivite__isnull=False).order_by()
    return dict(engagees.values_list("collectivite__categorie").annotate(n=Count("pk")))


def comptes_generaux(compte: Bilan | None = None) -> tuple[Compte, ...]:
    """Les nombres de la page d'accueil, tous calculés, chacun avec sa définition ; compte : ceux de l'index."""
    compte = compte or bilan()
    noms = tuple(f"{nom}, {_jusqua(quand)}" for nom, quand in dernieres_informations("relation"))
    return (
        Compte(
            sum(engagees_par_categorie().values()), _("collectivités françaises engagées"),
            _("Collectivités d'aujourd'hui, parties à au moins une relation internationale connue ici. "
              "Une commune fusionnée compte pour la commune nouvelle."), noms,
        ),
        Compte(
            compte.liens, _("liens internationaux"),
            _("Un lien compte une fois, quel qu'en soit le sens, si une partie au moins est hors de France. "
              "Les liens entre communes françaises ne sont pas comptés."), noms,
        ),
        Compte(
            compte.partenaires, _("partenaires étrangers"),
            _("Autorités et structures hors de France, parties à au moins une de ces relations."), noms,
        ),
        Compte(
            compte.pays, _("pays et territoires"),
            _("Pays et territoires où se trouve au moins un partenaire. Être compté ne dit rien du statut."),
            noms,
        ),
    )  # fmt: skip


def _jusqua(quand: str) -> str:
    return DatePartielle.read(quand).in_french() if quand else str(_("date non renseignée"))


def participations_par_acteur(acteur_ids: Iterable[int]) -> dict[int, tuple[int, int]]:
    """Acteur → (relations, projets) que sa page montre ; deux requêtes, quel qu'en soit le nombre.

    Ni supprimés, ni fondus, ni inventés pour un acteur réel ; un acteur étranger tait ceux qui cachent leur partenaire.
    """
    ids = list(acteur_ids)
    francais = Q(acteur__pays_id__in=ISO_FRANCAIS)
    liens = ParticipationRelation.objects.filter(
        francais | ~masquant("relation"), acteur_id__in=ids, relation__supprimee_le__isnull=True,
        relation__fondue_dans__isnull=True, relation__demonstration=F("acteur__demonstration"),
    )  # fmt: skip
    roles = ParticipationProjet.objects.filter(
        francais | ~masquant("projet"), acteur_id__in=ids, projet__supprime_le__isnull=True,
        projet__fondu_dans__isnull=True, projet__demonstration=F("acteur__demonstration"),
    )  # fmt: skip
    relations = dict(liens.values_list("acteur_id").annotate(n=Count("relation", distinct=True)))
    projets = dict(roles.values_list("acteur_id").annotate(n=Count("projet", distinct=True)))
    return {pk: (relations.get(pk, 0), projets.get(pk, 0)) for pk in ids}


def projets_montrables_dans(iso2: str, acteur_ids: Iterable[int]) -> dict[int, int]:
    """Acteur → combien de ses projets réels agissent dans ce pays, ou y ont un partenaire ; une requête.

    Rien de masqué, même en partie ; payer de loin n'y est pas agir ; qui n'en a aucun n'y est pas.
    """
    lieux = LieuAction.objects.filter(pays_id=iso2)
    la_bas = ParticipationProjet.objects.filter(acteur__pays_id=iso2).exclude(role=RoleProjet.FINANCEUR)
    y_agit = Q(pk__in=lieux.values("projet")) | Q(pk__in=la_bas.values("projet"))
    roles = ParticipationProjet.objects.filter(
        acteur_id__in=list(acteur_ids), projet__in=Projet.objects.reels().filter(y_agit, sensible=False)
    )
    return dict(roles.values_list("acteur_id").annotate(n=Count("projet", distinct=True)))


def premiere_annee(relations: Sequence[RelationBreve]) -> str:
    """Le plus ancien début connu, ou vide."""
    return min((r.debut for r in relations if r.debut), default="")


def taux_engagees() -> Taux | None:
    """La part des communes de France qui ont un lien international connu ici ; None sans effectif."""
    effectif = (
        Effectif.objects.filter(categorie="commune")
        .select_related("source")
        .order_by("-millesime", "source__code")
        .first()
    )
    if effectif is None:
        return None
    engagees = engagees_par_categorie().get("commune", 0)
    part = Part(
        Mesure(Decimal(engagees), "communes", "Jumelles", effectif.millesime),
        Mesure(Decimal(effectif.nombre), "communes", effectif.source.nom, effectif.millesime),
    )
    definition = _("Communes parties à au moins une relation internationale connue ici, sur %(n)s communes.")
    return Taux(part, _("des communes de France"), definition % {"n": milliers(effectif.nombre)})


def taux_document_2022() -> Taux | None:
    """Le taux du document de 2022, recalculé : 5 000 sur 45 387 font 11,0 %, et non 13 %."""
    dits = {
        e.categorie: e for e in Effectif.objects.filter(categorie__startswith="document_2022").select_related("source")
    }
    haut, bas = dits.get("document_2022_collectivites"), dits.get("document_2022_denominateur")
    if haut is None or bas is None:
        return None
    part = Part(
        Mesure(Decimal(haut.nombre), "collectivités", haut.source.nom, haut.millesime),
        Mesure(Decimal(bas.nombre), "collectivités", bas.source.nom, bas.millesime),
    )
    return Taux(part, _("selon le document de 2022, recalculé"), bas.libelle)
