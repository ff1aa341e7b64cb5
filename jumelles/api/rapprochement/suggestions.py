"""Proposer pendant que l'on écrit : une chose, un type, une propriété ; et la bulle qui en dit plus."""

from itertools import chain, zip_longest
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _

from jumelles.api.rapprochement.fiches import FicheRapprochee, fiches
from jumelles.api.rapprochement.identifiants import ecrire
from jumelles.api.rapprochement.noms import pays
from jumelles.api.rapprochement.proprietes import PROPRIETES, proprietes_du_type
from jumelles.api.rapprochement.sortes import (
    ACTEUR,
    AUTORITE,
    LIEU,
    ORGANISATION,
    PAYS,
    TERRITOIRE,
    TYPES,
    bref,
    is_du_type,
    types_du_niveau,
)
from jumelles.rapprochement.normaliser import cle
from jumelles.rapprochement.repertoire.debuts import commencent
from jumelles.rapprochement.termes import Entite
from jumelles.recherche.document import Trouve
from jumelles.recherche.moteur import moteur
from jumelles.territoires.repertoires import rapprocheur_du_moment
from jumelles.territoires.requetes import TerritoireBref, brefs_par_code

DEBUT_MIN, DEBUT_MAX = 2, 120
PAR_PAGE, SUITE_MAX = 10, 100
_SORTES = {TERRITOIRE: "territoires", PAYS: "pays", ACTEUR: "acteurs"}


def choses(debut: str, type_id: str, suite: int, limite: int) -> dict[str, Any]:
    """Les choses dont un nom commence ainsi, d'un type ou de tous, les plus connues d'abord."""
    if len(cle(debut)) < DEBUT_MIN or (type_id and type_id not in TYPES):
        return {"result": []}
    large = (TYPES[type_id].dans or type_id) if type_id else ""
    # Un type précis filtre ce que l'index propose : lui en demander davantage.
    combien = (suite + limite) * (5 if type_id else 1)
    connues = _connues(debut[:DEBUT_MAX], [_SORTES[large]] if large in _SORTES else list(_SORTES.values()), combien)
    index = connues if large != LIEU else []
    lieux = _lieux(debut[:DEBUT_MAX], suite + limite) if large in ("", LIEU) else []
    # Un lieu proposé sous un autre de ses noms passe après tous les autres.
    propres, autres = [d for d, propre in lieux if propre], [d for d, propre in lieux if not propre]
    melees = [x for x in chain.from_iterable(zip_longest(index, propres)) if x is not None]
    voulues = [dite for types, niveau, dite in (*melees, *autres) if not type_id or is_du_type(type_id, types, niveau)]
    return {"result": voulues[suite : suite + limite]}


Dite = tuple[tuple[str, ...], str, dict[str, Any]]  # types, niveau, la proposition de la norme


def _connues(debut: str, sortes: list[str], combien: int) -> list[Dite]:
    trouves = moteur().proposer(debut, sortes=tuple(sortes), nombre=combien)
    territoires = brefs_par_code(str(t.fiche["code"]) for t in trouves if t.sorte == "territoires")
    return [dite for t in trouves if (dite := _dire(t, territoires)) is not None]


def _dire(trouve: Trouve, territoires: dict[str, TerritoireBref]) -> Dite | None:
    fiche = trouve.fiche
    code, precision = str(fiche.get("code", "")), str(fiche.get("precision", ""))
    if trouve.sorte == "pays":
        return _proposition(ecrire(PAYS, code), str(fiche["nom"]), precision, (PAYS,))
    if trouve.sorte == "territoires":
        if (lu := territoires.get(code)) is None:
            return None
        return _proposition(code, str(fiche["nom"]), precision, types_du_niveau(lu.categorie), lu.categorie)
    # Une collectivité française se propose comme territoire, pas deux fois.
    if fiche["type_acteur"] == "collectivite":
        return None
    types = (AUTORITE if fiche["type_acteur"] == AUTORITE else ORGANISATION, ACTEUR)
    situation = f"{fiche['type_acteur_libelle']}, {fiche['pays_nom']}"
    return _proposition(ecrire(ACTEUR, str(trouve.id)), str(fiche["nom"]), situation, types)


def _lieux(debut: str, combien: int) -> list[tuple[Dite, bool]]:
    """(le lieu, vrai si c'est sous son nom propre)."""
    monde = rapprocheur_du_moment().monde
    return [_lieu(entite, dit) for entite, dit in commencent(monde, debut, combien)]


def _lieu(entite: Entite, dit: str) -> tuple[Dite, bool]:
    propre, dans = cle(entite.nom) == cle(dit), pays().nom(entite.pays)
    situation = dans if propre else _("%(pays)s, aussi « %(nom)s »") % {"pays": dans, "nom": dit}
    return _proposition(ecrire(LIEU, entite.code), entite.nom, situation, (LIEU,)), propre


def _proposition(identifiant: str, nom: str, description: str, types: tuple[str, ...], niveau: str = "") -> Dite:
    dite = {"id": identifiant, "name": nom, "description": description, "notable": [bref(t) for t in types]}
    return types, niveau, dite


def types(debut: str, suite: int, limite: int) -> dict[str, Any]:
    """Les types dont le nom ou l'identifiant contient ces mots ; rien d'écrit : tous."""
    voulu = cle(debut)
    trouves = [t.en_dict() for t in TYPES.values() if voulu in cle(str(t.nom)) or voulu in cle(t.id)]
    return {"result": trouves[suite : suite + limite]}


def proprietes(debut: str, suite: int, limite: int) -> dict[str, Any]:
    """Les propriétés dont le nom ou l'identifiant contient ces mots ; rien d'écrit : toutes."""
    voulu = cle(debut)
    trouvees = [p.en_dict() for p in proprietes_du_type("") if voulu in cle(str(p.nom)) or voulu in cle(p.id)]
    return {"result": trouvees[suite : suite + limite]}


def bulle(quoi: str, identifiant: str) -> dict[str, str] | None:
    """Quelques lignes de HTML sur une chose, un type ou une propriété ; None si on ne connaît pas l'identifiant."""
    if quoi == "choses":
        trouvee = fiches([identifiant], relations=False).get(identifiant)
        dite = _bulle_de(trouvee) if trouvee else ""
    else:
        offert = (TYPES if quoi == "types" else PROPRIETES).get(identifiant)
        dite = format_html("<p><strong>{}</strong></p><p>{}</p>", offert.nom, offert.description) if offert else ""
    return {"id": identifiant, "html": dite} if dite else None


def _bulle_de(fiche: FicheRapprochee) -> str:
    dit = " — ".join(x for x in (str(TYPES[fiche.types[0]].nom), fiche.situation) if x)
    return format_html("<p><strong>{}</strong> ({})</p><p>{}</p>", fiche.nom, fiche.id, dit)
