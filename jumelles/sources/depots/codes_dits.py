"""Les codes qu'un fichier donne à ses collectivités : INSEE, SIREN, SIRET, D38, R84."""

import re
from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _

from jumelles.acteurs.designation import Partie
from jumelles.rapprochement.formes import lire_forme, noyaux
from jumelles.rapprochement.normaliser import cle
from jumelles.sources.depots.ligne_dite import LigneDite
from jumelles.territoires.models import Collectivite, NomCollectivite
from jumelles.territoires.suites import SUFFIXES, codes_d_aujourdhui

_PAQUET = 400
_BLANCS = re.compile(r"[\s.]+")
_CODE = re.compile(r"\d{5}|2[AB]\d{3}|\d{9}|D\d[\dAB]\d?|R\d{2}")


def normaliser_code(dit: str) -> str:
    """« 1001 » → « 01001 » (un tableur ôte le zéro), un SIRET → son SIREN ; vide si ce n'est pas un code."""
    nu = _BLANCS.sub("", dit).upper().removesuffix(".0")
    if not nu.isascii():
        return ""
    if nu.isdecimal() and len(nu) == 4:
        return nu.zfill(5)
    if nu.isdecimal() and len(nu) == 14:
        return nu[:9]
    return nu if _CODE.fullmatch(nu) else ""


class Codes:
    """Les collectivités de ces codes, et leurs noms, lus en quelques requêtes ; un code d'hier mène à celle
    d'aujourd'hui."""

    def __init__(self, dits: Iterable[str]) -> None:
        voulus = sorted({c for d in dits if (c := normaliser_code(d))})
        self._par_code: dict[str, Collectivite] = {}
        self._noms: dict[str, set[str]] = {}
        self._hier: dict[str, str] = {}  # code dit → code de l'ancienne collectivité, telle que rangée
        for debut in range(0, len(voulus), _PAQUET):
            self._charger(voulus[debut : debut + _PAQUET])

    def _charger(self, paquet: list[str]) -> None:
        for collectivite in Collectivite.objects.filter(Q(code__in=paquet) | Q(siren__in=paquet), ancienne=False):
            self._par_code[collectivite.code] = collectivite
            if collectivite.siren:
                self._par_code.setdefault(collectivite.siren, collectivite)
        self._suivre([c for c in paquet if c not in self._par_code])
        self._nommer([c for c in paquet if c in self._par_code])

    def _suivre(self, codes: list[str]) -> None:
        """Les codes d'avant une fusion mènent à la collectivité qui continue."""
        suites = codes_d_aujourdhui(codes) if codes else {}
        actuelles = {c.code: c for c in Collectivite.objects.filter(code__in=set(suites.values()))}
        self._par_code |= {hier: actuelles[code] for hier, code in suites.items() if code in actuelles}

    def _nommer(self, codes: list[str]) -> None:
        """Les noms de chacune, et ceux de la commune d'hier qui avait ce code : on la nomme encore ainsi."""
        formes = {self._par_code[code].code: code for code in codes}
        formes |= {f"{code}{suffixe}": code for code in codes for suffixe in SUFFIXES if suffixe}
        for nom in NomCollectivite.objects.filter(collectivite__code__in=list(formes)).select_related("collectivite"):
            code = formes[nom.collectivite.code]
            actuelle = self._par_code[code]
            self._noms.setdefault(actuelle.code, set()).update({nom.cle, *noyaux(nom.texte)})
            if code not in (actuelle.code, actuelle.siren) and nom.collectivite.code != actuelle.code:
                self._hier[code] = nom.collectivite.code

    def _lues(self, dite: LigneDite) -> list[Collectivite]:
        """Les collectivités d'aujourd'hui que disent ces codes, une fois chacune."""
        lues = [c for d in dite.codes if (c := self._par_code.get(normaliser_code(d))) is not None]
        return list(dict.fromkeys(lues))

    def _inconnus(self, dite: LigneDite) -> list[str]:
        return [d for d in dite.codes if normaliser_code(d) not in self._par_code]

    def suffisent(self, dite: LigneDite) -> bool:
        """Vrai si chaque nom de la ligne a son code, connu : il n'y a rien à demander."""
        return bool(dite.codes) and not self._inconnus(dite) and len(dite.codes) >= len(dite.ici)

    def parties(self, dite: LigneDite, messages: list[str]) -> list[Partie]:
        """Les collectivités dites par leur code ; un code d'hier ou inconnu se dit."""
        messages += [_("« %s » n'est le code d'aucune collectivité") % d for d in self._inconnus(dite)]
        if not self.suffisent(dite):
            return []
        messages += [m for d in dite.codes if (m := self._dire_la_suite(normaliser_code(d)))]
        titres = {
            self._par_code[code].code: self._hier.get(code, "") for d in dite.codes if (code := normaliser_code(d))
        }
        return [Partie(c.nom, "FR", c.code, au_titre_de_code=titres[c.code]) for c in self._lues(dite)]

    def _dire_la_suite(self, code: str) -> str:
        c = self._par_code[code]
        if code in (c.code, c.siren):
            return ""
        return _("« %(hier)s » est un code d'hier : aujourd'hui %(nom)s (%(code)s)") % {
            "hier": code, "nom": c.nom, "code": c.code,
        }  # fmt: skip

    def contredits(self, dite: LigneDite) -> str:
        """Pourquoi le code et le nom ne vont pas ensemble ; "" s'ils vont, ou si l'un des deux manque."""
        if not self.suffisent(dite):
            return ""
        for bout in dite.ici:
            cles = {cle(bout.nom), *lire_forme(bout.nom).cles}
            if not any(cles & self._noms.get(c.code, set()) for c in self._lues(dite)):
                noms = ", ".join(_("%(code)s est %(nom)s") % {"code": c.code, "nom": c.nom} for c in self._lues(dite))
                return _("le code et le nom ne vont pas ensemble : %(noms)s, la ligne dit « %(dit)s »") % {
                    "noms": noms, "dit": bout.nom,
                }  # fmt: skip
        return ""
