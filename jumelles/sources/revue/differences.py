"""Comparer, trait par trait, ce que dit une ligne et ce que l'on sait d'une chose, en mots."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from jumelles.rapprochement.normaliser import cle
from jumelles.rapprochement.termes import Entite
from jumelles.referentiel.sphere import distance_km
from jumelles.sources.revue.termes import Trait
from jumelles.territoires.enums import CategorieCollectivite
from jumelles.territoires.notices import NoticeLieu, NoticeTerritoire

PAREIL, DIFFERE, SANS = "pareil", "differe", ""
# En deçà, deux populations disent la même commune à deux recensements ; deux points, le même lieu.
ECART_POPULATION, PRES_KM = 0.25, 10.0
NIVEAUX_MAX = 3
Notice = NoticeTerritoire | NoticeLieu
_LIBELLES = dict(CategorieCollectivite.choices)
_ESPACE = "\u202f"


def traits(
    mention: Mapping[str, Any], entite: Entite, notice: Notice, noms: Mapping[str, str]
) -> list[Trait]:  # fmt: skip
    """Les traits d'une proposition, en regard de ce que dit la ligne. noms : « D38 », « R84 », « DE » → leur nom."""
    if isinstance(notice, NoticeTerritoire):
        ou = [_niveau(mention, notice), _departement(mention, entite, notice, noms), _region(notice, noms)]
    else:
        ou = [_pays(mention, notice, noms)]
    return [t for t in (*ou, _population(mention, notice), _distance(mention, notice)) if t.ici or t.la]


def _niveau(mention: Mapping[str, Any], notice: NoticeTerritoire) -> Trait:
    dits = [str(_LIBELLES.get(n, n)) for n in mention.get("niveaux", ())]
    ici = _(" ou ").join(dits) if len(dits) <= NIVEAUX_MAX else ""
    accord = SANS if not ici else PAREIL if notice.categorie in mention["niveaux"] else DIFFERE
    return Trait(_("Niveau"), ici, notice.categorie_libelle, accord, _dit(accord))


def _departement(
    mention: Mapping[str, Any], entite: Entite, notice: NoticeTerritoire, noms: Mapping[str, str]
) -> Trait:  # fmt: skip
    dits = [d.strip() for d in str(mention.get("departement", "")).split("|") if d.strip()]
    voulus = {d.upper() for d in dits} | {c[1:] for c, n in noms.items() if cle(n) in {cle(d) for d in dits}}
    accord = SANS if not dits else PAREIL if entite.departement in voulus else DIFFERE
    plusieurs = _("l'un de %(n)s départements") % {"n": len(dits)}
    ici = plusieurs if len(dits) > NIVEAUX_MAX else ", ".join(_nommer(d, noms) for d in dits)
    return Trait(_("Département"), ici, _nommer(entite.departement, noms), accord, _dit(accord))


def _nommer(code: str, noms: Mapping[str, str]) -> str:
    return f"{noms[f'D{code}']} ({code})" if f"D{code}" in noms else code


def _region(notice: NoticeTerritoire, noms: Mapping[str, str]) -> Trait:
    return Trait(_("Région"), "", noms.get(notice.region, ""), SANS, "")


def _pays(mention: Mapping[str, Any], notice: NoticeLieu, noms: Mapping[str, str]) -> Trait:
    dit = str(mention.get("pays", ""))
    accord = SANS if not dit else PAREIL if dit == notice.pays else DIFFERE
    return Trait(_("Pays"), noms.get(dit, dit), noms.get(notice.pays, notice.pays), accord, _dit(accord))


def _population(mention: Mapping[str, Any], notice: Notice) -> Trait:
    ici, la = mention.get("population"), notice.population
    if not ici or not la:
        return Trait(_("Habitants"), _entier(ici), _entier(la), SANS, "")
    ecart = abs(ici - la) / max(ici, la)
    accord = PAREIL if ecart <= ECART_POPULATION else DIFFERE
    dit = _("écart de %(n)s %%") % {"n": round(ecart * 100)} if round(ecart * 100) else _dit(PAREIL)
    return Trait(_("Habitants"), _entier(ici), _entier(la), accord, dit)


def _distance(mention: Mapping[str, Any], notice: Notice) -> Trait:
    lat, lon = mention.get("lat"), mention.get("lon")
    la = _point(notice.lat, notice.lon)
    if lat is None or lon is None or notice.lat is None or notice.lon is None:
        return Trait(_("Point"), _point(lat, lon), la, SANS, "")
    km = distance_km(lat, lon, notice.lat, notice.lon)
    dit = _("à moins d'un kilomètre") if km < 1 else _("à %(n)s km") % {"n": _entier(round(km))}
    return Trait(_("Point"), _point(lat, lon), la, PAREIL if km <= PRES_KM else DIFFERE, dit)


def _point(lat: float | None, lon: float | None) -> str:
    return "" if lat is None or lon is None else f"{lat:.2f}, {lon:.2f}"


def _entier(nombre: int | None) -> str:
    return f"{nombre:,}".replace(",", _ESPACE) if nombre else ""


def _dit(accord: str) -> str:
    return {PAREIL: _("pareil"), DIFFERE: _("différent")}.get(accord, "")
