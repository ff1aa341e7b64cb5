"""Les valeurs d'une facette, leurs mots, leurs comptes ; celles qui s'emboîtent se déplient sous ce qu'on a choisi."""

from collections.abc import Mapping
from dataclasses import dataclass

from jumelles.recherche import lignees
from jumelles.recherche.filtre import PROPRES, Filtre, Sorte
from jumelles.recherche.lexique import Lexique, cle_retenue, lexique
from jumelles.recherche.libelles import titre
from jumelles.recherche.moteur import moteur

# L'ordre où on les lit : d'abord ce que l'on cherche sur cette page, puis toujours le même ordre.
TETES: dict[Sorte, tuple[str, ...]] = {
    "relations": ("pays", "territoire", "nature"),
    "projets": ("pays", "territoire", "theme"),
    "acteurs": ("type_acteur", "pays", "territoire"),
}
ORDRE = (
    "pays", "territoire", "theme", "odd", "statut", "nature", "type_acteur", "dimension", "etat", "acte", "dispositif",
    "cadre", "pays_action", "instrument", "fraicheur", "source",
)  # fmt: skip


COURTE = 8  # valeurs montrées avant « les autres »


@dataclass(frozen=True, slots=True)
class Choix:
    """Une valeur : code, libellé, combien, choisie ou non ; enfants : les valeurs qu'elle contient, si on la déplie."""

    code: str
    libelle: str
    nombre: int
    choisi: bool
    enfants: tuple["Choix", ...] = ()

    @property
    def deplie(self) -> bool:
        """Vrai si elle est choisie, ou si l'une de celles qu'elle contient l'est."""
        return self.choisi or any(c.deplie for c in self.enfants)

    @property
    def premiers(self) -> tuple["Choix", ...]:
        """Ce qu'on montre d'abord de ce qu'elle contient."""
        return self.enfants[:COURTE]

    @property
    def suite(self) -> tuple["Choix", ...]:
        """Le reste, replié."""
        return self.enfants[COURTE:]


@dataclass(frozen=True, slots=True)
class Facette:
    """Une facette et ses valeurs, les plus fréquentes d'abord."""

    nom: str
    titre: str
    choix: tuple[Choix, ...]


def noms(sorte: Sorte) -> tuple[str, ...]:
    """Les facettes proposées pour cette sorte, dans l'ordre où on les lit."""
    return tuple(n for n in dict.fromkeys((*TETES[sorte], *ORDRE)) if n in PROPRES[sorte])


def facettes(filtre: Filtre, sorte: Sorte) -> tuple[Facette, ...]:
    """Toutes les facettes qui ont quelque chose à dire ; un compte ignore le choix de sa propre facette."""
    voulu = filtre.pour(sorte)
    comptes, connus = moteur().facettes(voulu, sorte, noms(sorte)), lexique()
    toutes = (
        Facette(nom, titre(nom, sorte), _choix(connus, nom, comptes[nom], getattr(voulu, nom)))
        for nom in noms(sorte)
    )  # fmt: skip
    return tuple(f for f in toutes if f.choix)


def facette(filtre: Filtre, nom: str, sorte: Sorte = "relations") -> tuple[Choix, ...]:
    """Les valeurs d'une seule facette, à plat, les plus fréquentes d'abord."""
    voulu = filtre.pour(sorte)
    nombres = moteur().facettes(voulu, sorte, (nom,))[nom]
    return _plates(lexique(), nom, nombres, getattr(voulu, nom))


def _choix(connus: Lexique, nom: str, nombres: Mapping[str, int], choisis: tuple[str, ...]) -> tuple[Choix, ...]:
    if nom not in lignees.EMBOITEES:
        return _plates(connus, nom, nombres, choisis)
    arbre = lignees.arbre(nom, nombres, choisis, connus.divisions)
    return _monter(connus, nom, nombres, choisis, arbre)


def _plates(connus: Lexique, nom: str, nombres: Mapping[str, int], choisis: tuple[str, ...]) -> tuple[Choix, ...]:
    uniques = [c for c in dict.fromkeys((*nombres, *choisis)) if c]
    mots = connus.mots(nom, uniques)
    valeurs = (Choix(c, mots.get(c, c), nombres.get(c, 0), c in choisis) for c in uniques)
    return tuple(sorted(valeurs, key=lambda c: (-c.nombre, cle_retenue(c.libelle), c.code)))


def _monter(
    connus: Lexique,
    nom: str,
    nombres: Mapping[str, int],
    choisis: tuple[str, ...],
    arbre: Mapping[str, tuple[str, ...]],
) -> tuple[Choix, ...]:
    """L'arbre des valeurs à montrer ; arbre : parent → enfants, la racine sous ""."""
    mots = connus.mots(nom, {c for enfants in arbre.values() for c in enfants})

    def grow(parent: str) -> tuple[Choix, ...]:
        valeurs = (
            Choix(c, mots.get(c, c), nombres.get(c, 0), c in choisis, grow(c) if c in arbre else ())
            for c in arbre.get(parent, ())
        )
        ordre = sorted(valeurs, key=lambda c: (not c.deplie, -c.nombre, cle_retenue(c.libelle), c.code))
        return tuple(sorted(ordre, key=lambda c: _rang_odd(c.code))) if nom == "odd" else tuple(ordre)

    return grow("")


def _rang_odd(code: str) -> tuple[int, int, str]:
    """« 6 » avant « 6.1 », « 6.10 » après « 6.9 », « 6.a » à la fin."""
    numero, _point, cible = code.partition(".")
    return (int(numero) if numero.isdigit() else 99, int(cible) if cible.isdigit() else 99, cible)
