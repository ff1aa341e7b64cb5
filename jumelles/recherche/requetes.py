"""Lister, compter par facette, et chercher partout depuis une seule boîte."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Q, When

from jumelles.acteurs.requetes import ActeurBref, chercher_acteurs
from jumelles.cooperations.fiches import Page
from jumelles.cooperations.models import (
    ClassementProjet,
    ClassementRelation,
    Instrument,
    ParticipationRelation,
    Projet,
    Relation,
)
from jumelles.cooperations.models.relation import RelationQuerySet
from jumelles.cooperations.requetes import breves, projets_brefs
from jumelles.cooperations.requetes.projets import MASQUE
from jumelles.provenance.models import Affirmation
from jumelles.rapprochement.normaliser import cle
from jumelles.recherche.conditions import confirmees, relations_voulues
from jumelles.recherche.ancien_filtre import FACETTES, FiltreRelations
from jumelles.recherche.libelles import libelles
from jumelles.referentiel import thesaurus
from jumelles.territoires.pays_francais import ISO_FRANCAIS
from jumelles.territoires.requetes import (
    PaysFiche,
    TerritoireBref,
    chercher_pays,
    chercher_territoires,
)

TAILLE = 50
SANS_DATE = Case(When(debut="", then=1), default=0)


@dataclass(frozen=True, slots=True)
class Choix:
    """Une valeur de facette : code, libellé, combien de relations, choisie ou non."""

    code: str
    libelle: str
    nombre: int
    choisi: bool


@dataclass(frozen=True, slots=True)
class Resultats:
    """Ce que la boîte de recherche a trouvé, par famille ; exact : une seule chose porte ce nom."""

    texte: str
    territoires: tuple[TerritoireBref, ...]
    pays: tuple[PaysFiche, ...]
    acteurs: tuple[ActeurBref, ...]
    themes: tuple[tuple[str, str], ...]  # (code, libellé)
    odd: tuple[tuple[str, str], ...]  # (numéro, titre)

    @property
    def total(self) -> int:
        """Combien de choses trouvées."""
        return sum(map(len, (self.territoires, self.pays, self.acteurs, self.themes, self.odd)))


def _tranche(total: int, numero: int, taille: int) -> tuple[int, int]:
    pages = max(1, -(-total // taille))
    return min(max(1, numero), pages), pages


def relations(filtre: FiltreRelations, *, jour: date, numero: int = 1, taille: int = TAILLE) -> Page:
    """Une page de relations, les plus anciennes connues d'abord, celles sans date ensuite."""
    requete = relations_voulues(filtre, jour=jour)
    total = requete.count()
    numero, pages = _tranche(total, numero, taille)
    ordonnee = requete.order_by(SANS_DATE, "debut", "pk")
    tranche = list(ordonnee[(numero - 1) * taille : numero * taille])
    return Page(breves(tranche, jour=jour), total, numero, pages)


def ids_des_relations(filtre: FiltreRelations, *, jour: date) -> tuple[int, ...]:
    """Tous les identifiants du filtre, dans l'ordre de la liste."""
    requete = relations_voulues(filtre, jour=jour).order_by(SANS_DATE, "debut", "pk")
    return tuple(requete.values_list("pk", flat=True))


def relaxer(filtre: FiltreRelations, *, jour: date) -> tuple[tuple[str, FiltreRelations, int], ...]:
    """Pour un résultat vide : chaque facette qu'il suffirait d'ôter, et combien on trouverait."""
    noms = [n for n in (*FACETTES, "texte", "depuis", "jusque") if getattr(filtre, n)]
    propositions = [(n, filtre.without(n)) for n in noms]
    comptees = [(n, f, relations_voulues(f, jour=jour).count()) for n, f in propositions]
    return tuple(sorted((p for p in comptees if p[2]), key=lambda p: -p[2]))


def _nombres(facette: str, requete: RelationQuerySet, jour: date) -> dict[str, int]:
    """Code → combien de relations, dans cette requête."""
    ids = requete.order_by().values("pk")
    participations = ParticipationRelation.objects.filter(relation__in=ids)
    match facette:
        case "etat":
            return dict(requete.order_by().values_list("etat").annotate(n=Count("pk")))
        case "nature":  # une relation dite jumelage et coopération compte dans les deux
            principales = Counter(dict(requete.order_by().values_list("nature").annotate(n=Count("pk"))))
            autres = ClassementRelation.objects.filter(relation__in=ids, nomenclature="nature").values_list("code")
            return principales + Counter(dict(autres.annotate(n=Count("pk"))))
        case "pays":
            lignes = participations.exclude(acteur__pays_id__in=ISO_FRANCAIS).values_list("acteur__pays_id")
            return dict(lignes.annotate(n=Count("relation", distinct=True)))
        case "epci":
            membres = participations.filter(acteur__collectivite__epci__isnull=False)
            communes = membres.values_list("acteur__collectivite__epci__code")
            return dict(communes.annotate(n=Count("relation", distinct=True)))
        case "departement" | "region":
            champ = f"acteur__collectivite__{facette}"
            situees = participations.filter(acteur__collectivite__isnull=False).exclude(**{champ: ""})
            return dict(situees.values_list(champ).annotate(n=Count("relation", distinct=True)))
        case "instrument":
            tous = Instrument.objects.filter(relation__in=ids)
            return dict(tous.values_list("type").annotate(n=Count("relation", distinct=True)))
        case "source":
            dites = Affirmation.objects.vivantes().filter(objet_type="relation", objet_id__in=ids)
            return dict(dites.values_list("source__code").annotate(n=Count("objet_id", distinct=True)))
        case "fraicheur":
            fraiches = requete.filter(confirmees(jour)).count()
            return {"confirmee": fraiches, "a_confirmer": requete.count() - fraiches}
    classes = ClassementRelation.objects.filter(relation__in=ids, nomenclature=facette)
    return dict(classes.values_list("code").annotate(n=Count("relation", distinct=True)))


def facette(filtre: FiltreRelations, nom: str, *, jour: date) -> tuple[Choix, ...]:
    """Les valeurs d'une facette avec leurs comptes, qui ignorent le choix fait dans cette facette."""
    choisies = getattr(filtre, nom)
    nombres = _nombres(nom, relations_voulues(filtre, jour=jour, sauf=nom), jour)
    codes = [c for c in (*nombres, *(v for v in choisies if v not in nombres)) if c]
    noms = libelles(nom, codes)
    choix = [Choix(c, noms.get(c, c), nombres.get(c, 0), c in choisies) for c in codes]
    return tuple(sorted(choix, key=lambda c: (-c.nombre, cle(c.libelle))))


def projets(
    *,
    jour: date,
    pays: str = "",
    theme: str = "",
    odd: str = "",
    texte: str = "",
    numero: int = 1,
    taille: int = TAILLE,
    demonstration: bool = False,
) -> Page:
    """Une page du panorama des projets, les plus récents d'abord."""
    requete = Projet.objects.publies().filter(demonstration=demonstration)
    if pays:
        requete = requete.filter(lieux__pays_id=pays.upper()[:2])
    for nomenclature, code in (("theme", theme), ("odd", odd)):
        if code:
            requete = requete.filter(classements__nomenclature=nomenclature, classements__code=code)
    for mot in cle(texte[:120]).split()[:12]:
        requete = requete.filter(Q(cle__contains=mot, masque_noms=False) & ~MASQUE)
    requete = requete.distinct()
    total = requete.count()
    numero, pages = _tranche(total, numero, taille)
    tranche = list(requete.order_by("-debut", "pk")[(numero - 1) * taille : numero * taille])
    return Page(projets_brefs(tranche, jour=jour), total, numero, pages)


def cibles_utilisees(numero: str) -> dict[str, int]:
    """Les cibles de cet ODD que citent des projets ou des relations publiés, et combien de fois."""
    debut = f"{numero}."
    projets_ = ClassementProjet.objects.filter(nomenclature="cible", projet__in=Projet.objects.reels())
    relations_ = ClassementRelation.objects.filter(nomenclature="cible", relation__in=Relation.objects.reelles())
    cites: Counter[str] = Counter()
    for requete in (projets_, relations_):
        cites.update(dict(requete.filter(code__startswith=debut).values_list("code").annotate(n=Count("pk"))))
    return dict(cites)


def chercher(texte: str) -> Resultats:
    """Chercher partout : territoires (noms d'hier compris), pays, acteurs étrangers, thèmes, ODD."""
    texte = texte[:120].replace("\x00", "").strip()
    voulu = cle(texte)
    themes = [(t.code, t.libelle) for t in thesaurus.themes() if voulu and voulu in cle(t.libelle)]
    mots = voulu.split()
    odd = [
        (str(o.numero), o.titre)
        for o in thesaurus.odd()
        if voulu and (voulu in cle(o.titre) or mots in (["odd", str(o.numero)], ["odd" + str(o.numero)]))
    ]
    return Resultats(
        texte=texte, territoires=chercher_territoires(texte), pays=chercher_pays(texte),
        acteurs=chercher_acteurs(texte), themes=tuple(themes), odd=tuple(odd),
    )  # fmt: skip
