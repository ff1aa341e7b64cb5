"""Ce que l'API rend, décrit pour OpenAPI ; les colonnes et leurs définitions viennent du dictionnaire."""

from typing import Any, Literal

from ninja import Schema
from pydantic import Field, create_model

from jumelles.recherche.dictionnaire import COLONNES, Colonne
from jumelles.recherche.filtre import SORTES

_TYPES: dict[str, Any] = {
    "nombre": int | float | None,
    "booleen": bool | None,
    "liste": list[str],
    "liste_codes": list[str],
}
_AVIS = "Ce qu'il faut savoir de la demande : un code inconnu, des années inversées."
_SUIVANT = "Adresse de la page suivante, à reprendre telle quelle ; null à la dernière."


def _colonne(colonne: Colonne) -> Any:
    definition = f"{colonne.libelle}. {colonne.definition}"
    if colonne.nom == "id":
        return (int, Field(description=definition))
    if colonne.type == "adresse":
        return (str, Field(description="Adresse de la page sur le site."))
    return (_TYPES.get(colonne.type, str | None), Field(description=definition))


def _fiche(sorte: str) -> type[Schema]:
    nom = {"relations": "Relation", "projets": "Projet", "acteurs": "Acteur"}[sorte]
    champs = {c.nom: _colonne(c) for c in COLONNES[sorte]}
    fiche: type[Schema] = create_model(
        nom, __base__=Schema, __doc__=f"Une ligne de /{sorte}, telle que les exports.", **champs
    )
    return fiche


def _page(sorte: str) -> type[Schema]:
    fiches: Any = list[FICHES[sorte]]  # type: ignore[valid-type]
    page: type[Schema] = create_model(
        f"Page{sorte.title()}", __base__=Schema,
        total=(int, Field(description="Combien de fiches répondent au filtre, toutes pages ensemble.")),
        phrase=(str, Field(description="Le filtre, dit en français.")),
        adresse=(str, Field(description="La page du site qui montre le même ensemble.")),
        avis=(list[str], Field(description=_AVIS)),
        suivant=(str | None, Field(description=_SUIVANT)),
        lignes=(fiches, Field(description="Les fiches, par numéro croissant.")),
    )  # fmt: skip
    return page


FICHES = {sorte: _fiche(sorte) for sorte in SORTES}
PAGES = {sorte: _page(sorte) for sorte in SORTES}


class Valeur(Schema):
    """Une valeur de facette."""

    code: str
    libelle: str
    nombre: int = Field(description="Combien de fiches, sans tenir compte du choix fait dans cette facette.")
    choisi: bool


class FacetteComptee(Schema):
    """Une facette et ses valeurs les plus fréquentes."""

    nom: str = Field(description="Le nom du paramètre à donner pour filtrer.")
    valeurs: list[Valeur]
    autres: int = Field(description="Combien de valeurs n'ont pas été données (paramètre « valeurs »).")


class Facettes(Schema):
    """Les comptes d'un ensemble."""

    total: int
    phrase: str
    avis: list[str]
    facettes: list[FacetteComptee]


class Proposition(Schema):
    """Une proposition de la boîte de recherche."""

    sorte: Literal["relations", "projets", "acteurs", "territoires", "pays", "themes", "odd"]
    id: int
    libelle: str
    precision: str = Field(description="De quoi distinguer les homonymes : « département de l'Isère ».")
    adresse: str


class Suggestions(Schema):
    """Les propositions, les plus connues d'abord."""

    lignes: list[Proposition]


class Appartenance(Schema):
    code: str
    nom: str
    categorie: str


class Comptes(Schema):
    """Combien de fiches ; hors démonstration."""

    relations: int
    projets: int
    acteurs: int


class Territoire(Schema):
    """Une collectivité d'aujourd'hui."""

    code: str = Field(description="Code public : INSEE (38185), SIREN (200040715), D38, R84.")
    nom: str
    categorie: str
    categorie_libelle: str
    code_insee: str | None
    siren: str | None
    population: int | None = Field(description="Population municipale ; null : non renseignée.")
    millesime: str | None
    latitude: float | None
    longitude: float | None
    dans: list[Appartenance] = Field(description="Ce qui la contient, du plus grand au plus petit.")
    anciens_noms: list[str] = Field(description="Noms d'hier et collectivités réunies en elle.")
    comptes: Comptes
    source: str
    licence: str
    adresse: str


class Pays(Schema):
    """Un pays ou territoire."""

    iso2: str
    iso3: str
    m49: str
    nom: str
    nom_long: str
    continent: str
    sous_region: str
    pays_moins_avance: bool | None = Field(description="null : non renseigné.")
    etat_souverain: bool
    latitude: float | None
    longitude: float | None
    comptes: Comptes
    source: str
    adresse: str


class Source(Schema):
    """Qui dit les faits."""

    code: str
    nom: str
    editeur: str
    licence: str
    adresse: str
    millesime: str
    nature: str
    nature_libelle: str
    date_information: str
    releve_le: str | None
    description: str
    limites: str
    demonstration: bool
    affirmations: int = Field(description="Combien de paroles vivantes elle porte.")


class Sources(Schema):
    lignes: list[Source]


class TermePublie(Schema):
    """Un terme d'un thésaurus."""

    code: str
    libelle: str
    definition: str
    niveau: int
    parent: str = Field(description="Code du terme qui le contient ; vide au premier niveau.")
    source: str
    statut: str = Field(description="« vu » : relevé à la source ; « à vérifier ».")
    date: str


class Thesaurus(Schema):
    nom: str
    lignes: list[TermePublie]


class ErreurDite(Schema):
    """Une faute : où, la valeur reçue, pourquoi, comment l'écrire."""

    ou: str
    valeur: str
    pourquoi: str
    comment: str


class Probleme(Schema):
    """Un refus (RFC 9457)."""

    type: str = Field(description="L'adresse qui explique ce genre de refus.")
    title: str
    status: int
    detail: str
    instance: str
    erreurs: list[ErreurDite] = Field(default_factory=list)
    acceptes: list[str] = Field(default_factory=list, description="Les noms de paramètres permis ici.")
