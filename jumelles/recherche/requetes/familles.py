"""Une boîte pour tout : par famille, les meilleurs et leur nombre ; et ce que la personne est en train d'écrire."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from jumelles.rapprochement.normaliser import cle
from jumelles.recherche.dictionnaire import intitule
from jumelles.recherche.document import Cellule, Trouve
from jumelles.recherche.moteur import Tranche, moteur
from jumelles.recherche.moteur.port import Suggestion
from jumelles.referentiel.temps import DatePartielle

ORDRE = ("territoires", "pays", "acteurs", "relations", "projets", "themes", "odd")
MONTRES = 5
SUGGESTIONS = 8


@dataclass(frozen=True, slots=True)
class Famille:
    """Ce qu'une sorte a de mieux pour ces mots, et combien elle en a ; rapproches : mots compris à une faute près."""

    sorte: str
    total: int
    elements: tuple[Suggestion, ...]
    rapproches: tuple[tuple[str, str], ...] = ()
    exacte: bool = False  # une de ces choses porte exactement ce nom


def familles(texte: str, *, nombre: int = MONTRES) -> tuple[Famille, ...]:
    """Les familles non vides, celle qui porte ce nom d'abord : « Mali » est un pays, « eau » un thème."""
    tranches = moteur().familles(texte, nombre=nombre)
    voulu = cle(texte)
    lues = [_famille(sorte, t, voulu) for sorte, t in tranches.items() if t.total]
    return tuple(sorted(lues, key=lambda f: (_closeness(voulu, f.elements), ORDRE.index(f.sorte))))


def _famille(sorte: str, t: Tranche, voulu: str) -> Famille:
    elements = tuple(map(presenter, moteur().lire(sorte, t.ids)))
    return Famille(sorte, t.total, elements, t.rapproches, exacte=any(cle(e.libelle) == voulu for e in elements))


def proposer(texte: str, *, nombre: int = SUGGESTIONS) -> tuple[Suggestion, ...]:
    """Ce qui commence ainsi, les plus connus d'abord ; une collectivité française une fois, par son territoire."""
    trouves = moteur().proposer(texte, nombre=2 * nombre)
    uniques = [t for t in trouves if not (t.sorte == "acteurs" and t.fiche.get("code_territoire"))]
    return tuple(map(presenter, uniques[:nombre]))


def presenter(trouve: Trouve) -> Suggestion:
    """Nommer une chose trouvée, dire ce que c'est, et où elle mène."""
    fiche = trouve.fiche
    libelle, adresse = str(fiche.get(intitule(trouve.sorte)) or ""), str(fiche.get("adresse") or "")
    return Suggestion(trouve.sorte, trouve.id, libelle, _what(trouve), adresse)


def _what(trouve: Trouve) -> str:
    f = trouve.fiche
    match trouve.sorte:
        case "relations":
            return _join(f.get("nature_libelle"), *_tuple(f.get("pays_noms")), _depuis(f.get("debut")))
        case "projets":
            return _join(_("projet"), *_tuple(f.get("pays_noms"))[:3], f.get("statut_libelle"))
        case "acteurs":
            return _join(f.get("type_acteur_libelle"), f.get("pays_nom"))
    return str(f.get("precision") or "")


def _depuis(debut: Cellule) -> str:
    return DatePartielle.read(str(debut)).after_depuis() if debut else ""


def _tuple(cellule: Cellule) -> tuple[str, ...]:
    return cellule if isinstance(cellule, tuple) else ()


def _join(*morceaux: Cellule) -> str:
    return ", ".join(str(m) for m in morceaux if m)


def _closeness(voulu: str, elements: Iterable[Suggestion]) -> int:
    """0 : le nom même ; 1 : ses premiers mots entiers ; 2 : autrement."""
    noms = [cle(e.libelle) for e in elements]
    if voulu in noms:
        return 0
    return 1 if any(n.startswith(f"{voulu} ") for n in noms) else 2
