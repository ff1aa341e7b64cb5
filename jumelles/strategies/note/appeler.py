"""Qui appeler : un voisin qui l'a fait, la préfecture, le réseau de la région, l'ambassade, puis les autres."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from jumelles.acteurs.contacts import ContactFiche
from jumelles.acteurs.enums import RubriqueContact
from jumelles.conseil.conseiller import ActeurConseille, TypeConseille
from jumelles.conseil.faits import SANS_SOURCE
from jumelles.conseil.reseaux import annuaire_des_ambassades, reseau_de
from jumelles.documents.arbre import Bloc, Contenu, Lien, Paragraphe, Tableau
from jumelles.referentiel.nombres import milliers
from jumelles.strategies.directions import ICI
from jumelles.strategies.note.composition import NoteElu
from jumelles.strategies.note.faits import agit_la, code_de
from jumelles.strategies.note.sources import citer_source
from jumelles.strategies.portrait.engagement import Engagement

VOISINS, TYPES, ACTEURS, CONTACTS = 2, 2, 2, 4
PETITE = 3_500  # habitants : en dessous, on appelle la mairie même
RESEAU = "rrma"  # le type de partenaire que la ligne du réseau nomme déjà
Rangee = tuple[Contenu, ...]


@dataclass(frozen=True, slots=True)
class _Autour:
    """Une collectivité engagée d'à côté, ou qui contient celle-ci. population None : inconnue, ou sans objet."""

    code: str
    nom: str
    adresse: str
    km: int | None
    engagement: Engagement
    population: int | None = None


def dire_qui_appeler(n: NoteElu, *, site: str) -> Iterator[Bloc]:
    """Une table, du plus proche au plus lointain ; aucune personne n'y est nommée sans son accord."""
    autour = _voisins(n, site)
    types = [t for t in n.conseil.gardes if t.type.code != RESEAU][:TYPES]
    yield Tableau(
        _("Par qui commencer"), (_("Qui"), _("Pourquoi"), _("Comment")),
        (
            *(_voisin(n, v) for v in autour), _prefecture(), *_reseau(n), *_contacts(n), *map(_type, types),
            *_acteurs(n, site, {v.code for v in autour}),
        ),
    )  # fmt: skip
    if not n.question.besoins:
        yield Paragraphe(
            _("Vous n’avez pas dit ce que vous cherchez : la note suppose un financement, une méthode et un relais "
              "auprès des habitants.")
        )  # fmt: skip
    yield Paragraphe(
        _("Les avis sur un type de partenaire viennent d’un atelier de 2015 ; ils ne disent rien d’un organisme nommé.")
    )


def _voisins(n: NoteElu, site: str) -> list[_Autour]:
    """Celles du pays demandé d'abord, même si elles contiennent celle-ci ; puis les plus proches."""
    autour = [
        _Autour(
            v.engage.code, v.engage.nom, f"{site}/territoires/{v.engage.code}-{v.engage.slug}/",
            None if v.engage.distance_km is None else round(v.engage.distance_km), v.engagement, v.engage.population,
        )
        for v in n.portrait.voisines
    ]  # fmt: skip
    autour += [
        _Autour(e.bref.code, e.bref.nom, f"{site}/territoires/{e.bref.code}-{e.bref.slug}/", ICI, e.engagement)
        for e in n.portrait.englobantes
        if agit_la(e.engagement, n.question.pays)
    ]
    return sorted(autour, key=lambda v: not agit_la(v.engagement, n.question.pays))[:VOISINS]


def _voisin(n: NoteElu, v: _Autour) -> Rangee:
    ou = _("à %(km)s km, ") % {"km": milliers(v.km)} if v.km else ""
    la = agit_la(v.engagement, n.question.pays)
    fait = _("agit déjà dans ce pays") if la else _("déjà engagée")
    petite = v.population is not None and v.population < PETITE
    # Une petite commune n'a ni service ni cabinet.
    comment = (
        _("le secrétariat de mairie") if petite
        else _("le service des relations internationales, ou le cabinet, par le standard")
    )  # fmt: skip
    return (
        Lien(v.nom, v.adresse),
        _("%(ou)s%(fait)s : elle dira ce que cela demande") % {"ou": ou, "fait": fait},
        comment,
    )


def _prefecture() -> Rangee:
    return (
        _("La préfecture"), _("tout ce qui est « à vérifier » plus haut, avant de délibérer"),
        _("le bureau du contrôle de légalité"),
    )  # fmt: skip


def _reseau(n: NoteElu) -> Iterator[Rangee]:
    """Le réseau de la région, nommé ; sinon, que l'on n'en a pas trouvé."""
    reseau = reseau_de(n.conseil.chez.region) if n.conseil.chez else None
    if reseau is None:
        return
    note = citer_source(reseau.source, reseau.etat, reseau.date, reseau.adresse)
    if not reseau.nom:
        phrase = _("le réseau régional multi-acteurs : aucun trouvé pour votre région, ce qui reste à vérifier")
        yield _("Un réseau régional"), (phrase, note), _("demander à la Région si elle en soutient un")
        return
    pourquoi = _("le réseau régional multi-acteurs de votre région : il forme, conseille, et sait qui fait quoi")
    yield reseau.nom, (pourquoi, note), Lien(reseau.site, reseau.site) if reseau.site else _("son site : à vérifier")


def _contacts(n: NoteElu) -> Iterator[Rangee]:
    """Ceux du pays demandé ; l'ambassade que personne n'a saisie se cherche dans l'annuaire du ministère."""
    if n.conseil.pays is None:
        return
    if not any(c.rubrique == RubriqueContact.AMBASSADE for c in n.contacts):
        annuaire = annuaire_des_ambassades()
        yield (
            _("Ambassade de France : %(pays)s") % {"pays": n.conseil.pays.nom},
            (_("le cadre du pays, la sécurité, qui peut signer là-bas"),
             citer_source(annuaire.source, annuaire.etat, annuaire.date)),
            Lien(annuaire.nom, annuaire.adresse),
        )  # fmt: skip
    yield from map(_contact, n.contacts[:CONTACTS])


def _contact(c: ContactFiche) -> Rangee:
    comment = ", ".join(x for x in (c.nom, c.telephone, c.courriel, c.page) if x) or _("non renseigné")
    doute = _(" (à revérifier)") if c.a_reverifier else ""
    note = citer_source(c.source, quand=c.source_date)
    return (c.organisme, note), c.fonction or c.rubrique_libelle, f"{comment}{doute}"


def _type(t: TypeConseille) -> Rangee:
    raison = t.raisons[0].fait if t.raisons else None
    pourquoi: Contenu = _("conseillé")
    if raison is not None:
        sans = raison.source in ("", SANS_SOURCE)
        pourquoi = raison.texte if sans else (raison.texte, citer_source(raison.source, raison.etat))
    return t.type.nom, pourquoi, t.premier_pas.texte


def _acteurs(n: NoteElu, site: str, dits: set[str]) -> Iterator[Rangee]:
    """Ceux que les règles retiennent (actifs dans ce pays, ou proches), sans redire les voisins ni les englobantes."""
    deja = dits | {e.bref.code for e in n.portrait.englobantes}
    autres = [a for a in n.conseil.conseil.acteurs if code_de(a.acteur.adresse) not in deja]
    yield from (_acteur(a, site) for a in autres[:ACTEURS])


def _acteur(a: ActeurConseille, site: str) -> Rangee:
    adresse = a.acteur.adresse if a.acteur.adresse.startswith("http") else f"{site}{a.acteur.adresse}"
    connu = a.acteur.km is not None
    km = _("À %(km)s km.") % {"km": milliers(a.acteur.km or 0)} if connu else _("Distance non renseignée.")
    raisons = " ".join((*(r.fait.texte for r in a.raisons[:2]), km))
    note = citer_source(a.acteur.source, quand=str(a.acteur.annee or ""))
    return (Lien(a.acteur.nom, adresse), note), raisons, _("sa page")
