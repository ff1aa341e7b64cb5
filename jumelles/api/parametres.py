"""Les paramètres des adresses de l'API : les noms du filtre, leur écriture permise, leur description."""

from typing import Annotated, Any, Literal

from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    WithJsonSchema,
    create_model,
)
from pydantic_core import PydanticCustomError

from jumelles.acteurs.enums import NatureActeur
from jumelles.api.fautes import fautes
from jumelles.api.modeles import liste_de
from jumelles.api.problemes import Faute, Refus
from jumelles.cooperations.enums import (
    EtatActe,
    EtatDonnee,
    EtatPartenariat,
    NatureRelation,
    StatutProjet,
    TypeInstrument,
)
from jumelles.recherche.filtre import (
    ANNEES,
    CLES,
    LONGUEUR_MAX,
    NOMBRE_MAX,
    PROPRES,
    SORTES,
    Sorte,
    illisibles,
)
from jumelles.referentiel import cadres, thesaurus

TAILLE, TAILLE_MAX = 100, 500
SUGGESTIONS, SUGGESTIONS_MAX = 10, 50
VALEURS, VALEURS_MAX = 100, 1000


def _parmi(codes: Any) -> Any:
    return Literal[tuple(str(c) for c in codes)]


def _ecrit(motif: str, maximum: int = LONGUEUR_MAX) -> Any:
    return Annotated[str, StringConstraints(pattern=motif, max_length=maximum)]


_PAYS = _ecrit(r"^[A-Za-z]{2}$")
_CODE = _ecrit(r"^[^\x00]+$")
# Facette → (écriture d'une valeur, ce qu'elle demande).
FACETTES: dict[str, tuple[Any, str]] = {
    "pays": (_PAYS, _("Pays du partenaire étranger (acteurs : pays du siège), code ISO 3166 à deux lettres.")),
    "territoire": (
        _ecrit(r"^[0-9A-Za-z.]{1,16}$"),
        _("Territoire français à tout niveau, descendants compris : commune (38185), EPCI (200040715), département "
          "(D38), région (R84)."),
    ),
    "type_acteur": (_parmi(NatureActeur.values), _("Nature d'un des acteurs.")),
    "nature": (_parmi(NatureRelation.values), _("Nature de la relation (acteurs : d'une de leurs relations).")),
    "etat": (_parmi(EtatPartenariat.values), _("État du partenariat.")),
    "acte": (_parmi(EtatActe.values), _("État d'un des actes (convention, charte…).")),
    "statut": (_parmi(StatutProjet.values), _("Statut du projet, calculé au jour de la réponse.")),
    "theme": (
        _parmi(t.code for t in thesaurus.themes()),
        _("Thème, sur trois niveaux, descendants compris. Libellés : /api/v1/thesaurus/themes."),
    ),
    "odd": (
        _parmi([*(o.numero for o in thesaurus.odd()), *(c.code for c in thesaurus.cibles())]),
        _("Objectif de développement durable (6, cibles comprises) ou cible (6.1). "
          "Libellés : /api/v1/thesaurus/cibles."),
    ),
    "dimension": (_parmi(t.code for t in thesaurus.dimensions()), _("Ce que le lien apporte.")),
    "instrument": (_parmi(TypeInstrument.values), _("Instrument attaché à la relation.")),
    "dispositif": (_CODE, _("Programme qui soutient le projet, tel que /api/v1/facettes/projets l'écrit.")),
    "cadre": (
        _parmi(c.code for c in cadres.cadres()),
        _("Cadre où le projet s'inscrit, dit par quelqu'un ou déduit. Libellés : /api/v1/thesaurus/cadres."),
    ),
    "pays_action": (_PAYS, _("Pays où l'acteur agit, code ISO 3166 à deux lettres.")),
    "source": (_ecrit(r"^[0-9A-Za-z_.-]{1,80}$"), _("Source qui en parle ; codes : /api/v1/sources.")),
    "fraicheur": (
        _parmi(EtatDonnee.values), _("État de la donnée : confirmée depuis moins de 24 mois, ou à confirmer."),
    ),
    "partie": (_ecrit(r"^[0-9]{1,15}$"), _("Numéro d'un acteur : les fiches dont il est partie.")),
}  # fmt: skip


def _chiffres(valeur: Any) -> Any:
    if isinstance(valeur, str) and not (valeur.isascii() and valeur.isdigit() and len(valeur) <= 16):
        raise PydanticCustomError("int_parsing", "")
    return valeur


def _lisible(nom: str) -> AfterValidator:
    def verifier(valeur: str) -> str:
        if illisibles({nom: valeur}):
            raise PydanticCustomError("illisible", "")
        return valeur

    return AfterValidator(verifier)


def _borne(bas: int, haut: int) -> Any:
    """Un entier entre deux bornes comprises."""
    return Annotated[int, Field(ge=bas, le=haut), BeforeValidator(_chiffres)]


_EMPRISE = Annotated[str, _lisible("emprise"), WithJsonSchema({"type": "string", "format": "emprise"})]
_INSTANTS = (
    {"type": "string", "format": "date"},
    {"type": "string", "format": "date-time"},
    {"type": "string", "pattern": "^[0-9]{1,10}$"},
    {"const": ""},
)
_INSTANT = Annotated[str, _lisible("modifie_depuis"), WithJsonSchema({"anyOf": list(_INSTANTS)})]
_TEXTE = Annotated[str, StringConstraints(max_length=LONGUEUR_MAX)]


def _annee(description: str) -> Any:
    return (_borne(*ANNEES) | None, Field(None, description=description, examples=[1990]))


def _entier(defaut: int, maximum: int, description: str) -> Any:
    return (_borne(1, maximum), Field(defaut, description=description))


def _oui(description: str) -> Any:
    return (Literal["oui", "non"], Field("non", description=description))


_Q = (
    _TEXTE | None,
    Field(None, description=_("Des mots : tous doivent s'y trouver, sans souci d'accents ni de pluriels.")),
)
_COMMUNS: dict[str, Any] = {
    "q": _Q,
    "depuis": _annee(_("Année de début la plus ancienne, comprise.")),
    "jusque": _annee(_("Année de début la plus récente, comprise.")),
    "emprise": (
        _EMPRISE | None,
        Field(None, description=_("Rectangle « ouest,sud,est,nord » en degrés WGS84 : un des lieux montrés y est. "
              "Arrondi vers l'extérieur à une grille."), examples=["-5.2,41.3,9.6,51.1"]),
    ),
    "modifie_depuis": (
        _INSTANT | None,
        Field(None, description=_("Date ou instant ISO 8601, compris (le « + » d'un fuseau s'écrit %2B), ou secondes "
              "depuis 1970 : les fiches écrites depuis. Pour moissonner sans tout relire."),
              examples=["2026-11-01", "2026-11-01T10:00:00Z"]),
    ),
    "interieures": _oui(_("oui : liens entre collectivités françaises compris.")),
    "demonstration": _oui(_("oui : la démonstration, inventée, et elle seule.")),
}  # fmt: skip
_PAGES: dict[str, Any] = {
    "curseur": (
        Annotated[str, StringConstraints(max_length=200), WithJsonSchema({"type": "string", "format": "curseur"})]
        | None,
        Field(None, description=_("Où reprendre : donné par « suivant », valable pour la même question.")),
    ),
    "taille": _entier(TAILLE, TAILLE_MAX, _("Fiches par page.")),
}


class Parametres(BaseModel):
    """Les paramètres d'une adresse ; un nom inconnu est refusé."""

    model_config = ConfigDict(extra="forbid")


def _modele(nom: str, champs: dict[str, Any]) -> type[Parametres]:
    modele: type[Parametres] = create_model(nom, __base__=Parametres, **champs)
    return modele


def _facettes(sorte: Sorte) -> dict[str, Any]:
    return {
        nom: (liste_de(FACETTES[nom][0]), Field([], max_length=NOMBRE_MAX, description=FACETTES[nom][1]))
        for nom in CLES
        if nom in PROPRES[sorte]
    }


def _filtre(sorte: Sorte) -> dict[str, Any]:
    return {"q": _Q, **_facettes(sorte), **{n: c for n, c in _COMMUNS.items() if n != "q"}}


LISTES: dict[str, type[Parametres]] = {
    sorte: _modele(f"Parametres{sorte.title()}", {**_filtre(sorte), **_PAGES}) for sorte in SORTES
}
COMPTES: dict[str, type[Parametres]] = {
    sorte: _modele(
        f"ParametresFacettes{sorte.title()}",
        {
            **_filtre(sorte),
            "facette": (
                liste_de(_parmi(sorted(PROPRES[sorte] - {"partie"}))),
                Field([], max_length=NOMBRE_MAX, description=_("Facettes voulues ; aucune : toutes.")),
            ),
            "valeurs": _entier(VALEURS, VALEURS_MAX, _("Valeurs par facette, les plus fréquentes d'abord.")),
        },
    )
    for sorte in SORTES
}
SUGGERER = _modele(
    "ParametresSuggestions",
    {
        "q": (Annotated[str, StringConstraints(min_length=1, max_length=LONGUEUR_MAX)], Field(
            description=_("Ce que la personne est en train d'écrire."), examples=["greno"])),
        "taille": _entier(SUGGESTIONS, SUGGESTIONS_MAX, _("Propositions au plus.")),
    },
)  # fmt: skip
AUCUN = _modele("SansParametre", {})


def _repete(nom: str, valeurs: list[str]) -> Faute:
    pourquoi = gettext("Donné %(n)s fois.") % {"n": len(valeurs)}
    return Faute(nom, valeurs[0], pourquoi, gettext("Donnez-le une seule fois."))


def lire(modele: type[Parametres], requete: QueryDict) -> Any:
    """Les paramètres lus ; Refus (422) avec toutes les fautes d'un coup. Une valeur vide vaut absence."""
    repetables = {nom for nom, champ in modele.model_fields.items() if champ.default == []}
    donnees: dict[str, Any] = {}
    repetes: list[Faute] = []
    for nom in requete:
        valeurs = [v for v in requete.getlist(nom) if v.strip()]
        if nom in repetables:
            donnees[nom] = valeurs
        elif nom not in modele.model_fields:
            donnees[nom] = "".join(requete.getlist(nom)[:1])
        elif len(valeurs) > 1:
            repetes.append(_repete(nom, valeurs))
        elif valeurs:
            donnees[nom] = valeurs[0]
    try:
        lus = modele.model_validate(donnees)
    except ValidationError as erreur:
        repetes += fautes(erreur, modele)
    if repetes:
        raise Refus(422, fautes=tuple(repetes), acceptes=tuple(modele.model_fields))
    return lus
