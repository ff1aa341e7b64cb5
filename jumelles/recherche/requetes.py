"""Lister, compter par facette, et chercher partout depuis une seule boîte."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Q, When

from jumelles.acteurs.requetes import ActeurBref, chercher_acteurs
from jumelles.cooperations.enums import EtatPartenariat, NatureRelation, TypeInstrument
from jumelles.cooperations.fiches import Page
from jumelles.cooperations.models import ClassementRelation, Instrument, ParticipationRelation, Projet
from jumelles.cooperations.models.relation import RelationQuerySet
from jumelles.cooperations.requetes import breves, projets_brefs
from jumelles.cooperations.requetes.projets import MASQUE
from jumelles.provenance.models import Affirmation, Source
from jumelles.rapprochement.normaliser import cle
from jumelles.recherche.conditions import confirmees, relations_voulues
from jumelles.recherche.filtre import FACETTES, FiltreRelations
from jumelles.referentiel import thesaurus
from jumelles.territoires.models import Collectivite, Pays
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
            lignes = participations.exclude(acteur__pays_id="FR").values_list("acteur__pays_id")
            return dict(lignes.annotate(n=Count("relation", distinct=True)))
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


def _libelles(facette: str, codes: list[str]) -> dict[str, str]:
    match facette:
        case "pays":
            return dict(Pays.objects.filter(pk__in=codes).values_list("pk", "nom"))
        case "nature":
            return {c: str(libelle) for c, libelle in NatureRelation.choices}
        case "etat":
            return {c: str(libelle) for c, libelle in EtatPartenariat.choices}
        case "instrument":
            return {c: str(libelle) for c, libelle in TypeInstrument.choices}
        case "departement" | "region":
            lettre = facette[0].upper()
            noms = Collectivite.objects.filter(code__in=[f"{lettre}{c}" for c in codes]).values_list("code", "nom")
            return {code[1:]: nom for code, nom in noms}
        case "source":
            return dict(Source.objects.filter(code__in=codes).values_list("code", "nom"))
        case "fraicheur":
            return {"confirmee": "confirmée", "a_confirmer": "à confirmer"}
    pluriel = {"dimension": "dimensions", "theme": "themes", "odd": "odd"}[facette]
    return {c: thesaurus.libelle(pluriel, c) or c for c in codes}


def facette(filtre: FiltreRelations, nom: str, *, jour: date) -> tuple[Choix, ...]:
    """Les valeurs d'une facette avec leurs comptes, qui ignorent le choix fait dans cette facette."""
    choisies = getattr(filtre, nom)
    nombres = _nombres(nom, relations_voulues(filtre, jour=jour, sauf=nom), jour)
    codes = [c for c in (*nombres, *(v for v in choisies if v not in nombres)) if c]
    libelles = _libelles(nom, codes)
    choix = [Choix(c, libelles.get(c, c), nombres.get(c, 0), c in choisies) for c in codes]
    return tuple(sorted(choix, key=lambda c: (-c.nombre, cle(c.libelle))))


def phrase(filtre: FiltreRelations, total: int) -> str:
    """Le filtre dit en français : « 37 jumelages et partenariats, à Madagascar, depuis l'Occitanie »."""
    morceaux = [f"{total} {'jumelages et partenariats' if total != 1 else 'jumelage ou partenariat'}"]
    if filtre.nature:
        morceaux.append("de nature " + _ou(_nommer("nature", filtre.nature)))
    if filtre.theme:
        morceaux.append("sur le thème " + _ou(_nommer("theme", filtre.theme)))
    if filtre.odd:
        morceaux.append("pour l'ODD " + _ou([f"{n} ({t})" for n, t in _odd(filtre.odd)]))
    if filtre.dimension:
        morceaux.append("de dimension " + _ou(_nommer("dimension", filtre.dimension)))
    if filtre.instrument:
        morceaux.append("avec " + _ou(_nommer("instrument", filtre.instrument)))
    if filtre.region:
        morceaux.append("depuis la région " + _ou(_nommer("region", filtre.region)))
    if filtre.departement:
        morceaux.append("depuis le département " + _ou(_nommer("departement", filtre.departement)))
    if filtre.pays:
        locatifs = dict(Pays.objects.filter(pk__in=filtre.pays).values_list("pk", "locatif"))
        morceaux.append(_ou([locatifs.get(p, p) for p in filtre.pays]))
    if filtre.etat:
        morceaux.append("dans l'état " + _ou(_nommer("etat", filtre.etat)))
    if filtre.fraicheur:
        morceaux.append("dont la donnée est " + _ou(_nommer("fraicheur", filtre.fraicheur)))
    if filtre.depuis or filtre.jusque:
        morceaux.append(_annees(filtre.depuis, filtre.jusque))
    if filtre.source:
        morceaux.append("selon " + _ou(_nommer("source", filtre.source)))
    if filtre.texte:
        morceaux.append(f"dont une partie s'appelle « {filtre.texte} »")
    if filtre.interieures:
        morceaux.append("liens entre communes françaises compris")
    return ", ".join(morceaux)


def _annees(depuis: int | None, jusque: int | None) -> str:
    if depuis and jusque:
        return f"commencés de {depuis} à {jusque}"
    return f"commencés depuis {depuis}" if depuis else f"commencés jusqu'en {jusque}"


def _ou(noms: list[str]) -> str:
    return noms[0] if len(noms) == 1 else ", ".join(noms[:-1]) + " ou " + noms[-1]


def _nommer(facette_: str, codes: tuple[str, ...]) -> list[str]:
    libelles = _libelles(facette_, list(codes))
    return [libelles.get(c, c) for c in codes]


def _odd(numeros: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(n, thesaurus.libelle("odd", n) or n) for n in numeros]


def projets(
    *,
    jour: date,
    pays: str = "",
    theme: str = "",
    odd: str = "",
    texte: str = "",
    numero: int = 1,
    taille: int = TAILLE,
) -> Page:
    """Une page du panorama des projets, les plus récents d'abord."""
    requete = Projet.objects.publies()
    if pays:
        requete = requete.filter(lieux__pays_id=pays.upper()[:2])
    for nomenclature, code in (("theme", theme), ("odd", odd)):
        if code:
            requete = requete.filter(classements__nomenclature=nomenclature, classements__code=code)
    if texte.strip():
        visibles = Q(titre__icontains=texte.strip()[:120]) & ~MASQUE & Q(masque_noms=False)
        requete = requete.filter(visibles)
    requete = requete.distinct()
    total = requete.count()
    numero, pages = _tranche(total, numero, taille)
    tranche = list(requete.order_by("-debut", "pk")[(numero - 1) * taille : numero * taille])
    return Page(projets_brefs(tranche, jour=jour), total, numero, pages)


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
