"""Ce que l'API rend, décrit pour OpenAPI ; les colonnes et leurs définitions viennent du dictionnaire."""

from types import GenericAlias
from typing import Any, Literal

from django.utils.translation import gettext_noop as _
from ninja import Schema
from pydantic import Field, create_model

from jumelles.recherche.dictionnaire import COLONNES, Colonne
from jumelles.recherche.filtre import SORTES, Sorte

_TYPES: dict[str, Any] = {
    "nombre": int | float | None,
    "booleen": bool | None,
    "liste": list[str],
    "liste_codes": list[str],
}
_AVIS = _("Ce qu'il faut savoir de la demande : un code inconnu, des années inversées.")
_SUIVANT = _("Adresse de la page suivante, à reprendre telle quelle ; null à la dernière.")


def liste_de(element: Any) -> Any:
    """Le type d'une liste de cet élément, connu seulement à l'exécution."""
    return GenericAlias(list, (element,))


def decrire(colonne: Colonne) -> str:
    """Ce qu'OpenAPI dit d'une colonne, dans la langue de la demande."""
    return f"{colonne.libelle}. {colonne.definition}"


def _colonne(colonne: Colonne) -> Any:
    toujours = {"id": int, "adresse": str}
    type_ = toujours.get(colonne.nom) or _TYPES.get(colonne.type, str | None)
    return (type_, Field(description=decrire(colonne)))


def _fiche(sorte: Sorte) -> type[Schema]:
    nom = {"relations": "Relation", "projets": "Projet", "acteurs": "Acteur"}[sorte]
    champs = {c.nom: _colonne(c) for c in COLONNES[sorte]}
    fiche: type[Schema] = create_model(
        nom, __base__=Schema, __doc__=f"Une ligne de /{sorte}, telle que les exports.", **champs
    )
    return fiche


def _page(sorte: Sorte) -> type[Schema]:
    page: type[Schema] = create_model(
        f"Page{sorte.title()}", __base__=Schema,
        total=(int, Field(description=_("Combien de fiches répondent au filtre, toutes pages ensemble."))),
        phrase=(str, Field(description=_("Le filtre, dit en français."))),
        adresse=(str, Field(description=_("La page du site qui montre le même ensemble."))),
        avis=(list[str], Field(description=_AVIS)),
        suivant=(str | None, Field(description=_SUIVANT)),
        lignes=(liste_de(FICHES[sorte]), Field(description=_("Les fiches, par numéro croissant."))),
    )  # fmt: skip
    return page


FICHES = {sorte: _fiche(sorte) for sorte in SORTES}
PAGES = {sorte: _page(sorte) for sorte in SORTES}


class Valeur(Schema):
    """Une valeur de facette."""

    code: str
    libelle: str
    nombre: int = Field(description=_("Combien de fiches, sans tenir compte du choix fait dans cette facette."))
    choisi: bool


class FacetteComptee(Schema):
    """Une facette et ses valeurs les plus fréquentes."""

    nom: str = Field(description=_("Le nom du paramètre à donner pour filtrer."))
    valeurs: list[Valeur]
    autres: int = Field(description=_("Combien de valeurs n'ont pas été données (paramètre « valeurs »)."))


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
    precision: str = Field(description=_("De quoi distinguer les homonymes : « département de l'Isère »."))
    adresse: str


class Suggestions(Schema):
    """Les propositions, les plus connues d'abord."""

    lignes: list[Proposition]


class Appartenance(Schema):
    """Un territoire qui en contient un autre."""

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

    code: str = Field(description=_("Code public : INSEE (38185), SIREN (200040715), D38, R84."))
    nom: str
    categorie: str
    categorie_libelle: str
    code_insee: str | None
    siren: str | None
    population: int | None = Field(description=_("Population municipale ; null : non renseignée."))
    millesime: str | None
    latitude: float | None
    longitude: float | None
    dans: list[Appartenance] = Field(description=_("Ce qui la contient, du plus grand au plus petit."))
    anciens_noms: list[str] = Field(description=_("Noms d'hier et collectivités réunies en elle."))
    comptes: Comptes
    source: str
    licence: str
    adresse: str


class Pays(Schema):
    """Un pays ou territoire."""

    iso2: str
    iso3: str | None
    m49: str | None
    nom: str
    nom_long: str | None
    continent: str | None
    sous_region: str | None
    pays_moins_avance: bool | None = Field(description=_("null : non renseigné."))
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
    adresse: str | None
    millesime: str | None
    nature: str
    nature_libelle: str
    date_information: str | None
    releve_le: str | None
    description: str | None
    limites: str | None
    demonstration: bool
    affirmations: int = Field(description=_("Combien de paroles vivantes elle porte."))


class Sources(Schema):
    """Toutes les sources, par nom."""

    lignes: list[Source]


class TermePublie(Schema):
    """Un terme d'un thésaurus."""

    code: str
    libelle: str
    definition: str | None
    niveau: int
    parent: str | None = Field(description=_("Code du terme qui le contient ; null au premier niveau."))
    source: str | None
    statut: str = Field(description=_("« vu » : relevé à la source ; « à vérifier »."))
    date: str | None


class Thesaurus(Schema):
    """Un thésaurus et ses termes, dans l'ordre officiel."""

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

    type: str = Field(description=_("L'adresse qui explique ce genre de refus."))
    title: str
    status: int
    detail: str
    instance: str
    erreurs: list[ErreurDite] = Field(default_factory=list)
    acceptes: list[str] = Field(default_factory=list, description=_("Les noms de paramètres permis ici."))
