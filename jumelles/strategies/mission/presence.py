"""Qui est déjà là : les liens et projets de la collectivité, puis ceux des autres, avec ce pays seulement."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jumelles.cooperations.fiches import ProjetBref, RelationBreve
from jumelles.documents.arbre import Alignement, Bloc, Contenu, Lien, Note, Paragraphe, Tableau
from jumelles.referentiel.nombres import milliers
from jumelles.referentiel.temps import dire
from jumelles.strategies.mission.assemblage import Mission
from jumelles.strategies.mission.blancs import a_completer, inconnu, quand
from jumelles.strategies.mission.presents import ActeurPresent, LienLa


def les_votres(m: Mission, site: str) -> Iterator[Bloc]:
    """Les liens et les projets de la collectivité dans ce pays, ou des lignes à remplir."""
    if m.collectivite is None:
        yield Paragraphe(_("Collectivité non choisie : choisissez-la sur la page du dossier pour y lire ses liens."))
        yield a_completer()
        return
    if not m.relations and not m.projets_nombre:
        yield Paragraphe(
            _("%(nom)s : aucun lien ni projet connu ici avec ce pays. Cela ne prouve pas qu’il n’y en a pas : "
              "demandez à vos services avant de partir.") % {"nom": m.collectivite.nom_affiche}
        )  # fmt: skip
        yield a_completer()
    if m.relations:
        yield Tableau(
            _("Vos jumelages et partenariats connus avec ce pays"),
            (_("Partenaire"), _("Nature"), _("Depuis"), _("État"), _("Dernière information")),
            tuple(_relation(r, m.pays.iso2, site) for r in m.relations),
        )  # fmt: skip
    if m.projets:
        yield Tableau(
            _("Vos projets connus dans ce pays"), (_("Projet"), _("Début"), _("Statut"), _("Dernière information")),
            tuple(_projet(p, site) for p in m.projets),
        )  # fmt: skip
    if m.autres_projets:
        page = f"{site}/territoires/{m.collectivite.code}-{m.collectivite.slug}/"
        autres = ngettext(
            "Et %(n)s autre projet plus ancien, à lire depuis ", "Et %(n)s autres projets plus anciens, à lire depuis ",
            m.autres_projets,
        )  # fmt: skip
        yield Paragraphe((autres % {"n": milliers(m.autres_projets)}, Lien(_("sa page"), page), "."))


def _relation(r: RelationBreve, iso2: str, site: str) -> tuple[Contenu, ...]:
    la = ", ".join(p.nom for p in r.parties if p.pays_iso2 == iso2)
    return (
        (Lien(la, f"{site}/relations/{r.id}-{r.slug}/"), *_sources(r.sources)),
        r.nature_libelle, quand(r.debut), r.etat_libelle, quand(r.derniere_information),
    )  # fmt: skip


def _projet(p: ProjetBref, site: str) -> tuple[Contenu, ...]:
    lien = Lien(p.titre, f"{site}/projets/{p.id}-{p.slug}/")
    return ((lien, *_sources(p.sources)), quand(p.debut), p.statut_libelle, quand(p.derniere_information))


def _sources(sources: Iterable[tuple[str, str]]) -> tuple[Note, ...]:
    return tuple(Note(nom) for _code, nom in sources)


def les_autres(m: Mission, site: str) -> Iterator[Bloc]:
    """Ceux qu'il faut prévenir : là où l'on va, puis de la région, puis d'ailleurs, puis sur place."""
    n = m.collectivites_du_pays
    connus = (
        ngettext("%(n)s collectivité française", "%(n)s collectivités françaises", n) % {"n": milliers(n)},
        ngettext("%(n)s lien", "%(n)s liens", m.liens_du_pays) % {"n": milliers(m.liens_du_pays)},
        ngettext("%(n)s projet", "%(n)s projets", m.projets_du_pays) % {"n": milliers(m.projets_du_pays)},
    )
    yield Paragraphe(
        _("Connus avec ce pays : %(connus)s. Prévenir ceux qui y sont déjà évite les doubles visites. "
          "Chaque nombre ci-dessous compte les liens et les projets avec ce pays, pas ceux d’autres pays.")
        % {"connus": ", ".join(connus)}
    )  # fmt: skip
    yield from _au_lieu(m, site)
    if m.voisines:
        yield _acteurs(_("Collectivités de votre région qui y agissent"), m.voisines, site)
    if m.autres:
        yield _acteurs(_("Collectivités françaises qui y agissent, toutes régions"), m.autres, site)
    montrees = len(m.voisines) + len(m.autres) + 1
    if n > montrees:
        page = f"{site}/acteurs/?pays_action={m.pays.iso2}&type_acteur=collectivite"
        yield Paragraphe((_("Tous n’entrent pas ici : "), Lien(_("la liste entière"), page), "."))
    if m.sur_place:
        yield Tableau(
            _("Autorités locales du pays qui ont déjà un lien connu"),
            (_("Autorité locale"), _("Avec quelles collectivités françaises")),
            tuple((Lien(a.nom, f"{site}{a.adresse}"), _avec(a.liens, site)) for a in m.sur_place),
        )  # fmt: skip
    yield from _natures(m)


def _au_lieu(m: Mission, site: str) -> Iterator[Bloc]:
    if m.au_lieu:
        yield Tableau(
            _("Là où vous allez (%(lieu)s) : qui y a déjà un lien connu") % {"lieu": m.lieu},
            (_("Collectivité française"), _("Avec qui, depuis quand")),
            tuple((Lien(a.nom, f"{site}{a.adresse}"), _avec(a.liens, site)) for a in m.au_lieu),
        )  # fmt: skip
    elif m.lieu:
        yield Paragraphe(
            _("Là où vous allez (%(lieu)s) : aucun lien connu ici, ce qui ne prouve pas qu’il n’y en a pas.")
            % {"lieu": m.lieu}
        )


def _natures(m: Mission) -> Iterator[Bloc]:
    autres = [p for p in m.situation.presents if p.nature not in ("collectivite", "autorite_etrangere")]
    if autres:
        yield Tableau(
            _("Les autres acteurs connus dans ce pays, par nature"), (_("Nature"), _("Nombre")),
            tuple((p.libelle, milliers(p.nombre)) for p in autres),
            alignements=(Alignement.GAUCHE, Alignement.DROITE),
        )  # fmt: skip


def _acteurs(legende: str, acteurs: tuple[ActeurPresent, ...], site: str) -> Tableau:
    droite = Alignement.DROITE
    return Tableau(
        legende, (_("Collectivité"), _("Avec qui, depuis quand"), _("Liens avec ce pays"), _("Projets dans ce pays")),
        tuple(
            (Lien(a.nom, f"{site}{a.adresse}"), _avec(a.liens, site), milliers(len(a.liens)), milliers(a.projets))
            for a in acteurs
        ),
        alignements=(Alignement.GAUCHE, Alignement.GAUCHE, droite, droite),
    )  # fmt: skip


def _avec(liens: tuple[LienLa, ...], site: str) -> Contenu:
    """« Antananarivo (1989), Itasy » ; sans lien connu, on le dit."""
    dits: list[str | Lien] = []
    for lien in liens:
        depuis = f" ({dire(lien.depuis)})" if lien.depuis else ""
        dits += [", "] if dits else []
        dits += [Lien(lien.avec or inconnu(), f"{site}{lien.adresse}"), depuis]
    return tuple(x for x in dits if x) or _("aucun lien connu, un projet au moins")
