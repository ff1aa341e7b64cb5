"""Une relation entière ; les relations d'un acteur, d'un pays."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, When

from jumelles.cooperations.brouillage import Masque, brouiller_instrument, taire
from jumelles.cooperations.enums import Nomenclature
from jumelles.cooperations.fiches import ActeFiche, InstrumentFiche, ParoleFiche, RelationBreve, RelationFiche
from jumelles.cooperations.models import Acte, Instrument, Projet, Relation
from jumelles.cooperations.models.relation import RelationQuerySet
from jumelles.cooperations.regles import etat_acte, retenir
from jumelles.cooperations.requetes.breves import breves
from jumelles.cooperations.requetes.dires import dires_par_objet
from jumelles.cooperations.requetes.paroles import libelle_champ, paroles, valeur_lisible
from jumelles.cooperations.requetes.parties import masque_de, partie_de
from jumelles.cooperations.requetes.projets import MASQUE, projets_brefs

MASQUEE = MASQUE


@dataclass(frozen=True, slots=True)
class AdresseRelation:
    """Où mène une adresse : objet vivant, fondu dans un autre (vers), ou supprimé."""

    existe: bool
    vers: int | None = None
    supprimee: bool = False


def adresse_relation(identifiant: int) -> AdresseRelation:
    """Dire où mène /relations/<identifiant>/."""
    trouvee = Relation.objects.filter(pk=identifiant).values_list("fondue_dans_id", "supprimee_le").first()
    if trouvee is None:
        return AdresseRelation(existe=False)
    return AdresseRelation(existe=True, vers=trouvee[0], supprimee=trouvee[1] is not None)


def adresse_projet(identifiant: int) -> AdresseRelation:
    """Dire où mène /projets/<identifiant>/."""
    trouve = Projet.objects.filter(pk=identifiant).values_list("fondu_dans_id", "supprime_le").first()
    if trouve is None:
        return AdresseRelation(existe=False)
    return AdresseRelation(existe=True, vers=trouve[0], supprimee=trouve[1] is not None)


def relation(identifiant: int, *, jour: date) -> RelationFiche | None:
    """La relation entière, ou None si elle n'est pas publiée."""
    objet = Relation.objects.publiees().filter(pk=identifiant).select_related("repris_par__pays").first()
    if objet is None:
        return None
    masque = masque_de(objet)
    dites = paroles("relation", objet.pk, masque)
    autres = objet.classements.filter(nomenclature=Nomenclature.NATURE).order_by("rang")
    return RelationFiche(
        breve=breves([objet], jour=jour)[0],
        intitule=taire(objet.intitule, masque),
        autres_natures=tuple(valeur_lisible("nature", c) for c in autres.values_list("code", flat=True)),
        repris_par=partie_de(objet.repris_par, masque) if objet.repris_par else None,
        actes=tuple(acte_fiche(a, masque, jour) for a in objet.actes.order_by("debut", "pk")),
        instruments=tuple(_instrument(i, masque) for i in objet.instruments.select_related("pays", "lieu")),
        projets=projets_brefs(_adosses(objet, masque), jour=jour),
        paroles=dites,
        lieux=tuple(
            (x.pays_id, x.pays.nom, taire(x.nom, masque), "" if masque else str(x.get_precision_display()))
            for x in objet.lieux.select_related("pays")
        ),
        divergences=_divergences(objet.pk, dites) if objet.divergente else (),
    )


def _adosses(relation: Relation, masque: Masque) -> list[Projet]:
    """Les projets de la relation ; entre un objet masqué et un autre qui ne l'est pas, le lien dirait le partenaire."""
    if masque.cache_parties:
        return []
    return list(Projet.objects.publies().filter(relations=relation).exclude(MASQUE).order_by("-debut", "pk"))


def _divergences(
    relation_id: int, dites: tuple[ParoleFiche, ...]
) -> tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]:
    """Champ par champ, les valeurs qui se contredisent et qui les publie."""
    retenu = retenir(dires_par_objet("relation", [relation_id])[relation_id])
    return tuple(
        (champ, libelle_champ(champ), tuple((c[2], p.editeur) for p in dites for c in p.champs if c[0] == champ))
        for champ in retenu.divergences
    )


def acte_fiche(acte: Acte, masque: Masque, jour: date) -> ActeFiche:
    """L'acte tel qu'on peut le montrer, avec son état ce jour-là."""
    etat = etat_acte(debut=acte.debut, fin=acte.fin, resilie_le=acte.resilie_le, jour=jour)
    return ActeFiche(
        id=acte.pk, type_libelle=str(acte.get_type_display()), intitule=taire(acte.intitule, masque),
        objet=taire(acte.objet, masque), delibere_le=acte.delibere_le, transmis_le=acte.transmis_le,
        signe_le=acte.signe_le, debut=acte.debut, fin=acte.fin, resilie_le=acte.resilie_le,
        montant_previsionnel=acte.montant_previsionnel, etat=etat.value, etat_libelle=str(etat.label),
    )  # fmt: skip


def _instrument(instrument: Instrument, masque: Masque) -> InstrumentFiche:
    fiche = InstrumentFiche(
        type=instrument.type, type_libelle=str(instrument.get_type_display()), intitule=instrument.intitule,
        pays_iso2=instrument.pays_id, pays_nom=instrument.pays.nom,
        lieu_nom=instrument.lieu.nom if instrument.lieu else "", debut=instrument.debut, fin=instrument.fin,
        lat=instrument.lat, lon=instrument.lon,
    )  # fmt: skip
    return brouiller_instrument(fiche, masque)


def _list(requete: RelationQuerySet, jour: date, nombre: int | None) -> tuple[RelationBreve, ...]:
    if nombre is not None:
        sans_date = Case(When(debut="", then=1), default=0)
        requete = requete.order_by(sans_date, "debut", "pk")[:nombre]
    lignes = breves(list(requete), jour=jour)
    return tuple(sorted(lignes, key=lambda r: (not r.debut, r.debut, r.slug, r.id)))


def relations_de(acteur_id: int, *, francais: bool, jour: date, nombre: int | None = None) -> tuple[RelationBreve, ...]:
    """Les relations d'un acteur, les plus anciennes d'abord, celles sans date ensuite.

    nombre : s'en tenir aux premières. Un acteur étranger n'y trouve pas celles qui cachent leur partenaire.
    """
    requete = Relation.objects.publiees().with_acteur(acteur_id)
    return _list(requete if francais else requete.exclude(MASQUEE), jour, nombre)
