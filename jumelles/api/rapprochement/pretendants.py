"""Les prétendants à une question : ce que chacun est, ce qu'il vaut, pourquoi."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from rapidfuzz.distance import Indel

from jumelles.api.rapprochement.identifiants import depuis_ref
from jumelles.api.rapprochement.noms import divisions, pays
from jumelles.api.rapprochement.sortes import AUTORITE, LIEU, bref, types_du_niveau
from jumelles.rapprochement.normaliser import cle
from jumelles.rapprochement.termes import Entite, Proposition
from jumelles.territoires.enums import CategorieCollectivite

COMPAREE = 300
PROCHE = 0.8  # en dessous, deux noms ne sont pas voisins
_CATEGORIES = dict(CategorieCollectivite.choices)


@dataclass(frozen=True, slots=True)
class Pretendant:
    """Une chose proposée pour un nom. score : de 0 à 1 ; accepte : sans hésitation ; nom_dit : celui qui ressemble."""

    id: str
    nom: str
    types: tuple[str, ...]
    score: float
    accepte: bool
    raisons: tuple[str, ...] = ()
    situation: str = ""
    nom_dit: str = ""
    niveau: str = ""

    def en_dict(self, demande: str) -> dict[str, Any]:
        """Le candidat de la norme ; demande : le nom que la ligne disait."""
        semblable = ressemblance(demande, self.nom_dit or self.nom)
        return {
            "id": self.id,
            "name": self.nom,
            "type": [bref(t) for t in self.types],
            "score": round(100 * self.score, 2),
            "match": self.accepte,
            "description": " — ".join(x for x in (self.situation, " ; ".join(self.raisons)) if x),
            "features": [
                {"id": "ressemblance", "value": round(100 * semblable, 1)},
                {"id": "meme_nom", "value": semblable == 1.0},
            ],
        }


def ressemblance(un: str, autre: str) -> float:
    """De 0 (rien de commun) à 1 (même nom normalisé)."""
    return float(Indel.normalized_similarity(cle(un[:COMPAREE]), cle(autre[:COMPAREE])))


def situer(entite: Entite) -> str:
    """« commune, Isère, 158 240 habitants » ; « Allemagne, 1 073 096 habitants »."""
    if entite.ref.startswith("lieu:"):
        return _phrase(pays().nom(entite.pays), population=entite.population)
    departement = divisions().get(f"D{entite.departement}", entite.departement)
    dans = departement if entite.niveau not in ("departement", "region") else ""
    return _phrase(str(_CATEGORIES.get(entite.niveau, "")), dans, population=entite.population)


def _phrase(*dits: str, population: int | None) -> str:
    nombre = "" if population is None else f"{population:,}".replace(",", "\u202f")
    habitants = _("%(n)s habitants") % {"n": nombre} if nombre else ""
    return ", ".join(x for x in (*dits, habitants) if x)


def depuis_proposition(proposition: Proposition, *, accepte: bool, raisons: Sequence[str]) -> Pretendant:
    """Le prétendant d'une proposition du moteur ; raisons : celles de la réponse, doutes compris, pour la première."""
    entite = proposition.entite
    types = (LIEU,) if entite.ref.startswith("lieu:") else types_du_niveau(entite.niveau)
    return Pretendant(
        depuis_ref(entite.ref), entite.nom, types, proposition.score, accepte, tuple(raisons), situer(entite),
        proposition.nom, entite.niveau,
    )  # fmt: skip


def depuis_acteur(fiche: Any, score: float, *, accepte: bool, raisons: Sequence[str], nom_dit: str = "") -> Pretendant:
    """Le prétendant d'un acteur, d'après sa fiche publique, déjà brouillée."""
    types = (AUTORITE if fiche["type_acteur"] == AUTORITE else "organisation", "acteur")
    situation = ", ".join(str(fiche[c]) for c in ("type_acteur_libelle", "pays_nom") if fiche[c])
    nom = str(fiche["nom"])
    return Pretendant(
        f"acteur:{fiche['id']}", nom, types, score, accepte, tuple(raisons), situation, nom_dit or nom
    )  # fmt: skip
