"""Assembler le portrait : lire une fois ce que chacun fait, puis tout en déduire."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jumelles.acteurs.requetes import acteur_du_territoire
from jumelles.cooperations.enums import EtatPartenariat, Nomenclature
from jumelles.cooperations.fiches import RelationBreve
from jumelles.cooperations.requetes import compter_projets, fraicheur, nom_de_theme, relations_de
from jumelles.cooperations.requetes.actes import actes_de
from jumelles.cooperations.requetes.comptes import premiere_annee
from jumelles.cooperations.requetes.financements import financements_connus
from jumelles.cooperations.requetes.projets_reunis import acteurs_associes, classements_des_projets, projets_recents
from jumelles.referentiel import thesaurus
from jumelles.referentiel.nombres import milliers
from jumelles.strategies.frise import draw_frise
from jumelles.strategies.portrait.alentours import englobantes, regarder, sur_place, voisines
from jumelles.strategies.portrait.arbre import LienVu, Manque, PartDite, Portrait
from jumelles.strategies.portrait.comparaison import comparer, former_groupe, resserrer
from jumelles.strategies.portrait.designation import TerritoireIntrouvable, code_designe
from jumelles.strategies.portrait.engagement import RIEN, ActionsDites, actions_dites, engagements, remonter
from jumelles.strategies.portrait.installes import installees, rayon_de
from jumelles.strategies.portrait.regle import niveau_de
from jumelles.territoires.requetes import TerritoireFiche, territoire

PROJETS, ASSOCIES = 12, 12


def portrait(designation: str, *, jour: date) -> Portrait:
    """Le portrait du territoire de ce code ou de ce nom ; TerritoireIntrouvable si l'on ne sait lequel."""
    code = code_designe(designation)
    fiche = territoire(code)
    if fiche is None:
        raise TerritoireIntrouvable(_("Le code %(code)s ne mène à aucune collectivité d'aujourd'hui.") % {"code": code})
    return composer(fiche, jour=jour)


def composer(t: TerritoireFiche, *, jour: date) -> Portrait:
    """Assembler le portrait d'une fiche déjà lue, en un nombre de requêtes qui ne dépend pas du nombre de liens."""
    acteur_id = acteur_du_territoire(t.code)
    toutes = relations_de(acteur_id, francais=True, jour=jour) if acteur_id else ()
    relations = [r for r in toutes if not r.demonstration]
    liens = tuple(_vu(r, t.code) for r in relations if not r.interieure)
    siennes = [lien.relation for lien in liens]
    nombre = compter_projets(acteur_id, francais=True) if acteur_id else 0
    associes, associes_nombre = acteurs_associes(acteur_id, nombre=ASSOCIES) if acteur_id else ((), 0)
    projets = projets_recents(acteur_id, jour=jour, nombre=PROJETS) if acteur_id and nombre else ()
    argent = financements_connus(acteur_id) if acteur_id and nombre else ()
    classes = classements_des_projets(acteur_id) if acteur_id and nombre else {}
    noms = {lien.relation.id: lien.nom for lien in liens}
    alentour, groupe = regarder(t), former_groupe(t)
    lus = (acteur_id,) if acteur_id else ()
    dites = actions_dites((*lus, *alentour.acteurs, *(m.acteur_id for m in groupe.membres)))
    siens = dites.get(acteur_id or 0, ActionsDites()).themes
    groupe = resserrer(groupe, {pk: d.themes for pk, d in dites.items()}, siens)
    faits = engagements((*lus, *alentour.acteurs, *(m.acteur_id for m in groupe.membres)), dites)
    pays = {p.pays_iso2: p.pays_nom for r in siennes for p in r.parties if not p.francaise}
    sources = {s for r in relations for s in r.sources} | {s for p in projets for s in p.sources}
    sources |= {(f.source_code, f.source_nom) for f in argent} | {(t.source_code, t.source_nom)}
    return Portrait(
        le=jour, territoire=t, acteur_id=acteur_id, liens=liens,
        interieures=tuple(r for r in relations if r.interieure),
        frise=draw_frise(siennes, lambda r: noms[r.id], jour), actes=actes_de(noms, jour=jour),
        projets=projets, projets_nombre=nombre, fraicheur=fraicheur(siennes),
        pays=tuple(sorted(pays.items(), key=lambda x: x[1])), premiere_annee=premiere_annee(siennes),
        dimensions=_parts(Nomenclature.DIMENSION, [r.dimensions for r in siennes], classes, _dimension),
        themes=_parts(Nomenclature.THEME, [r.themes for r in siennes], classes, nom_de_theme),
        odd=_parts(Nomenclature.ODD, [r.odd for r in siennes], classes, _odd),
        argent=argent, associes=associes, associes_nombre=associes_nombre, sur_place=sur_place(t),
        englobantes=englobantes(alentour, faits), voisines=voisines(alentour, faits),
        voisines_rayon_km=round(niveau_de(t.categorie).rayon_km),
        comparaison=comparer(groupe, faits, faits.get(acteur_id or 0, RIEN)),
        manques=tuple(_manques(siennes, nombre, bool(argent))), sources=tuple(sorted(sources, key=lambda s: s[1])),
        installees=installees(t), installees_rayon_km=rayon_de(t),
    )  # fmt: skip


def _vu(r: RelationBreve, code: str) -> LienVu:
    autres = tuple(p for p in r.parties if p.territoire_code != code)
    nom = ", ".join(p.nom for p in autres) or _("partenaire non communiqué")
    pays = ", ".join(dict.fromkeys(p.pays_nom for p in autres if not p.francaise))
    return LienVu(r, autres, nom, pays)


def _dimension(code: str) -> str:
    return thesaurus.libelle("dimensions", code) or code


def _odd(code: str) -> str:
    return thesaurus.libelle("odd", code) or code


def _par_code(nomenclature: str, codes: Iterable[str]) -> tuple[str, ...]:
    """Les codes que l'on compte : les thèmes au deuxième niveau, les ODD sans leurs cibles."""
    if nomenclature == Nomenclature.THEME:
        return remonter(codes)
    return tuple(dict.fromkeys(c.partition(".")[0] for c in codes))


def _parts(
    nomenclature: str, liens: Iterable[Sequence[str]], projets: Mapping[str, Mapping[str, set[int]]],
    nommer: Callable[[str], str],
) -> tuple[PartDite, ...]:  # fmt: skip
    """Combien de liens et de projets pour chacun, les plus fréquents d'abord ; un même lien compte dans chacun."""
    des_liens = Counter(code for codes in liens for code in _par_code(nomenclature, codes))
    des_projets: defaultdict[str, set[int]] = defaultdict(set)
    for fin, ids in projets.get(nomenclature, {}).items():
        for code in _par_code(nomenclature, (fin,)):
            des_projets[code] |= ids
    codes = sorted({*des_liens, *des_projets}, key=lambda c: (-des_liens[c] - len(des_projets.get(c, ())), c))
    return tuple(PartDite(c, nommer(c), des_liens[c], len(des_projets.get(c, ()))) for c in codes)


def _manques(relations: Sequence[RelationBreve], projets: int, argent: bool) -> Iterator[Manque]:
    """Ce que les sources ne disent pas, compté : une absence ici n'est pas une absence sur le terrain."""
    total = len(relations)
    for combien, dire in (
        (sum(not r.debut for r in relations), _sans_date),
        (sum(r.etat == EtatPartenariat.NON_RENSEIGNE for r in relations), _sans_etat),
        (sum(not r.themes for r in relations), _sans_theme),
    ):
        if combien:
            yield Manque(combien, total, dire(combien, total))
    if not projets:
        yield Manque(0, 0, _("Aucun projet connu ici."))
    if not argent:
        yield Manque(0, 0, _("Montants non renseignés : aucune source lue n’en donne."))


def _sans_date(n: int, total: int) -> str:
    return ngettext(
        "%(n)s lien sur %(total)s sans date de début connue.", "%(n)s liens sur %(total)s sans date de début connue.", n
    ) % {"n": milliers(n), "total": milliers(total)}


def _sans_etat(n: int, total: int) -> str:
    return ngettext(
        "%(n)s lien sur %(total)s sans état connu : vit-il encore ?",
        "%(n)s liens sur %(total)s sans état connu : vivent-ils encore ?", n,
    ) % {"n": milliers(n), "total": milliers(total)}  # fmt: skip


def _sans_theme(n: int, total: int) -> str:
    return ngettext("%(n)s lien sur %(total)s sans thème connu.", "%(n)s liens sur %(total)s sans thème connu.", n) % {
        "n": milliers(n),
        "total": milliers(total),
    }
