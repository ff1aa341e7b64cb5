"""D'un nom, d'un code, d'un SIREN écrits par une personne à une collectivité d'aujourd'hui, jamais au hasard."""

from dataclasses import dataclass

from jumelles.rapprochement.normaliser import cle
from jumelles.territoires.requetes import TerritoireBref, chercher_territoires, vers_aujourdhui

PROPOSES = 12


@dataclass(frozen=True, slots=True)
class Designation:
    """code : celui de la collectivité désignée, vide si l'on ne sait laquelle ; proches : celles à proposer alors.

    is_homonyme : vrai si les proches portent toutes ce nom ; faux si leur nom commence seulement ainsi.
    """

    code: str
    proches: tuple[TerritoireBref, ...] = ()
    is_homonyme: bool = False


def designer(texte: str, *, limite: int = PROPOSES) -> Designation:
    """La collectivité de ce code, ou la seule qui porte aujourd'hui ce nom, ou la seule qui l'ait porté.

    Sinon celles qui portent ce nom, à défaut celles dont un nom commence ainsi : limite au plus. Un texte vide ne
    désigne rien.
    """
    dit = texte.strip()
    code = (vers_aujourdhui(dit) or vers_aujourdhui(dit.upper())) if dit else None
    if code:
        return Designation(code)
    exactes = chercher_territoires(dit, limite=limite, exactement=True)
    retenues = tuple(t for t in exactes if cle(t.nom) == cle(dit)) or exactes
    if len(retenues) == 1:
        return Designation(retenues[0].code)
    return Designation("", retenues or chercher_territoires(dit, limite=limite), bool(retenues))
