"""Qui est déjà là : les liens et projets de la collectivité, puis ceux des autres."""

from collections.abc import Iterable, Iterator

from jumelles.cooperations.fiches import ProjetBref, RelationBreve
from jumelles.documents.arbre import Alignement, Bloc, Contenu, Lien, Note, Paragraphe, Tableau
from jumelles.recherche.apercus import Partenaire
from jumelles.referentiel.nombres import milliers
from jumelles.strategies.mission.assemblage import Mission
from jumelles.strategies.mission.blancs import a_completer, quand


def les_votres(m: Mission, site: str) -> Iterator[Bloc]:
    """Les liens et les projets de la collectivité dans ce pays, ou des lignes à remplir."""
    if m.collectivite is None:
        yield Paragraphe("Collectivité non choisie : choisissez-la sur la page du dossier pour y lire ses liens.")
        yield a_completer()
        return
    if not m.relations and not m.projets_nombre:
        yield Paragraphe(
            f"{m.collectivite.nom_affiche} : aucun lien ni projet connu ici avec ce pays. "
            "Cela ne prouve pas qu’il n’y en a pas : demandez à vos services avant de partir."
        )
        yield a_completer()
    if m.relations:
        yield Tableau(
            "Vos jumelages et partenariats connus", ("Partenaire", "Nature", "Depuis", "État", "Dernière information"),
            tuple(_relation(r, m.pays.iso2, site) for r in m.relations),
        )  # fmt: skip
    if m.projets:
        yield Tableau(
            "Vos projets connus", ("Projet", "Début", "Statut", "Dernière information"),
            tuple(_projet(p, site) for p in m.projets),
        )  # fmt: skip
    if m.autres_projets:
        page = f"{site}/territoires/{m.collectivite.code}-{m.collectivite.slug}/"
        autres = "autre projet plus ancien" if m.autres_projets == 1 else "autres projets plus anciens"
        yield Paragraphe((f"Et {milliers(m.autres_projets)} {autres}, à lire depuis ", Lien("sa page", page), "."))


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
    """Ceux qu'il faut prévenir : de la région d'abord, puis d'ailleurs, puis sur place."""
    connus = (
        _compte(m.collectivites_du_pays, "collectivité française", "collectivités françaises"),
        _compte(m.liens_du_pays, "lien", "liens"), _compte(m.projets_du_pays, "projet", "projets"),
    )  # fmt: skip
    yield Paragraphe(f"Connus ici : {', '.join(connus)}. Prévenir ceux qui y sont déjà évite les doubles visites.")
    if m.voisines:
        yield _acteurs("Les collectivités de votre région qui y agissent", m.voisines, site)
    if m.autres:
        yield _acteurs("Les collectivités françaises les plus engagées", m.autres, site)
    if m.sur_place:
        yield Tableau(
            "Les autorités locales du pays qui ont déjà un lien connu", ("Autorité", "Liens connus"),
            tuple((Lien(a.nom, f"{site}{a.adresse}"), milliers(a.relations)) for a in m.sur_place),
            alignements=(Alignement.GAUCHE, Alignement.DROITE),
        )  # fmt: skip
    autres = [p for p in m.situation.presents if p.nature not in ("collectivite", "autorite_etrangere")]
    if autres:
        yield Tableau(
            "Les autres acteurs connus, par nature", ("Nature", "Nombre"),
            tuple((p.libelle, milliers(p.nombre)) for p in autres),
            alignements=(Alignement.GAUCHE, Alignement.DROITE),
        )  # fmt: skip


def _compte(nombre: int, un: str, plusieurs: str) -> str:
    return f"{milliers(nombre)} {un if nombre < 2 else plusieurs}"


def _acteurs(legende: str, acteurs: tuple[Partenaire, ...], site: str) -> Tableau:
    return Tableau(
        legende, ("Collectivité", "Liens connus, tous pays"),
        tuple((Lien(a.nom, f"{site}{a.adresse}"), milliers(a.relations)) for a in acteurs),
        alignements=(Alignement.GAUCHE, Alignement.DROITE),
    )  # fmt: skip
