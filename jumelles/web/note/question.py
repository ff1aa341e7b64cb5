"""La question lue dans l'adresse : ce qui ne se lit pas est dit, et le reste tient."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from jumelles.conseil.demande import Besoin
from jumelles.referentiel import thesaurus
from jumelles.strategies.directions import regles_de_direction
from jumelles.strategies.note.question import QuestionNote
from jumelles.territoires.pays_francais import ISO_FRANCAIS
from jumelles.territoires.requetes import PaysFiche, pays_liste
from jumelles.web.champs import ce_qui_se_voit

THEMES_AU_PLUS = 3
FAUTES_AU_PLUS = 5  # au-delà, ce ne sont plus des fautes de frappe


@dataclass(frozen=True, slots=True)
class QuestionNoteLue:
    """question : ce qui s'est lu ; pays : ceux que l'on peut choisir ; fautes : une phrase par valeur laissée."""

    question: QuestionNote
    pays: tuple[PaysFiche, ...] = ()
    fautes: tuple[str, ...] = field(default=())

    def couples(self, *, sans: str = "", avec: str = "") -> list[tuple[str, str]]:
        """L'adresse de la même question ; sans, avec : une direction écartée de plus, ou de moins."""
        q = self.question
        ecartees = [c for c in q.ecartees if c != sans] + ([avec] if avec and avec not in q.ecartees else [])
        couples = [("besoin", b.value) for b in q.besoins] + [("theme", t) for t in q.themes]
        return couples + ([("pays", q.pays)] if q.pays else []) + [("sans", c) for c in ecartees]

    def adresse(self, debut: str, **change: str) -> str:
        """debut, puis la question."""
        suite = urlencode(self.couples(**change))
        return f"{debut}?{suite}" if suite else debut


def lire_question(code: str, donnees: QueryDict) -> QuestionNoteLue:
    """Lire besoins, thèmes (trois au plus), pays et directions écartées ; un doublon compte une fois."""
    fautes: list[str] = []

    def garder(cle: str, connus: frozenset[str]) -> tuple[str, ...]:
        dits = dict.fromkeys(v for v in donnees.getlist(cle) if v)
        fautes.extend(_dire(v) for v in [v for v in dits if v not in connus][:FAUTES_AU_PLUS])
        return tuple(v for v in dits if v in connus)

    themes = garder("theme", frozenset(t.code for t in thesaurus.themes()))
    if len(themes) > THEMES_AU_PLUS:
        fautes.append(_("Trois thèmes au plus : les premiers sont gardés."))
    etrangers = tuple(p for p in pays_liste() if p.iso2 not in ISO_FRANCAIS)
    pays = garder("pays", frozenset(p.iso2 for p in etrangers))
    if len(pays) > 1:
        fautes.append(_("Un seul pays à la fois : le premier est gardé."))
    question = QuestionNote(
        code, tuple(Besoin(b) for b in garder("besoin", frozenset(Besoin))), themes[:THEMES_AU_PLUS], "".join(pays[:1]),
        garder("sans", frozenset(r.code for r in regles_de_direction())),
    )  # fmt: skip
    return QuestionNoteLue(question, etrangers, tuple(fautes[:FAUTES_AU_PLUS]))


def _dire(valeur: str) -> str:
    return _("« %(valeur)s » ne se lit pas : choisissez dans la liste. Le reste de la question est gardé.") % {
        "valeur": ce_qui_se_voit(valeur.replace("\x00", ""))[:40]
    }
