"""Le conseil à une collectivité : sa question complétée de ce que la base en sait, la réponse et les acteurs réels."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from jumelles.conseil.conseiller import Conseil, TypeConseille, conseiller
from jumelles.conseil.demande import DemandeConseil
from jumelles.conseil.reseaux import ReseauRegional, reseau_de
from jumelles.droit.cas import TypeCollectivite
from jumelles.strategies.candidats import candidats
from jumelles.strategies.pays import droit_a_l_aide
from jumelles.territoires.enums import CategorieCollectivite as C
from jumelles.territoires.requetes import PaysFiche, TerritoireSitue, pays_fiche, territoire_situe

ACTEURS_MONTRES = 12
# Au-delà, une piste se replie : treize d'un coup ne se lisent pas.
PISTES_ENTIERES = 5
RESEAU_REGIONAL = "rrma"
PARIS = "75056"
_TYPES = {
    C.COMMUNE: TypeCollectivite.COMMUNE, C.SYNDICAT: TypeCollectivite.SYNDICAT_MIXTE,
    C.DEPARTEMENT: TypeCollectivite.DEPARTEMENT, C.REGION: TypeCollectivite.REGION,
    C.OUTRE_MER: TypeCollectivite.OUTRE_MER,
    **dict.fromkeys((C.CC, C.CA, C.CU, C.METROPOLE, C.EPT), TypeCollectivite.EPCI),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Question:
    """Ce que la personne demande.

    territoire : code d'aujourd'hui, ou vide ; ecartes : (type, raison) qu'elle écarte.
    """

    demande: DemandeConseil
    territoire: str = ""
    ecartes: tuple[tuple[str, str], ...] = ()

    @property
    def is_posee(self) -> bool:
        """Vrai dès qu'un besoin est dit."""
        return bool(self.demande.besoins)


@dataclass(frozen=True, slots=True)
class ConseilExplique:
    """Le conseil, la collectivité et le pays dont il parle ; deduits : (champ, qui l'a dit à la place de la personne).

    gardes : les types conseillés ; ecartes : ceux que la personne a écartés, avec sa raison (vide : non dite).
    """

    conseil: Conseil
    chez: TerritoireSitue | None
    pays: PaysFiche | None
    deduits: tuple[tuple[str, str], ...]
    gardes: tuple[TypeConseille, ...]
    ecartes: tuple[tuple[TypeConseille, str], ...]
    examines: int

    @property
    def reseau(self) -> ReseauRegional | None:
        """Le réseau de la région de la collectivité, à nommer avec le type RESEAU_REGIONAL ; None si on l'ignore."""
        return reseau_de(self.chez.region) if self.chez else None

    @property
    def demande(self) -> DemandeConseil:
        """La demande, complétée."""
        return self.conseil.demande


def type_de_collectivite(categorie: str) -> TypeCollectivite | None:
    """La colonne du droit pour une catégorie ; None si elle ne suffit pas à la dire (statut particulier)."""
    return _TYPES.get(C(categorie))


def type_des_textes(code: str, categorie: str) -> TypeCollectivite | None:
    """Le type dont un acte cite l'assemblée et les articles ; None : à vérifier. À Paris, le Conseil de Paris vote."""
    return None if code == PARIS else type_de_collectivite(categorie)


def repondre(question: Question, *, jour: date) -> ConseilExplique:
    """La même réponse à la même question, tant que la base ne change pas ; cinq requêtes au plus."""
    chez = territoire_situe(question.territoire) if question.territoire else None
    pays = pays_fiche(question.demande.pays) if question.demande.pays else None
    demande, deduits = _completer(replace(question.demande, jour=question.demande.jour or jour), chez, pays)
    reels = candidats(demande, chez)
    conseil = conseiller(demande, reels)
    raisons = dict(question.ecartes)
    return ConseilExplique(
        conseil, chez, pays, deduits, tuple(t for t in conseil.types if t.type.code not in raisons),
        tuple((t, raisons[t.type.code]) for t in conseil.types if t.type.code in raisons), len(reels),
    )  # fmt: skip


def _completer(
    demande: DemandeConseil, chez: TerritoireSitue | None, pays: PaysFiche | None
) -> tuple[DemandeConseil, tuple[tuple[str, str], ...]]:
    """Ce que la personne a dit prime ; le reste vient des références, avec leur date."""
    trouves: dict[str, tuple[Any, str]] = {}
    if chez is not None:
        dit_par = f"{chez.source_nom}, {chez.millesime}"
        trouves = {"type": (type_de_collectivite(chez.categorie), dit_par), "habitants": (chez.population, dit_par)}
    if pays is not None and demande.jour is not None:
        trouves["pays_apd"] = droit_a_l_aide(pays.iso2, demande.jour.year)
    manquants = {n: x for n, x in trouves.items() if x[0] is not None and getattr(demande, n) is None}
    valeurs: dict[str, Any] = {n: valeur for n, (valeur, _source) in manquants.items()}
    return replace(demande, **valeurs), tuple((n, source) for n, (_valeur, source) in manquants.items())
