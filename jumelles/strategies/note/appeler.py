"""Qui appeler : un voisin qui l'a fait, la préfecture, les partenaires à approcher, et les acteurs proches."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from jumelles.acteurs.contacts import ContactFiche, contacts_du_pays
from jumelles.conseil.conseiller import ActeurConseille, TypeConseille
from jumelles.conseil.faits import SANS_SOURCE
from jumelles.documents.arbre import Bloc, Contenu, Lien, Note, Paragraphe, Tableau
from jumelles.referentiel.nombres import milliers
from jumelles.referentiel.temps import DatePartielle
from jumelles.strategies.note.composition import NoteElu
from jumelles.strategies.portrait.alentours import Voisine

VOISINS, TYPES, ACTEURS, CONTACTS = 2, 3, 3, 4
PETITE = 3_500  # habitants : en dessous, on appelle la mairie même
Rangee = tuple[Contenu, ...]


def dire_qui_appeler(n: NoteElu, *, site: str) -> Iterator[Bloc]:
    """Une table, du plus proche au plus lointain ; aucune personne n'y est nommée sans son accord."""
    yield Tableau(
        _("Par qui commencer"), (_("Qui"), _("Pourquoi"), _("Comment")),
        (*_voisins(n, site), _prefecture(), *map(_type, n.conseil.gardes[:TYPES]), *_acteurs(n, site), *_contacts(n)),
    )  # fmt: skip
    if not n.question.besoins:
        yield Paragraphe(
            _("Vous n’avez pas dit ce que vous cherchez : la note suppose un financement, une méthode et un relais "
              "auprès des habitants.")
        )  # fmt: skip
    yield Paragraphe(
        _("Les avis sur un type de partenaire viennent d’un atelier de 2015 ; ils ne disent rien d’un organisme nommé.")
    )


def _voisins(n: NoteElu, site: str) -> Iterator[Rangee]:
    for v in sorted(n.portrait.voisines, key=lambda v: _loin_du_sujet(n, v))[:VOISINS]:
        km = "" if v.engage.distance_km is None else _("à %(km)s km, ") % {"km": milliers(round(v.engage.distance_km))}
        yield (
            Lien(v.engage.nom, f"{site}/territoires/{v.engage.code}-{v.engage.slug}/"),
            _("%(km)sdéjà engagée : elle dira ce que cela demande") % {"km": km},
            _comment(v),
        )


def _comment(v: Voisine) -> str:
    """À qui parler : une petite commune n'a ni service ni cabinet."""
    if v.engage.population is not None and v.engage.population < PETITE:
        return _("le secrétariat de mairie")
    return _("le service des relations internationales, ou le cabinet, par le standard")


def _loin_du_sujet(n: NoteElu, v: Voisine) -> bool:
    """Faux d'abord : celle qui agit dans le pays demandé ; à égalité, l'ordre du portrait, la plus proche."""
    return bool(n.question.pays) and n.question.pays not in dict(v.engagement.pays)


def _prefecture() -> Rangee:
    return (
        _("La préfecture"), _("tout ce qui est « à vérifier » plus haut, avant de délibérer"),
        _("le bureau du contrôle de légalité"),
    )  # fmt: skip


def _type(t: TypeConseille) -> Rangee:
    raison = t.raisons[0].fait if t.raisons else None
    pourquoi: Contenu = _("conseillé")
    if raison is not None:
        sans = raison.source in ("", SANS_SOURCE)
        pourquoi = raison.texte if sans else (raison.texte, Note(f"{raison.source} ({raison.etat})"))
    return t.type.nom, pourquoi, t.premier_pas.texte


def _acteurs(n: NoteElu, site: str) -> Iterator[Rangee]:
    contenants = {e.bref.nom for e in n.portrait.englobantes}
    autres = [a for a in n.conseil.conseil.acteurs if a.acteur.nom not in contenants]
    for a in autres[:ACTEURS]:
        yield _acteur(a, site)


def _acteur(a: ActeurConseille, site: str) -> Rangee:
    adresse = a.acteur.adresse if a.acteur.adresse.startswith("http") else f"{site}{a.acteur.adresse}"
    km = _(" (à %(km)s km)") % {"km": milliers(a.acteur.km)} if a.acteur.km is not None else ""
    raisons = " ".join(r.fait.texte for r in a.raisons[:2])
    return (
        (Lien(a.acteur.nom, adresse), Note(a.acteur.source, str(a.acteur.annee or ""))),
        f"{raisons}{km}",
        _("sa page"),
    )


def _contacts(n: NoteElu) -> Iterator[Rangee]:
    """Ceux du pays demandé, publics ou consentis (C1.8)."""
    if n.question.pays:
        for c in contacts_du_pays(n.question.pays, jour=n.jour)[:CONTACTS]:
            yield _contact(c)


def _contact(c: ContactFiche) -> Rangee:
    quand = DatePartielle.read(c.source_date).in_french() if c.source_date else ""
    comment = ", ".join(x for x in (c.nom, c.telephone, c.courriel, c.page) if x) or _("non renseigné")
    doute = _(" (à revérifier)") if c.a_reverifier else ""
    return (c.organisme, Note(c.source, quand)), c.fonction or c.rubrique_libelle, f"{comment}{doute}"
