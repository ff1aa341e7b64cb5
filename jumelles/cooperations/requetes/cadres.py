"""Les cadres d'un projet : ceux que quelqu'un dit, avec le comment, et ceux que l'on déduit de ce qui est montré."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from jumelles.cooperations.brouillage import Masque
from jumelles.cooperations.enums import SorteCadre
from jumelles.cooperations.fiches import CadreDit, CadreFiche, ProjetBref
from jumelles.provenance.enums import NatureSource
from jumelles.provenance.models import Affirmation
from jumelles.referentiel.cadres import DeductionCadre, cadre, deduire, libelle


def cadres_du_projet(dites: Iterable[Affirmation], bref: ProjetBref, masque: Masque) -> tuple[CadreFiche, ...]:
    """Les cadres dits d'abord, puis les seuls déduits ; sous un masque, ce que des personnes en disent se tait.

    dites : ses paroles vivantes, source chargée ; bref : le projet déjà brouillé, dont ODD et dispositif se montrent.
    """
    dits: dict[str, list[CadreDit]] = {}
    for parole in () if masque else dites:
        for code, comment in (parole.champs.get("cadres") or {}).items():
            dits.setdefault(code, []).append(_dit(parole, str(comment)))
    deduits = deduire(bref.odd, bref.dispositif, debut=bref.debut, fin=bref.fin)
    return tuple(_fiche(code, dits.get(code, []), deduits.get(code, ()), bref) for code in {**dits, **deduits})


def _dit(parole: Affirmation, comment: str) -> CadreDit:
    return CadreDit(
        affirmation_id=parole.pk, comment=comment,
        dit_par=", ".join((parole.champs.get("au_nom_de") or {}).values()), source_code=parole.source.code,
        source_nom=parole.source.nom, adresse=parole.adresse, date_information=parole.date_information,
        releve_le=parole.releve_le, repris=est_dite_a_part(parole),
    )  # fmt: skip


def est_dite_a_part(parole: Affirmation) -> bool:
    """Vrai si une personne n'a dit là que des cadres : la retirer n'emporte rien d'autre."""
    seule = parole.champs.keys() <= {"cadres", "au_nom_de"} and bool(parole.champs.get("cadres"))
    return seule and parole.releve_id is None and parole.source.nature == NatureSource.PERSONNE


@dataclass(frozen=True, slots=True)
class CadreDitPour:
    """Ce que l'on a dit d'un cadre au nom d'une collectivité, et qu'elle seule peut reprendre."""

    affirmation_id: int
    code: str
    libelle: str
    comment: str
    date_information: str
    adresse: str


def cadres_dits_pour(projet_id: int, code: str) -> tuple[CadreDitPour, ...]:
    """Ce qui est dit de ce projet au nom de cette collectivité, et non repris, le dernier d'abord ; une requête."""
    vivantes = Affirmation.objects.vivantes().about("projet", projet_id).select_related("source").order_by("-pk")
    return tuple(
        CadreDitPour(a.pk, c, libelle(c) or c, str(comment), a.date_information, a.adresse)
        for a in vivantes
        if est_dite_a_part(a) and code in a.champs.get("au_nom_de", {})
        for c, comment in a.champs["cadres"].items()
    )


def est_repris(affirmation_id: int, *, projet_id: int, code: str) -> bool:
    """Vrai si cela avait été dit de ce projet au nom de cette collectivité, et que c'est déjà repris."""
    dites = Affirmation.objects.about("projet", projet_id).filter(pk=affirmation_id, retiree_le__isnull=False)
    return any(code in champs.get("au_nom_de", {}) for champs in dites.values_list("champs", flat=True))


def _fiche(code: str, dits: list[CadreDit], deductions: tuple[DeductionCadre, ...], bref: ProjetBref) -> CadreFiche:
    connu = cadre(code)
    return CadreFiche(
        code=code,
        libelle=connu.libelle if connu else code,
        sorte=connu.sorte if connu else "",
        sorte_libelle=str(SorteCadre(connu.sorte).label) if connu else "",
        etat=connu.etat if connu else "",
        dits=tuple(dits),
        deduit_de=tuple((deduit_de(d, bref.odd, bref.dispositif), d.pourquoi, d.etat) for d in deductions),
    )


def deduit_de(d: DeductionCadre, odd: Iterable[str], dispositif: str) -> str:
    """De quoi on le déduit : « ODD 6, 13 », « dispositif FICOL »."""
    if d.de == "odd":
        return _("ODD %(numeros)s") % {"numeros": ", ".join(odd)}
    return _("dispositif %(nom)s") % {"nom": dispositif}
