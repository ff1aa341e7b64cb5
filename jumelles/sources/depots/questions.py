"""Ce qu'on demande au référentiel pour chaque nom d'une ligne."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from jumelles.rapprochement.formes import COMMUNE, DEPARTEMENT, METROPOLE, REGION, SYNDICAT, lire_forme
from jumelles.rapprochement.termes import Mention
from jumelles.sources.depots.codes_dits import Codes
from jumelles.sources.depots.doutes import is_douteux
from jumelles.sources.depots.ligne_dite import BoutDit, LigneDite
from jumelles.sources.rattachement import Question, Rattacheur, ecrire_gauche
from jumelles.territoires.pays_francais import ISO_FRANCAIS

_NIVEAUX = {
    "commune": COMMUNE, "epci": METROPOLE, "metropole": METROPOLE | COMMUNE, "departement": DEPARTEMENT,
    "region": REGION, "syndicat": SYNDICAT,
}  # fmt: skip
_DE_VILLE = ("", "ville")


@dataclass(frozen=True, slots=True)
class Nomme:
    """Un nom d'une ligne : de quel côté, dans quel pays, et la question posée (None : on ne la pose pas).

    pays vide : non reconnu, et pourquoi.
    """

    bout: BoutDit
    pays: str
    francais: bool
    question: Question | None
    pourquoi: str = ""

    @property
    def niveau(self) -> str:
        """Le niveau de l'autorité étrangère ; un lieu reconnu est une ville."""
        return self.bout.niveau or ("ville" if self.question is not None else "non_renseigne")


class Demandeur:
    """Pose les questions d'une source sous des noms stables : le même nom, la même question au prochain fichier."""

    def __init__(self, code: str) -> None:
        self._code = code

    def nommes(self, dite: LigneDite, codes: Codes, rattacheur: Rattacheur) -> list[Nomme]:
        """Tous les noms de cette ligne ; une collectivité dite par son code ne se demande pas."""
        ici = [] if codes.suffisent(dite) else [self._nomme_ici(b, dite, rattacheur) for b in dite.ici]
        isos = [self._iso(p, rattacheur) for p in dite.pays]
        la_bas = [
            self._nomme_la_bas(b, isos[i] if len(isos) == len(dite.la_bas) else isos[0] if len(isos) == 1 else "", dite)
            for i, b in enumerate(dite.la_bas)
        ]
        agit = [Nomme(BoutDit(""), iso, False, None) for iso in isos if iso]
        inconnus = [
            Nomme(BoutDit(""), "", False, None, pourquoi=_("pays non reconnu : « %s »") % p)
            for p, iso in zip(dite.pays, isos, strict=True)
            if not iso and not dite.la_bas
        ]
        return [*ici, *la_bas, *(agit if not dite.la_bas or dite.champs.get("titre") else []), *inconnus]

    def _iso(self, dit: str, rattacheur: Rattacheur) -> str:
        if is_douteux(dit):
            return ""
        haut = dit.strip().upper()
        return haut if len(haut) == 2 and rattacheur.is_pays(haut) else rattacheur.find_pays(dit)

    def _nomme_ici(self, bout: BoutDit, dite: LigneDite, rattacheur: Rattacheur) -> Nomme:
        forme = lire_forme(bout.nom)
        if forme.is_syndicat:
            return Nomme(bout, "FR", True, None)
        departement = _departement(dite.departement, rattacheur)
        mention = Mention(
            bout.nom, "FR", forme.niveaux or _NIVEAUX.get(bout.niveau, frozenset()), departement, bout.population,
            bout.lat, bout.lon, partenaire=dite.la_bas[0].nom if dite.la_bas else "",
        )  # fmt: skip
        precision = departement or _point(bout) or f"{bout.niveau or 'FR'}{_ordre(bout)}"
        return Nomme(bout, "FR", True, self._question(bout, precision, mention))

    def _nomme_la_bas(self, bout: BoutDit, iso: str, dite: LigneDite) -> Nomme:
        if not iso:
            return Nomme(bout, "", False, None, _sans_pays(bout.nom, dite.pays))
        if bout.niveau not in _DE_VILLE:
            return Nomme(bout, iso, False, None)
        mention = Mention(
            bout.nom, "FR" if iso in ISO_FRANCAIS else iso, population=bout.population, lat=bout.lat, lon=bout.lon,
            partenaire=dite.ici[0].nom if dite.ici else "",
        )  # fmt: skip
        return Nomme(bout, iso, False, self._question(bout, _point(bout) or f"{iso}{_ordre(bout)}", mention))

    def _question(self, bout: BoutDit, precision: str, mention: Mention) -> Question:
        return Question(ecrire_gauche(self._code, bout.nom, precision), mention, is_douteux(bout.nom))


def _sans_pays(nom: str, pays: Sequence[str]) -> str:
    if not pays:
        return _("%s : pays non dit") % nom
    dits = ", ".join(f"« {p} »" for p in pays)
    return _("%(nom)s : pays non reconnu (%(pays)s)") % {"nom": nom, "pays": dits}


def _point(bout: BoutDit) -> str:
    return f"{bout.lat:.2f},{bout.lon:.2f}" if bout.lat is not None and bout.lon is not None else ""


def _ordre(bout: BoutDit) -> str:
    """« ~1e5 » : deux homonymes de tailles différentes sont deux questions ; d'une année à l'autre, c'est la même."""
    return f"~{bout.population:.0e}" if bout.population else ""


def _departement(dit: str, rattacheur: Rattacheur) -> str:
    """« 38 », « 01 - Ain », « Isère » → « 38 »… ; vide si on ne le reconnaît pas."""
    tete = dit.strip().partition(" ")[0].strip("()-").upper()
    if tete.isdigit() or tete in ("2A", "2B"):
        return tete.zfill(2)
    return rattacheur.find_departement(dit) or rattacheur.find_departement(dit.partition("(")[0]) if dit else ""
