"""Du filtre aux conditions : une fonction par facette, pour qu'un compte puisse ignorer la sienne."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet

from jumelles.acteurs.models import Acteur
from jumelles.cooperations.models import ClassementRelation, Instrument, ParticipationRelation, Relation
from jumelles.cooperations.models.relation import RelationQuerySet
from jumelles.cooperations.regles import MOIS_DE_CONFIRMATION
from jumelles.cooperations.requetes.relations import MASQUEE
from jumelles.provenance.models import Affirmation
from jumelles.rapprochement.normaliser import cle
from jumelles.recherche.ancien_filtre import FACETTES, FiltreRelations
from jumelles.territoires.pays_francais import ISO_FRANCAIS

MOTS_MAX = 8
_NOMENCLATURES = {"dimension": "dimension", "theme": "theme", "odd": "odd"}


def seuil_de_confirmation(jour: date) -> date:
    """Le premier jour d'une confirmation encore fraîche ce jour-là."""
    mois = jour.year * 12 + jour.month - 1 - (MOIS_DE_CONFIRMATION - 1)
    return date(mois // 12, mois % 12 + 1, 1)


def _participantes(**conditions: object) -> QuerySet[ParticipationRelation, int]:
    return ParticipationRelation.objects.filter(**conditions).order_by().values_list("relation_id", flat=True)


def confirmees(jour: date) -> Q:
    return Q(confirmee_le__gte=seuil_de_confirmation(jour), confirmee_le__lte=jour + timedelta(days=1))


def condition(filtre: FiltreRelations, facette: str, jour: date) -> Q:
    """La condition d'une facette ; vide si rien n'y est choisi."""
    valeurs = getattr(filtre, facette)
    if not valeurs:
        return Q()
    match facette:
        case "pays":
            return Q(pk__in=_participantes(acteur__pays_id__in=valeurs))
        case "nature":
            autres = ClassementRelation.objects.filter(nomenclature="nature", code__in=valeurs).values("relation_id")
            return Q(nature__in=valeurs) | Q(pk__in=autres)
        case "etat":
            return Q(etat__in=valeurs)
        case "instrument":
            return Q(pk__in=Instrument.objects.filter(type__in=valeurs).values("relation_id"))
        case "epci":
            return Q(pk__in=_participantes(acteur__collectivite__epci__code__in=valeurs))
        case "departement" | "region":
            return Q(pk__in=_participantes(**{f"acteur__collectivite__{facette}__in": valeurs}))
        case "source":
            dites = Affirmation.objects.vivantes().filter(objet_type="relation", source__code__in=valeurs)
            return Q(pk__in=dites.order_by().values("objet_id"))
        case "fraicheur":
            fraiches = confirmees(jour)
            voulues = {"confirmee": fraiches, "a_confirmer": ~fraiches | Q(confirmee_le__isnull=True)}
            choix = [voulues[v] for v in valeurs if v in voulues]
            return _any(choix) if choix else Q(pk__in=[])
    codes = ClassementRelation.objects.filter(nomenclature=_NOMENCLATURES[facette], code__in=valeurs)
    return Q(pk__in=codes.values("relation_id"))


def _any(choix: list[Q]) -> Q:
    union = choix[0]
    for q in choix[1:]:
        union |= q
    return union


def _mots(texte: str) -> list[str]:
    """Les mots distincts, les plus longs d'abord, en petit nombre : chacun parcourt tous les noms."""
    return sorted(dict.fromkeys(cle(texte).split()), key=len, reverse=True)[:MOTS_MAX]


def condition_texte(texte: str) -> Q:
    """Chaque mot dans le nom d'une partie ou de son pays ; un partenaire caché ne se devine pas par la recherche."""
    union = Q()
    for mot in _mots(texte):
        acteurs = Acteur.objects.filter(cle__contains=mot).order_by()
        francais = _participantes(acteur__in=acteurs.filter(pays_id__in=ISO_FRANCAIS).values("pk"))
        montrees = Relation.objects.exclude(MASQUEE).order_by().values("pk")
        etrangers = _participantes(acteur__in=acteurs.exclude(pays_id__in=ISO_FRANCAIS).values("pk"))
        union &= Q(pk__in=francais) | (Q(pk__in=etrangers) & Q(pk__in=montrees))
    return union


def relations_voulues(filtre: FiltreRelations, *, jour: date, sauf: str = "") -> RelationQuerySet:
    """Les relations publiées du filtre, sans la démonstration sauf si on la demande ; sauf : la facette à ignorer."""
    requete = Relation.objects.publiees().filter(demonstration=filtre.demonstration)
    if not filtre.interieures:
        requete = requete.internationales()
    for facette in FACETTES:
        if facette != sauf:
            requete = requete.filter(condition(filtre, facette, jour))
    if filtre.texte:
        requete = requete.filter(condition_texte(filtre.texte))
    if filtre.depuis:
        requete = requete.filter(debut__gte=str(filtre.depuis))
    if filtre.jusque:
        requete = requete.exclude(debut="").filter(debut__lt=str(filtre.jusque + 1))
    return requete
