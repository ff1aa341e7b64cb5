"""Les projets : la ligne, la fiche entière, ceux d'un acteur ou d'un pays."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _

from jumelles.cooperations.brouillage import Masque, taire
from jumelles.cooperations.enums import EtapeFinancement, Nomenclature, RoleProjet
from jumelles.cooperations.fiches import FinancementFiche, PartieFiche, ProjetBref, ProjetFiche
from jumelles.cooperations.models import ClassementProjet, LieuAction, ParticipationProjet, Projet, Relation
from jumelles.cooperations.models.projet import ProjetQuerySet
from jumelles.cooperations.regles import statut_projet
from jumelles.cooperations.requetes.breves import breves, sources_par_objet
from jumelles.cooperations.requetes.cadres import cadres_du_projet
from jumelles.cooperations.requetes.paroles import en_fiches, entendues
from jumelles.cooperations.requetes.parties import COLONNES, LIENS, masque_de, partie_de, partie_lue
from jumelles.territoires.regles import slug


def masquant(objet: str = "") -> Q:
    """Ce qui cache ses parties étrangères ; objet : « relation » ou « projet », vu d'une table qui le cite."""
    de = f"{objet}__" if objet else ""
    return Q(**{f"{de}sensible": True}) & (Q(**{f"{de}masque_lieu": True}) | Q(**{f"{de}masque_partenaire": True}))


MASQUE = masquant()


def titre_montre(projet: Projet, masque: Masque) -> str:
    """Le titre que l'on peut montrer."""
    return str(_("Projet dont l'intitulé n'est pas communiqué")) if masque else projet.titre


def projets_brefs(projets: Sequence[Projet], *, jour: date) -> tuple[ProjetBref, ...]:
    """Les lignes de ces projets, dans leur ordre : quatre requêtes, quel qu'en soit le nombre."""
    ids = [p.pk for p in projets]
    if not ids:
        return ()
    masques = {p.pk: masque_de(p) for p in projets}
    porteurs: defaultdict[int, list[PartieFiche]] = defaultdict(list)
    participations = ParticipationProjet.objects.filter(projet_id__in=ids, role=RoleProjet.PORTEUR).order_by("pk")
    for pk, *colonnes in participations.values_list("projet_id", *COLONNES):
        porteurs[pk].append(partie_lue(tuple(colonnes), masques[pk]))
    pays: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for pk, iso, nom in LieuAction.objects.filter(projet_id__in=ids).values_list("projet_id", "pays_id", "pays__nom"):
        pays[pk][iso] = nom
    classes: defaultdict[int, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    rangs = ClassementProjet.objects.filter(projet_id__in=ids).order_by("rang")
    for pk, nomenclature, code in rangs.values_list("projet_id", "nomenclature", "code"):
        classes[pk][nomenclature].append(code)
    sources = sources_par_objet("projet", ids)
    return tuple(
        _bref(p, masques[p.pk], tuple(porteurs[p.pk]), pays[p.pk], classes[p.pk], sources.get(p.pk, ()), jour)
        for p in projets
    )


def _bref(
    projet: Projet,
    masque: Masque,
    porteurs: tuple[PartieFiche, ...],
    pays: dict[str, str],
    classes: dict[str, list[str]],
    sources: tuple[tuple[str, str], ...],
    jour: date,
) -> ProjetBref:
    statut = statut_projet(debut=projet.debut, fin=projet.fin, etat_dit=projet.etat_dit, jour=jour)
    titre = titre_montre(projet, masque)
    return ProjetBref(
        id=projet.pk, slug=slug(titre), titre=titre, porteurs=porteurs, pays=tuple(sorted(pays.items())),
        debut=projet.debut, fin=projet.fin, statut=statut.value, statut_libelle=str(statut.label),
        dispositif=taire(projet.dispositif, masque), derniere_information=projet.derniere_information,
        sensible=projet.sensible, demonstration=projet.demonstration, themes=tuple(classes.get(Nomenclature.THEME, ())),
        odd=tuple(classes.get(Nomenclature.ODD, ())), sources=sources,
        cadres=() if masque else tuple(classes.get(Nomenclature.CADRE, ())),
    )  # fmt: skip


def projet(identifiant: int, *, jour: date) -> ProjetFiche | None:
    """Le projet entier, ou None s'il n'est pas publié."""
    objet = Projet.objects.publies().filter(pk=identifiant).first()
    if objet is None:
        return None
    masque = masque_de(objet)
    financements = _financements(objet, masque)
    lieux = objet.lieux.select_related("pays", "lieu")
    bref, dites = projets_brefs([objet], jour=jour)[0], entendues("projet", objet.pk)
    return ProjetFiche(
        bref=bref,
        contexte=taire(objet.contexte, masque),
        objectifs=taire(objet.objectifs, masque),
        resultats=taire(objet.resultats, masque),
        etat_dit=taire(objet.etat_dit, masque),
        participations=_participations(objet, masque),
        lieux=tuple((x.pays_id, x.pays.nom, taire(x.nom or (x.lieu.nom if x.lieu else ""), masque)) for x in lieux),
        financements=financements,
        total_par_etape=_totaux(financements),
        relations=breves(_adossees(objet, masque), jour=jour),
        paroles=en_fiches(dites, masque),
        cadres=cadres_du_projet(dites, bref, masque),
    )


def _adossees(projet: Projet, masque: Masque) -> list[Relation]:
    """Les relations du projet ; entre un objet masqué et un autre qui ne l'est pas, le lien dirait le partenaire."""
    if masque.cache_parties:
        return []
    return list(Relation.objects.publiees().filter(projets=projet).exclude(MASQUE).order_by("pk"))


def _participations(projet: Projet, masque: Masque) -> tuple[tuple[str, str, PartieFiche, str], ...]:
    lignes = projet.participations.select_related(*LIENS).order_by("pk")
    return tuple(
        (p.role, str(p.get_role_display()), partie_de(p.acteur, masque), taire(p.apport, masque)) for p in lignes
    )


def _financements(projet: Projet, masque: Masque) -> tuple[FinancementFiche, ...]:
    lignes = projet.financements.select_related("payeur__pays", "payeur__collectivite", "source").order_by(
        "etape", "annee", "pk"
    )
    fiches = []
    for f in lignes:
        payeur = partie_de(f.payeur, masque) if f.payeur else None
        fiches.append(
            FinancementFiche(
                payeur_id=payeur.acteur_id if payeur else None, payeur=payeur.nom if payeur else "", annee=f.annee,
                nature_libelle=str(f.get_nature_display()), etape=f.etape, etape_libelle=str(f.get_etape_display()),
                montant=f.montant, devise=f.devise, source_nom=f.source.nom, source_code=f.source.code,
            )
        )  # fmt: skip
    return tuple(fiches)


def _totaux(financements: Sequence[FinancementFiche]) -> tuple[tuple[str, str, Decimal, str], ...]:
    """Un total par étape et par devise : demandé, obtenu, engagé et versé ne s'ajoutent jamais."""
    totaux: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for f in financements:
        totaux[(f.etape, f.devise)] += f.montant
    return tuple((e, str(EtapeFinancement(e).label), total, devise) for (e, devise), total in totaux.items())


def projets_de(acteur_id: int, *, francais: bool, jour: date, nombre: int | None = None) -> tuple[ProjetBref, ...]:
    """Les projets où cet acteur a un rôle, les plus récents d'abord ; nombre : s'en tenir à ceux-là."""
    return projets_brefs(list(_siens(acteur_id, francais).en_bref().order_by("-debut", "pk")[:nombre]), jour=jour)


def numeros_des_projets(acteur_id: int, *, francais: bool) -> tuple[int, ...]:
    """Les identifiants de ses projets réels : de quoi les compter sans les lire ; une requête."""
    return tuple(_siens(acteur_id, francais).filter(demonstration=False).values_list("pk", flat=True))


def compter_projets(acteur_id: int, *, francais: bool) -> int:
    """Combien de projets réels il peut montrer ; une requête, sans en lire aucun."""
    return _siens(acteur_id, francais).filter(demonstration=False).count()


def _siens(acteur_id: int, francais: bool) -> ProjetQuerySet:
    """Ceux qu'il peut montrer : un acteur étranger tait ceux qui cachent leur partenaire."""
    requete = Projet.objects.publies().filter(participations__acteur_id=acteur_id).distinct()
    return requete if francais else requete.exclude(MASQUE)
