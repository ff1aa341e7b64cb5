"""Lire ce que le client envoie : un JSON borné, champ par champ comme le dit la norme ; tout écart est une phrase."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import orjson
from django.utils.translation import gettext as _

from jumelles.api.problemes import Faute, Refus

QUESTIONS_MAX = 200
FICHES_MAX = 1000
PROPRIETES_MAX = 50
VALEURS_MAX = 50
NOM_MAX = 10_000
VALEUR_MAX = 1000
ID_MAX = 200
LIMITE, LIMITE_MAX = 5, 50
FAUTES_DITES = 20
_CHAMPS = ("query", "type", "limit", "properties", "type_strict")
_VIDES = frozenset({"nan", "none", "null", "n/a", "nc"})
_STRICTES = ("any", "should", "all")


@dataclass(frozen=True, slots=True)
class QuestionLue:
    """Une question du client. types vide : tous ; stricte : any, all ou should ; indices : propriété → ses valeurs."""

    nom: str
    types: tuple[str, ...] = ()
    stricte: str = "any"
    limite: int = LIMITE
    indices: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def indice(self, pid: str) -> str:
        """La première valeur dite pour cette propriété, hors les façons d'écrire « rien » ; vide s'il n'y en a pas."""
        dites = (v for nom, valeurs in self.indices if nom == pid for v in valeurs)
        return next((v for v in dites if v.casefold() not in _VIDES), "")


def lire_questions(texte: str) -> dict[str, QuestionLue]:
    """Un lot de questions ; Refus (400) s'il est illisible, trop grand ou contraire à la norme."""
    brut = _objet(texte, "queries")
    if len(brut) > QUESTIONS_MAX:
        raise _trop("queries", len(brut), QUESTIONS_MAX)
    _refuser(f for cle, question in brut.items() for f in _fautes_de_question(cle[:40], question))
    return {cle: _question(question) for cle, question in brut.items()}


def lire_extension(texte: str) -> tuple[tuple[str, ...], tuple[tuple[str, int], ...]]:
    """(identifiants, propriétés demandées et combien de valeurs au plus, 0 : toutes) ; Refus (400)."""
    brut = _objet(texte, "extend")
    ids: Any = brut.get("ids")
    proprietes: Any = brut.get("properties")
    if not _is_textes(ids):
        raise _refus("extend.ids", ids, _("« ids » doit être une liste de textes."), '"ids": ["38185"]')
    is_liste = isinstance(proprietes, list)
    if not is_liste or not all(isinstance(p, dict) and isinstance(p.get("id"), str) for p in proprietes):
        comment = '"properties": [{"id": "population"}]'
        raise _refus("extend.properties", proprietes, _("« properties » doit être une liste d'objets."), comment)
    for ou, liste, permis in (("ids", ids, FICHES_MAX), ("properties", proprietes, PROPRIETES_MAX)):
        if len(liste) > permis:
            raise _trop(f"extend.{ou}", len(liste), permis)
    for ou, textes in (("ids", ids), ("properties", [p["id"] for p in proprietes])):
        if long_ := next((t for t in textes if len(t) > ID_MAX), ""):
            permis_dits = _("Au plus %(n)s signes.") % {"n": ID_MAX}
            raise _refus(f"extend.{ou}", long_, _("Un identifiant est trop long."), permis_dits)
    # Une propriété demandée deux fois n'a qu'une place dans la réponse : la dernière demande y reste.
    demandees = {p["id"]: _combien(p.get("settings")) for p in proprietes}
    return tuple(dict.fromkeys(ids)), tuple(demandees.items())


def _combien(reglages: object) -> int:
    """Le réglage « limit », que les clients envoient en nombre ou en texte ; 0 : toutes les valeurs."""
    dit = str(reglages.get("limit", "")).partition(".")[0] if isinstance(reglages, dict) else ""
    return int(dit) if dit.isascii() and dit.isdigit() and len(dit) <= 6 else 0


def _objet(texte: str, ou: str) -> dict[str, Any]:
    try:
        lu = orjson.loads(texte)
    except (orjson.JSONDecodeError, UnicodeEncodeError) as erreur:
        pourquoi = _("Ce n'est pas du JSON lisible.")
        raise _refus(ou, texte, pourquoi, _("Ce qui l'arrête : %(ou)s.") % {"ou": erreur}) from erreur
    if not isinstance(lu, dict):
        raise _refus(ou, texte, _("C'est un objet JSON qui est attendu."), '{"q0": {"query": "Grenoble"}}')
    return lu


def _fautes_de_question(cle: str, question: Any) -> Iterator[Faute]:
    if not isinstance(question, dict):
        yield Faute(cle, str(question), _("Une question est un objet."), '{"query": "Grenoble"}')
        return
    for nom in question.keys() - set(_CHAMPS):
        yield Faute(f"{cle}.{nom[:40]}", "", _("Ce champ n'existe pas dans une question."), ", ".join(_CHAMPS))
    if "query" not in question and not question.get("properties"):
        yield Faute(cle, "", _("Ni nom ni propriété : il n'y a rien à chercher."), '{"query": "Grenoble"}')
    yield from _fautes_des_champs(cle, question)


def _fautes_des_champs(cle: str, question: dict[str, Any]) -> Iterator[Faute]:
    nom = question.get("query", "")
    if not isinstance(nom, str):
        yield Faute(f"{cle}.query", str(nom), _("Un nom est un texte."), '"query": "Grenoble"')
    elif len(nom) > NOM_MAX:
        permis = _("Au plus %(n)s signes.") % {"n": NOM_MAX}
        yield Faute(f"{cle}.query", nom, _("Le nom est trop long."), permis)
    types = question.get("type", "")
    if not isinstance(types, str) and not _is_textes(types):
        yield Faute(f"{cle}.type", str(types), _("Un type est un texte, ou une liste de textes."), '"type": "commune"')
    if question.get("type_strict", "any") not in _STRICTES:
        yield Faute(f"{cle}.type_strict", str(question["type_strict"]), _("Valeur inconnue."), ", ".join(_STRICTES))
    limite = question.get("limit", LIMITE)
    if isinstance(limite, bool) or not isinstance(limite, int | float):
        yield Faute(f"{cle}.limit", str(limite), _("Une limite est un nombre."), '"limit": 5')
    yield from _fautes_des_indices(cle, question.get("properties", []))


def _fautes_des_indices(cle: str, indices: Any) -> Iterator[Faute]:
    ou = f"{cle}.properties"
    if not isinstance(indices, list) or len(indices) > PROPRIETES_MAX:
        permis = _("Une liste de %(n)s propriétés au plus.") % {"n": PROPRIETES_MAX}
        yield Faute(ou, str(indices), _("Les propriétés ne se lisent pas."), permis)
        return
    for indice in indices:
        if not isinstance(indice, dict) or not isinstance(indice.get("pid"), str) or not _is_valeur(indice.get("v")):
            comment = '{"pid": "population", "v": 158240}'
            yield Faute(ou, str(indice), _("Une propriété a un « pid » et une valeur « v »."), comment)
        elif (longueur := _longueur(indice)) > VALEUR_MAX:
            yield Faute(
                ou, str(longueur), _("Une valeur est trop longue."), _("Au plus %(n)s signes.") % {"n": VALEUR_MAX}
            )


def _is_valeur(valeur: Any) -> bool:
    if isinstance(valeur, list):
        return len(valeur) <= VALEURS_MAX and all(_is_valeur(v) and not isinstance(v, list) for v in valeur)
    if isinstance(valeur, dict):
        return isinstance(valeur.get("id"), str) and isinstance(valeur.get("name", ""), str)
    return isinstance(valeur, str | int | float)


def _longueur(indice: dict[str, Any]) -> int:
    """Celle du plus long texte d'une propriété."""
    dites = indice["v"] if isinstance(indice["v"], list) else [indice["v"]]
    textes = (v["id"] if isinstance(v, dict) else v for v in (indice["pid"], *dites))
    return max(len(t) for t in textes if isinstance(t, str))


def _is_textes(liste: Any) -> bool:
    return isinstance(liste, list) and all(isinstance(x, str) for x in liste)


def _question(brut: dict[str, Any]) -> QuestionLue:
    types = brut.get("type", "")
    limite = brut.get("limit", LIMITE)
    return QuestionLue(
        nom=_propre(brut.get("query", "")), types=tuple(t for t in ([types] if isinstance(types, str) else types) if t),
        stricte=brut.get("type_strict", "any"), limite=int(min(max(limite, 1), LIMITE_MAX)),
        indices=tuple((p["pid"], _textes(p["v"])) for p in brut.get("properties", [])),
    )  # fmt: skip


def _textes(valeur: Any) -> tuple[str, ...]:
    valeurs = valeur if isinstance(valeur, list) else [valeur]
    textes = (_propre(v["id"] if isinstance(v, dict) else str(v)) for v in valeurs)
    return tuple(t for t in textes if t)


def _propre(texte: str) -> str:
    """Sans signe invisible, espaces réduits : un octet nul arrêterait PostgreSQL."""
    return " ".join("".join(s if s.isprintable() else " " for s in texte).split())


def _refuser(fautes: Iterable[Faute]) -> None:
    """Les premières fautes disent assez : on ne lit pas les cent mille suivantes."""
    if dites := tuple(islice(fautes, FAUTES_DITES)):
        raise Refus(400, _("Une question au moins ne se lit pas."), dites)


def _refus(ou: str, valeur: object, pourquoi: str, comment: str) -> Refus:
    return Refus(400, pourquoi, (Faute(ou, str(valeur), pourquoi, comment),))


def _trop(ou: str, combien: int, permis: int) -> Refus:
    pourquoi = _("%(combien)s en une demande : c'est trop.") % {"combien": combien}
    return _refus(ou, combien, pourquoi, _("Au plus %(n)s ; envoyez plusieurs lots.") % {"n": permis})
