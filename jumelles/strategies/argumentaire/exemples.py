"""Des exemples réels, du plus proche au plus lointain : jamais masqués, jamais inventés, lus en base à chaque fois."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from jumelles.conseil.argumentaire import ExempleLu
from jumelles.cooperations.fiches import ProjetBref, RelationBreve
from jumelles.recherche.filtre import Filtre, Sorte
from jumelles.recherche.moteur import moteur
from jumelles.recherche.requetes.listes import lire
from jumelles.referentiel.temps import DatePartielle
from jumelles.territoires.requetes import TerritoireFiche

DU_THEME = 4
PROCHES = 3
LUS = DU_THEME + PROCHES
_SORTES: tuple[Sorte, ...] = ("projets", "relations")


@dataclass(frozen=True, slots=True)
class ExempleProche:
    """Un exemple et sa distance. ou : « chez vous », « près de vous (Isère) », vide pour la France entière.

    quand : date partielle ISO de l'information, vide si elle n'est pas renseignée ; du_theme : classé dans le thème.
    """

    lu: ExempleLu
    ou: str
    quand: str
    qui: str
    pays: str
    depuis: str
    du_theme: bool


@dataclass(frozen=True, slots=True)
class _Choix:
    """Un numéro choisi dans l'index, et pourquoi."""

    sorte: Sorte
    id: int
    ou: str
    du_theme: bool


def exemples_proches(
    chez: TerritoireFiche | None, themes: tuple[str, ...], *, jour: date, site: str
) -> tuple[ExempleProche, ...]:
    """Au plus DU_THEME du thème et PROCHES d'ici, d'abord ceux d'ici ; neuf requêtes au plus."""
    choix = tuple(_choisir(chez, themes))
    lus = {
        (sorte, fait.id): fait
        for sorte in _SORTES
        for fait in lire(sorte, [c.id for c in choix if c.sorte == sorte], jour=jour)
    }
    montrables = [
        _exemple(c, fait, site)
        for c in choix
        if isinstance(fait := lus.get((c.sorte, c.id)), ProjetBref | RelationBreve) and _is_reel(fait)
    ]
    siens = [e for e in montrables if e.du_theme][: DU_THEME if themes else DU_THEME + PROCHES]
    gardes = (*siens, *[e for e in montrables if not e.du_theme][:PROCHES])
    return tuple(sorted(gardes, key=lambda e: not e.ou))


def _is_reel(fait: ProjetBref | RelationBreve) -> bool:
    """Ni inventé, ni masqué, même en partie : un argumentaire circule."""
    return not fait.demonstration and not fait.sensible


def _choisir(chez: TerritoireFiche | None, themes: tuple[str, ...]) -> Iterator[_Choix]:
    """Ceux du thème, jusqu'à la France entière ; puis ceux d'ici, quel que soit leur thème."""
    vus: set[tuple[Sorte, int]] = set()
    partout = [(code, ou, True) for code, ou in (*_cercles(chez), ("", ""))]
    ici = [(code, ou, False) for code, ou in _cercles(chez)] if themes else []
    for code, ou, du_theme in (*partout, *ici):
        filtre = Filtre(theme=themes if du_theme else (), territoire=(code,) if code else ())
        for c in _dans(filtre, ou, du_theme=du_theme):
            if (c.sorte, c.id) not in vus:
                vus.add((c.sorte, c.id))
                yield c


def _dans(filtre: Filtre, ou: str, *, du_theme: bool) -> Iterable[_Choix]:
    for sorte in _SORTES:
        for numero in (
            moteur().chercher(filtre.pour(sorte), sorte, tri="recent", debut=0, nombre=DU_THEME + PROCHES).ids
        ):
            yield _Choix(sorte, numero, ou, du_theme)


def _cercles(chez: TerritoireFiche | None) -> tuple[tuple[str, str], ...]:
    """(code, ce qu'on en dit) du plus étroit au plus large."""
    if chez is None:
        return ()
    pres = _("près de vous (%(nom)s)")
    return ((chez.code, _("chez vous")), *((t.code, pres % {"nom": t.nom}) for t in reversed(chez.fil)))


def _exemple(choix: _Choix, fait: ProjetBref | RelationBreve, site: str) -> ExempleProche:
    return ExempleProche(
        lu=ExempleLu(
            id=f"{choix.sorte}:{fait.id}", titre=fait.titre or _("sans titre"),
            adresse=f"{site}/{choix.sorte}/{fait.id}-{fait.slug}/",
            source=", ".join(nom for _code, nom in fait.sources) or _("source non renseignée"),
            date=_jour(fait.derniere_information),
        ),
        ou=choix.ou, quand=fait.derniere_information, qui=_qui(fait), pays=_pays(fait), depuis=fait.debut,
        du_theme=choix.du_theme,
    )  # fmt: skip


def _jour(texte: str) -> date | None:
    return DatePartielle.read(texte).earliest() if texte else None


def _qui(fait: ProjetBref | RelationBreve) -> str:
    if isinstance(fait, ProjetBref):
        return ", ".join(p.nom for p in fait.porteurs)
    return fait.nature_libelle


def _pays(fait: ProjetBref | RelationBreve) -> str:
    if isinstance(fait, ProjetBref):
        return ", ".join(nom for _iso, nom in fait.pays)
    return ", ".join(dict.fromkeys(p.pays_nom for p in fait.parties if not p.francaise))
