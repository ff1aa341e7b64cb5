"""Une collectivité et ses comparables : médianes, effectif, ce que l'une fait et pas les autres, et l'inverse."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from jumelles.cooperations.enums import NatureRelation
from jumelles.cooperations.requetes import nom_de_theme
from jumelles.cooperations.requetes.engages import Engage, EngageLu, compter_collectivites, engages
from jumelles.indicateurs.mediane import Mediane, mediane
from jumelles.referentiel import thesaurus
from jumelles.strategies.portrait.engagement import Engagement
from jumelles.strategies.portrait.regle import MAXIMUM, MINIMUM, PasDeComparaison, pas_de
from jumelles.territoires.requetes import TerritoireFiche

CITES, ECARTS, DEUX = 12, 8, 2
_NATURES = dict(NatureRelation.choices)


@dataclass(frozen=True, slots=True)
class MesureComparee:
    """Une mesure : la nôtre, celle du milieu du groupe et ses quartiles. code : « liens », « pays » ou « projets ».

    groupe : parmi les comparables dont on connaît au moins un fait de cette mesure ; les autres ne sont pas des zéros.
    """

    code: str
    nom: str
    soi: int
    groupe: Mediane


@dataclass(frozen=True, slots=True)
class Ecart:
    """Ce que l'on fait ou non : combien de comparables, sur n, le font. code : celui du pays, du thème, de l'ODD."""

    code: str
    nom: str
    combien: int
    sur: int


@dataclass(frozen=True, slots=True)
class Rapprochement:
    """Une facette (pays, thèmes, ODD, natures). connu : on sait au moins un des nôtres.

    seuls : ce que nous faisons et qu'aucune des comparables ne fait ; partages : ce que nous faisons aussi ;
    ailleurs : ce que deux comparables au moins font, et pas nous à notre connaissance.
    """

    facette: str
    nom: str
    connu: bool
    seuls: tuple[Ecart, ...]
    partages: tuple[Ecart, ...]
    ailleurs: tuple[Ecart, ...]


@dataclass(frozen=True, slots=True)
class Comparable:
    """Une collectivité du groupe, et ce qu'elle fait."""

    engage: Engage
    engagement: Engagement


@dataclass(frozen=True, slots=True)
class Comparaison:
    """Le groupe retenu, ou rien (pas None) s'ils sont moins de cinq. essais : (périmètre dit, combien d'engagées).

    ensemble : combien de collectivités, engagées ou non, sont du périmètre ; engagees : combien le sont, sans nous
    (au moins, si « bornee ») ; n : combien on en a gardé ; par_theme : celles-là seules qui partagent un de nos thèmes.
    sans_mediane : les mesures dont moins de cinq comparables disent quelque chose.
    """

    pas: PasDeComparaison | None
    essais: tuple[tuple[str, int], ...]
    n: int
    engagees: int
    ensemble: int
    bornee: bool
    par_theme: bool
    mesures: tuple[MesureComparee, ...]
    sans_mediane: tuple[str, ...]
    rapprochements: tuple[Rapprochement, ...]
    citees: tuple[Comparable, ...]


@dataclass(frozen=True, slots=True)
class Groupe:
    """Ce que le choix du groupe a donné, avant de compter ses liens ; engagees : combien, avant de le resserrer."""

    pas: PasDeComparaison | None
    essais: tuple[tuple[str, int], ...]
    membres: tuple[EngageLu, ...]
    bornee: bool
    ensemble: int = 0  # combien de collectivités, engagées ou non, sont du périmètre
    engagees: int = 0
    par_theme: bool = False


def former_groupe(t: TerritoireFiche) -> Groupe:
    """Le premier périmètre qui compte MINIMUM comparables ; cinq requêtes au plus."""
    region_nom = next((b.nom for b in t.fil if b.code == f"R{t.region}"), "")
    essais: list[tuple[str, int]] = []
    for pas in pas_de(t.categorie, t.population, t.region, region_nom):
        trouves = engages(pas.perimetre, sauf=t.code, pres_de=t.population, nombre=MAXIMUM + 1)
        essais.append((pas.dit, min(len(trouves), MAXIMUM)))
        if len(trouves) >= MINIMUM:
            ensemble = compter_collectivites(pas.perimetre)
            return Groupe(pas, tuple(essais), trouves[:MAXIMUM], len(trouves) > MAXIMUM, ensemble,
                          essais[-1][1])  # fmt: skip
    return Groupe(None, tuple(essais), (), bornee=False)


def resserrer(groupe: Groupe, themes: Mapping[int, Sequence[str]], siens: Sequence[str]) -> Groupe:
    """Ne garder que celles qui partagent un de nos thèmes, si elles sont MINIMUM ; themes : acteur → ses thèmes."""
    nos = set(siens)
    proches = tuple(m for m in groupe.membres if not nos.isdisjoint(themes.get(m.acteur_id, ())))
    return replace(groupe, membres=proches, par_theme=True) if len(proches) >= MINIMUM else groupe


def comparer(groupe: Groupe, faits: Mapping[int, Engagement], soi: Engagement) -> Comparaison:
    """Médianes, effectif et écarts ; faits : ce que fait chaque membre du groupe."""
    membres = [faits[m.acteur_id] for m in groupe.membres]
    mesures, sans_mediane = _mesures(membres, soi)
    return Comparaison(
        pas=groupe.pas, essais=groupe.essais, n=len(membres),
        engagees=groupe.engagees, ensemble=groupe.ensemble, bornee=groupe.bornee,
        par_theme=groupe.par_theme, mesures=mesures, sans_mediane=sans_mediane if membres else (),
        rapprochements=tuple(_rapprocher(nom, dit, membres, soi) for nom, dit in _facettes()) if membres else (),
        citees=_citees(groupe, faits),
    )  # fmt: skip


def _citees(groupe: Groupe, faits: Mapping[int, Engagement]) -> tuple[Comparable, ...]:
    lies = [(-faits[m.acteur_id].liens, m.code, m) for m in groupe.membres if faits[m.acteur_id].liens]
    return tuple(Comparable(m.engage(), faits[m.acteur_id]) for _liens, _code, m in sorted(lies)[:CITES])


def _mesures(membres: list[Engagement], soi: Engagement) -> tuple[tuple[MesureComparee, ...], tuple[str, ...]]:
    """(les mesures, les noms de celles que trop peu disent) : qui n'a rien de connu n'entre pas dans la médiane."""
    lire: tuple[tuple[str, str, Callable[[Engagement], int]], ...] = (
        ("liens", _("liens internationaux"), lambda e: e.liens),
        ("pays", _("pays des liens et des projets"), lambda e: len(e.pays)),
        ("projets", _("projets"), lambda e: e.projets),
    )
    lues = [(code, nom, de(soi), mediane([de(e) for e in membres if de(e)])) for code, nom, de in lire]
    return (
        tuple(MesureComparee(code, nom, nous, milieu) for code, nom, nous, milieu in lues if milieu is not None),
        tuple(nom for _code, nom, _nous, milieu in lues if milieu is None),
    )


def _facettes() -> tuple[tuple[str, str], ...]:
    return (("pays", _("Pays")), ("themes", _("Thèmes")), ("odd", _("Objectifs de développement durable")),
            ("natures", _("Natures de liens")))  # fmt: skip


def codes_de(facette: str, e: Engagement) -> tuple[str, ...]:
    """Les codes d'une facette ; une nature non renseignée n'en est pas une."""
    if facette == "pays":
        return tuple(iso for iso, _nom in e.pays)
    if facette == "natures":
        return tuple(n for n in e.natures if n != NatureRelation.NON_RENSEIGNEE)
    return e.themes if facette == "themes" else e.odd


def _rapprocher(facette: str, dit: str, membres: list[Engagement], soi: Engagement) -> Rapprochement:
    comptes = Counter(code for e in membres for code in set(codes_de(facette, e)))
    miens = dict.fromkeys(codes_de(facette, soi))
    noms = {iso: nom for e in (*membres, soi) for iso, nom in e.pays} if facette == "pays" else {}

    def ecart(code: str) -> Ecart:
        return Ecart(code, noms.get(code) or _nommer(facette, code), comptes[code], len(membres))

    ranges = sorted((ecart(c) for c in {*comptes, *miens}), key=lambda x: (-x.combien, x.nom))
    return Rapprochement(
        facette, dit, bool(miens), tuple(x for x in ranges if x.code in miens and not x.combien)[:CITES],
        tuple(x for x in ranges if x.code in miens and x.combien)[:ECARTS],
        tuple(x for x in ranges if x.code not in miens and x.combien >= DEUX)[:ECARTS],
    )  # fmt: skip


def _nommer(facette: str, code: str) -> str:
    if facette == "themes":
        return nom_de_theme(code)
    if facette == "odd":
        return _("ODD %(code)s, %(nom)s") % {"code": code, "nom": thesaurus.libelle("odd", code) or code}
    return str(_NATURES.get(code, code))
