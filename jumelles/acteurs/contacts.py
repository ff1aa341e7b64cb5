"""Les questions des contacts : ce que tout le monde peut voir d'un pays, et ce qu'un réseau tient à jour."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.db.models.functions import Coalesce

from jumelles.acteurs.enums import Consentement, RubriqueContact
from jumelles.acteurs.models import Acteur, Contact
from jumelles.acteurs.regles import empreintes_lues, is_a_reverifier


@dataclass(frozen=True, slots=True)
class ContactFiche:
    """Un contact tel qu'on peut le montrer ; nom vide : un service. source_date : date partielle ISO.

    verifie_le : la dernière fois qu'un réseau l'a confirmé ; a_reverifier : il y a douze mois ou plus.
    """

    id: int
    rubrique: str
    rubrique_libelle: str
    organisme: str
    fonction: str
    nom: str
    courriel: str
    telephone: str
    page: str
    source: str
    source_date: str
    verifie_le: date
    a_reverifier: bool
    reseau_nom: str  # vide : saisi par l'équipe de Jumelles
    en_attente: bool = False


def contacts_du_pays(iso2: str, *, jour: date) -> tuple[ContactFiche, ...]:
    """Ceux que tout le monde peut voir, rubrique par rubrique, en une requête."""
    return _fiches(Contact.objects.montrables().filter(pays_id=iso2).select_related("reseau__fondu_dans"), jour)


def contacts_a_tenir(iso2: str, *, au_nom_de: frozenset[int] | None, jour: date) -> tuple[ContactFiche, ...]:
    """Ceux que ces réseaux ont saisis, accords attendus compris ; None : tous, pour l'équipe de Jumelles."""
    siens = Contact.objects.filter(pays_id=iso2).select_related("reseau__fondu_dans")
    return _fiches(siens if au_nom_de is None else siens.filter(reseau_id__in=reseaux_tenus(au_nom_de)), jour)


def reseaux_tenus(ids: Iterable[int]) -> frozenset[int]:
    """Ces réseaux, ceux dans lesquels ils sont fondus, et ceux qui s'y sont fondus : c'est le même ; une requête."""
    tetes = Acteur.objects.filter(pk__in=list(ids)).values(tete=Coalesce("fondu_dans_id", "pk"))
    return frozenset(Acteur.objects.filter(Q(pk__in=tetes) | Q(fondu_dans__in=tetes)).values_list("pk", flat=True))


def reseaux_nommes(ids: Iterable[int]) -> tuple[tuple[int, str], ...]:
    """(identifiant, nom) des réseaux publiés, par nom ; celui qui est fondu est nommé par celui qui le porte."""
    tetes = Acteur.objects.filter(pk__in=list(ids)).values(tete=Coalesce("fondu_dans_id", "pk"))
    return tuple(Acteur.objects.publies().filter(pk__in=tetes).order_by("nom").values_list("pk", "nom"))


def contact_du_jeton(jeton: str, *, jour: date) -> ContactFiche | None:
    """Le contact que désigne le jeton reçu par courriel : la personne y voit tout ce que l'on montrerait."""
    trouve = (
        Contact.objects.filter(empreinte_jeton__in=empreintes_lues(jeton)).select_related("reseau__fondu_dans").first()
    )
    return _fiche(trouve, jour) if trouve and jeton else None


def pays_du_contact(contact_id: int) -> str:
    """Le pays de ce contact, texte vide s'il n'existe plus."""
    return Contact.objects.filter(pk=contact_id).values_list("pays_id", flat=True).first() or ""


def par_rubrique(fiches: Iterable[ContactFiche]) -> tuple[tuple[str, tuple[ContactFiche, ...]], ...]:
    """Toutes les rubriques, dans leur ordre, celles sans contact comprises (sauf « autre »)."""
    siennes = tuple(fiches)
    groupes = ((r, tuple(f for f in siennes if f.rubrique == r)) for r in RubriqueContact)
    return tuple((str(r.label), suite) for r, suite in groupes if suite or r is not RubriqueContact.AUTRE)


def _fiches(lus: Iterable[Contact], jour: date) -> tuple[ContactFiche, ...]:
    rangs = {r: i for i, r in enumerate(RubriqueContact)}
    fiches = (_fiche(c, jour) for c in lus)
    return tuple(sorted(fiches, key=lambda f: (rangs[RubriqueContact(f.rubrique)], f.organisme, f.id)))


def _fiche(c: Contact, jour: date) -> ContactFiche:
    reseau = c.reseau and (c.reseau.fondu_dans or c.reseau)
    return ContactFiche(
        id=c.pk, rubrique=c.rubrique, rubrique_libelle=str(c.get_rubrique_display()), organisme=c.organisme,
        fonction=c.fonction, nom=c.nom, courriel=c.courriel, telephone=c.telephone, page=c.page, source=c.source,
        source_date=c.source_date, verifie_le=c.verifie_le, a_reverifier=is_a_reverifier(c.verifie_le, jour),
        reseau_nom=reseau.nom if reseau else "", en_attente=c.consentement == Consentement.DEMANDE,
    )  # fmt: skip
