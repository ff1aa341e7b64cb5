"""Les codes qu'un fichier donne à ses collectivités : INSEE, SIREN, SIRET, D38, R84."""

import re
from collections.abc import Iterable

from django.db.models import Q

from jumelles.acteurs.designation import Partie
from jumelles.rapprochement.formes import lire_forme, noyaux
from jumelles.rapprochement.normaliser import cle
from jumelles.sources.depots.ligne_dite import LigneDite
from jumelles.territoires.models import Collectivite, NomCollectivite

_PAQUET = 400
_BLANCS = re.compile(r"[\s.]+")


def normaliser_code(dit: str) -> str:
    """« 1001 » → « 01001 » (un tableur ôte le zéro), un SIRET → son SIREN ; vide si ce n'est pas un code."""
    nu = _BLANCS.sub("", dit).upper().removesuffix(".0")
    if nu.isdigit() and len(nu) == 4:
        return nu.zfill(5)
    if nu.isdigit() and len(nu) == 14:
        return nu[:9]
    return nu if re.fullmatch(r"\d{5}|2[AB]\d{3}|\d{9}|D\d[\dAB]\d?|R\d{2}", nu) else ""


class Codes:
    """Les collectivités de ces codes, et leurs noms, lus en deux requêtes."""

    def __init__(self, dits: Iterable[str]) -> None:
        voulus = sorted({c for d in dits if (c := normaliser_code(d))})
        self._par_code: dict[str, Collectivite] = {}
        self._noms: dict[str, set[str]] = {}
        for debut in range(0, len(voulus), _PAQUET):
            self._charger(voulus[debut : debut + _PAQUET])

    def _charger(self, paquet: list[str]) -> None:
        trouvees = list(Collectivite.objects.filter(Q(code__in=paquet) | Q(siren__in=paquet), ancienne=False))
        for collectivite in trouvees:
            self._par_code[collectivite.code] = collectivite
            if collectivite.siren:
                self._par_code.setdefault(collectivite.siren, collectivite)
        for nom in NomCollectivite.objects.filter(collectivite__in=trouvees).select_related("collectivite"):
            self._noms.setdefault(nom.collectivite.code, set()).update({nom.cle, *noyaux(nom.texte)})

    def _lues(self, dite: LigneDite) -> list[Collectivite]:
        return [c for d in dite.codes if (c := self._par_code.get(normaliser_code(d))) is not None]

    def suffisent(self, dite: LigneDite) -> bool:
        """Vrai si chaque nom de la ligne a son code, connu : il n'y a rien à demander."""
        return bool(dite.codes) and len(self._lues(dite)) == len(dite.codes) >= len(dite.ici)

    def parties(self, dite: LigneDite, messages: list[str]) -> list[Partie]:
        """Les collectivités dites par leur code ; un code inconnu est dit, et le nom prend le relais."""
        inconnus = [d for d in dite.codes if normaliser_code(d) not in self._par_code]
        messages += [f"« {d} » n'est le code d'aucune collectivité d'aujourd'hui" for d in inconnus]
        if not self.suffisent(dite):
            return []
        return [Partie(nom=c.nom, pays="FR", collectivite_code=c.code) for c in self._lues(dite)]

    def contredits(self, dite: LigneDite) -> str:
        """Pourquoi le code et le nom ne vont pas ensemble ; "" s'ils vont, ou si l'un des deux manque."""
        if not self.suffisent(dite):
            return ""
        for bout in dite.ici:
            cles = {cle(bout.nom), *lire_forme(bout.nom).cles}
            if not any(cles & self._noms.get(c.code, set()) for c in self._lues(dite)):
                noms = ", ".join(f"{c.code} est {c.nom}" for c in self._lues(dite))
                return f"le code et le nom ne vont pas ensemble : {noms}, la ligne dit « {bout.nom} »"
        return ""
