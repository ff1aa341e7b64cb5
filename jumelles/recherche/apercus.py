"""Un ensemble de relations d'un coup d'œil : comptes et premières lignes, sans jamais les lire toutes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Max

from jumelles.acteurs.models import Acteur
from jumelles.acteurs.requetes import encore_publies
from jumelles.cooperations.fiches import ProjetBref, RelationBreve
from jumelles.cooperations.models import Projet, Relation
from jumelles.cooperations.requetes import participations_par_acteur
from jumelles.recherche.filtre import ANNEES, Filtre, Sorte
from jumelles.recherche.moteur import moteur
from jumelles.recherche.requetes import projets, relations
from jumelles.referentiel import thesaurus
from jumelles.territoires.pays_francais import ISO_FRANCAIS

_FACETTES = ("nature", "etat", "theme", "odd", "source", "fraicheur")


# De quoi remplacer ceux qui viennent de partir, et jusqu'où aller s'il en est parti beaucoup.
EN_RESERVE, PAGES_LUES = 5, 4


@dataclass(frozen=True, slots=True)
class Apercu:
    """Ce que l'on sait d'un ensemble de relations. datees, classees : dont on sait le début, un thème.

    natures, themes, odd, sources : code → combien de relations, ancêtres compris.
    """

    total: int
    situees: int
    datees: int
    classees: int
    sans_etat: int
    confirmees: int
    natures: Mapping[str, int]
    themes: Mapping[str, int]
    odd: Mapping[str, int]
    sources: Mapping[str, int]


def apercu(filtre: Filtre) -> Apercu:
    """Compter par le moteur ; le filtre ne doit choisir ni thème ni années."""
    index = moteur()
    comptes = index.facettes(filtre, "relations", _FACETTES, ignorer=False)
    racines = tuple(t.code for t in thesaurus.themes() if not t.parent)
    return Apercu(
        total=index.compter(filtre, "relations"), situees=index.compter(filtre, "relations", situes=True),
        datees=index.compter(replace(filtre, depuis=ANNEES[0], jusque=ANNEES[1]), "relations"),
        classees=index.compter(replace(filtre, theme=racines), "relations"),
        sans_etat=comptes["etat"].get("non_renseigne", 0), confirmees=comptes["fraicheur"].get("confirmee", 0),
        natures=comptes["nature"], themes=comptes["theme"], odd=comptes["odd"], sources=comptes["source"],
    )  # fmt: skip


def themes_a_montrer(comptes: Mapping[str, int]) -> dict[str, int]:
    """Les thèmes du deuxième niveau, où les comptes se lisent ; ceux du premier si aucun n'est dit plus finement."""
    niveaux = {t.code: t.niveau for t in thesaurus.themes()}
    seconds = {code: n for code, n in comptes.items() if niveaux.get(code) == 2}
    return seconds or {code: n for code, n in comptes.items() if niveaux.get(code) == 1}


def premieres_relations(filtre: Filtre, *, nombre: int, jour: date) -> tuple[RelationBreve, ...]:
    """Les plus anciennes connues d'abord, celles sans date ensuite ; quatre requêtes."""
    return relations(filtre, jour=jour, taille=nombre, tri="ancien").elements


def premiers_projets(filtre: Filtre, *, nombre: int, jour: date) -> tuple[ProjetBref, ...]:
    """Les plus récents d'abord, ceux sans date ensuite ; cinq requêtes."""
    return projets(filtre, jour=jour, taille=nombre, tri="recent").elements


@dataclass(frozen=True, slots=True)
class Partenaire:
    """Un acteur et combien de relations on lui connaît, tous pays ; adresse : chemin de sa page."""

    nom: str
    adresse: str
    relations: int
    acteur_id: int


def premiers_acteurs(filtre: Filtre, *, nombre: int) -> tuple[Partenaire, ...]:
    """Les plus engagés d'abord (relations et projets), comptés dans la base ; trois requêtes par page, une suffit.

    L'index peut retarder d'un instant : qui n'est plus publié, ou n'a plus ni relation ni projet, n'y est déjà plus.
    """
    trouves: list[Partenaire] = []
    for debut in range(0, PAGES_LUES * (pas := nombre + EN_RESERVE), pas):
        ids = moteur().chercher(filtre, "acteurs", tri="pertinence", debut=debut, nombre=pas).ids
        trouves += _engages(ids)
        if len(trouves) >= nombre or len(ids) < pas:
            break
    return tuple(trouves[:nombre])


def _engages(ids: tuple[int, ...]) -> list[Partenaire]:
    publies, nombres = encore_publies(ids), participations_par_acteur(ids)
    vus = ((t.id, t.fiche, nombres[t.id]) for t in moteur().lire("acteurs", ids) if t.id in publies)
    return [Partenaire(str(f["nom"]), str(f["adresse"]), dits[0], pk) for pk, f, dits in vus if any(dits)]


def relations_par(filtre: Filtre, facette: str) -> Mapping[str, int]:
    """Code d'une facette → combien de relations ; une facette choisie ne se compte pas elle-même."""
    return moteur().facettes(filtre, "relations", (facette,))[facette]


def compter_par_source() -> dict[str, tuple[int, int]]:
    """Code de source → (relations, projets) dont elle parle, les mêmes nombres que les listes où chacun mène."""
    index, toutes = moteur(), Filtre()
    liens = index.facettes(toutes, "relations", ("source",))["source"]
    projets = index.facettes(toutes, "projets", ("source",))["source"]
    return {code: (liens.get(code, 0), projets.get(code, 0)) for code in {*liens, *projets}}


def partenaires(pays: tuple[str, ...] = ()) -> int:
    """Combien d'acteurs hors de France ont au moins une relation que l'on peut montrer."""
    index = moteur()
    natures = tuple(index.facettes(Filtre(), "relations", ("nature",))["nature"])
    ou = pays or tuple(c for c in index.facettes(Filtre(), "acteurs", ("pays",))["pays"] if c not in ISO_FRANCAIS)
    return index.compter(Filtre(pays=ou, nature=natures), "acteurs") if natures and ou else 0


_MODELES: dict[Sorte, Any] = {"relations": Relation, "projets": Projet, "acteurs": Acteur}


def dernier_numero(sorte: Sorte) -> int:
    """Le plus grand identifiant jamais donné à une relation, un projet, un acteur encore là."""
    return _MODELES[sorte].objects.aggregate(n=Max("pk"))["n"] or 0


def adresses_entre(sorte: Sorte, apres: int, jusque: int) -> list[str]:
    """Les chemins des fiches publiées dont l'identifiant est après l'un et jusqu'à l'autre compris."""
    trouvees = moteur().parcourir(Filtre(interieures=True), sorte, apres=apres, nombre=jusque - apres)
    return [str(t.fiche["adresse"]) for t in trouvees if t.id <= jusque]
