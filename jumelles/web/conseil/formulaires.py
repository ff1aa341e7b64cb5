"""La question posée au conseil : lue dans l'adresse, jamais devinée ; ce qui ne se lit pas est dit, et gardé."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from jumelles.conseil.demande import Besoin, DemandeConseil, ascendants
from jumelles.conseil.partenaires import types_de_partenaires
from jumelles.droit.cas import TypeCollectivite
from jumelles.strategies.conseil_explique import Question
from jumelles.territoires.designation import designer
from jumelles.territoires.requetes import TerritoireBref, brefs_par_code, pays_fiche
from jumelles.web.conseil.lien_question import couples_de

NOM_MAX, RAISON_MAX, HABITANTS_MAX, PROPOSES = 120, 200, 15_000_000, 8
APD = {"oui": True, "non": False}


@dataclass(frozen=True, slots=True)
class QuestionLue:
    """question : ce que l'on a compris ; fautes : (champ, ce qui ne va pas) ; homonymes : les territoires à proposer.

    chez : le territoire compris, ou None ; saisi : ce que la personne a écrit pour le nommer.
    """

    question: Question
    fautes: tuple[tuple[str, str], ...]
    homonymes: tuple[TerritoireBref, ...]
    chez: TerritoireBref | None
    saisi: str

    def couples(self) -> list[tuple[str, str]]:
        """Les (nom, valeur) de l'adresse qui repose cette question, toujours dans le même ordre."""
        suite = couples_de(self.question.demande)
        suite += [("chez", self.question.territoire)] if self.question.territoire else []
        for code, raison in self.question.ecartes:
            suite += [("ecarte", code), *([(f"raison.{code}", raison)] if raison else [])]
        return suite

    def to_query(self) -> str:
        """L'adresse qui rouvre ce conseil."""
        return urlencode(self.couples())

    def sans_ecarter(self, code: str) -> str:
        """La même question, ce type remis."""
        return urlencode([(n, v) for n, v in self.couples() if (n, v) != ("ecarte", code) and n != f"raison.{code}"])


def lire_question(requete: QueryDict) -> QuestionLue:
    """Lire l'adresse ; un code inconnu est écarté et dit, le reste de la question tient."""
    fautes: list[tuple[str, str]] = []
    saisi = _propre(requete.get("chez", ""), NOM_MAX)
    chez, homonymes = _territoire(saisi)
    if saisi and chez is None:
        fautes.append(("chez", _faute_de_territoire(saisi, homonymes)))
    habitants, dit = _habitants(requete.get("habitants", ""))
    if dit:
        fautes.append(("habitants", dit))
    besoins = tuple(Besoin(b) for b in requete.getlist("besoin") if b in set(Besoin))
    pays = requete.get("pays", "").upper()[:2]
    demande = DemandeConseil(
        besoins=besoins, themes=tuple(t for t in requete.getlist("theme") if t in ascendants())[:6],
        pays=pays if pays.isascii() and pays.isalpha() and pays_fiche(pays) else None,
        type=_type(requete.get("type", "")), habitants=habitants, pays_apd=APD.get(requete.get("apd", "")),
        jour=_jour(requete.get("jour", "")),
    )  # fmt: skip
    if requete and not besoins:
        fautes.append(("besoin", _("Cochez au moins un besoin : c’est lui qui choisit les partenaires.")))
    question = Question(demande, chez.code if chez else "", tuple(_ecartes(requete)))
    return QuestionLue(question, tuple(fautes), homonymes, chez, saisi)


def _territoire(saisi: str) -> tuple[TerritoireBref | None, tuple[TerritoireBref, ...]]:
    """Le territoire de ce code ou de ce nom ; sinon aucun, et ceux à proposer."""
    designation = designer(saisi, limite=PROPOSES)
    chez = brefs_par_code([designation.code]).get(designation.code) if designation.code else None
    return chez, designation.proches


def _faute_de_territoire(saisi: str, homonymes: tuple[TerritoireBref, ...]) -> str:
    if homonymes:
        return _("Ce nom ne suffit pas à vous trouver : choisissez votre territoire ci-dessous.")
    message = _("Aucun territoire français ne s’appelle « %(nom)s » : écrivez son nom entier ou son code.")
    return message % {"nom": saisi}


def _habitants(texte: str) -> tuple[int | None, str]:
    nu = "".join(texte.split()).replace("\u202f", "")
    if not nu:
        return None, ""
    if nu.isascii() and nu.isdigit() and len(nu) <= 8 and int(nu) <= HABITANTS_MAX:
        return int(nu), ""
    return None, _("Écrivez un nombre d’habitants en chiffres, par exemple 8000.")


def _type(texte: str) -> TypeCollectivite | None:
    return TypeCollectivite(texte) if texte in set(TypeCollectivite) else None


def _jour(texte: str) -> date | None:
    try:
        return date.fromisoformat(texte[:10]) if texte else None
    except ValueError:
        return None


def _ecartes(requete: QueryDict) -> Iterator[tuple[str, str]]:
    """Dans l'ordre des types : l'ordre de l'adresse ne compte pas."""
    voulus = set(requete.getlist("ecarte"))
    for t in types_de_partenaires():
        if t.code in voulus:
            yield t.code, _propre(requete.get(f"raison.{t.code}", ""), RAISON_MAX)


def _propre(texte: str, longueur: int) -> str:
    return " ".join(texte.replace("\x00", " ").split())[:longueur].strip()
