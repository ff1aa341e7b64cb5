"""Les parties d'un document, telles qu'on peut les montrer, et ce qu'elles apportent : noms, facettes, lieux, arcs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jumelles.acteurs.enums import Precision
from jumelles.cooperations.brouillage import Masque
from jumelles.cooperations.fiches import PartieFiche
from jumelles.cooperations.requetes.parties import ordre, partie_de
from jumelles.recherche.document import Cellule, Point
from jumelles.recherche.documents.annuaire import ActeurLu
from jumelles.recherche.documents.decor import Decor
from jumelles.territoires.models import Collectivite

SITUABLES = frozenset((Precision.POINT.value, Precision.VILLE.value, Precision.REGION.value))


@dataclass(frozen=True, slots=True)
class PartieLue:
    """Une partie déjà brouillée, et ce que l'on sait de l'acteur si on peut le dire (montre None : rien)."""

    fiche: PartieFiche
    lu: ActeurLu
    role: str = ""
    titre: Collectivite | None = None

    @property
    def montre(self) -> ActeurLu | None:
        """L'acteur, sauf si la fiche tait qui il est ou mène à lui."""
        return self.lu if self.fiche.acteur_id is not None else None

    def noms(self) -> tuple[str, ...]:
        """Ses noms, ceux d'hier compris ; un seul si les autres diraient où elle est ; rien si elle est cachée."""
        if self.fiche.cachee:
            return ()
        if self.montre is None:
            return (self.fiche.nom,)
        hier = (self.titre.nom,) if self.titre else ()
        return (self.fiche.nom, *self.lu.noms, *hier)

    def territoires(self) -> tuple[str, ...]:
        """Son code et ceux qui le contiennent, et la commune d'hier au titre de laquelle elle agit."""
        hier = (self.titre.code,) if self.titre and self.lu.territoires else ()
        return (*self.lu.territoires, *hier) if self.montre else ()

    def point(self) -> Point | None:
        """Son lieu, s'il est connu mieux qu'au pays et peut se dire."""
        p = self.fiche
        if p.lat is None or p.lon is None or p.precision not in SITUABLES:
            return None
        return Point(p.lat, p.lon, p.precision, "francais" if p.francaise else "etranger", p.nom)


def lire_partie(lu: ActeurLu, masque: Masque, *, role: str = "", titre: Collectivite | None = None) -> PartieLue:
    """La partie, brouillée s'il le faut."""
    fiche = partie_de(lu.acteur, masque, titre) if masque or titre else lu.fiche
    return PartieLue(fiche, lu, role, titre)


def rangees(parties: Iterable[PartieLue]) -> tuple[PartieLue, ...]:
    """Dans l'ordre où on les montre."""
    return tuple(sorted(parties, key=lambda p: ordre(p.fiche)))


def uniques(valeurs: Iterable[str]) -> tuple[str, ...]:
    """Sans répétition ni vide, dans l'ordre."""
    return tuple(dict.fromkeys(v for v in valeurs if v))


def types_montres(parties: Iterable[PartieLue]) -> tuple[str, ...]:
    """Les natures des parties que l'on montre."""
    return uniques(p.fiche.nature for p in parties if not p.fiche.cachee)


def ids_montres(parties: Iterable[PartieLue]) -> tuple[str, ...]:
    """Les numéros des acteurs que l'on montre."""
    return uniques(str(p.fiche.acteur_id) for p in parties if p.fiche.acteur_id is not None)


def pays_etrangers(parties: Iterable[PartieLue]) -> tuple[str, ...]:
    """Les pays des parties étrangères ; un masque ne les cache jamais."""
    return uniques(p.fiche.pays_iso2 for p in parties if not p.fiche.francaise)


def contexte_de(parties: Sequence[PartieLue], pays: Iterable[str], types: Iterable[str], decor: Decor) -> list[str]:
    """Noms de pays, de départements, de régions, d'EPCI, natures d'acteurs."""
    mots = [nom for iso in pays for nom in decor.noms_pays[iso]]
    mots += [nom for p in parties if p.montre and p.fiche.francaise for nom in p.lu.contexte]
    return mots + list(decor.en_clair("type_acteur", types))


def arcs_de(parties: Sequence[PartieLue], pays: Iterable[str]) -> tuple[str, ...]:
    """« D38>MG » : de chaque département ou région française à chaque pays."""
    bouts = uniques(p.lu.bout for p in parties if p.fiche.francaise)
    return tuple(f"{bout}>{iso}" for bout in bouts for iso in pays)


def colonnes_de_france(parties: Iterable[PartieLue], decor: Decor) -> dict[str, Cellule]:
    """Les colonnes epci, departements et regions du dictionnaire."""
    lus = [p.lu for p in parties if p.montre and p.fiche.francaise]
    return colonnes_de_territoires(lus, decor)


def colonnes_de_territoires(lus: Sequence[ActeurLu], decor: Decor) -> dict[str, Cellule]:
    """Comme colonnes_de_france, pour des acteurs."""
    departements, regions = uniques(a.departement for a in lus), uniques(a.region for a in lus)
    return {
        "epci": uniques(a.epci for a in lus),
        "departements": departements, "departements_noms": tuple(decor.grands[c] for c in departements),
        "regions": regions, "regions_noms": tuple(decor.grands[c] for c in regions),
    }  # fmt: skip


def colonnes_de_lieu(prefixe: str, parties: Sequence[PartieLue], points: Sequence[Point]) -> dict[str, Cellule]:
    """latitude, longitude, precision du premier lieu montré d'un côté ; sinon la précision de la première partie."""
    situe = points[0] if points else None
    precision = situe.precision if situe else (parties[0].fiche.precision if parties else Precision.INCONNUE.value)
    return {
        f"{prefixe}latitude": situe.lat if situe else None, f"{prefixe}longitude": situe.lon if situe else None,
        f"{prefixe}precision": str(precision),
    }  # fmt: skip
