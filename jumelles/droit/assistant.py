"""Cinq questions mènent à un cas ; une question qui ne changerait rien ne se pose pas."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from jumelles.droit.cas import Cas, TypeCollectivite
from jumelles.droit.examen import Avis, examiner
from jumelles.droit.lecture import TableInvalide, codes, read_lignes

PREMIERE = "collectivite"


class ReponseInattendue(ValueError):
    """Une question ou une réponse qui n'existe pas, ou la première question sans réponse."""


@dataclass(frozen=True, slots=True)
class ReponseDroit:
    """Une réponse proposée, et ce qu'elle apprend : un type de collectivité (ou None), des faits vrais ou faux."""

    code: str
    libelle: str
    type: TypeCollectivite | None
    oui: frozenset[str]
    non: frozenset[str]


@dataclass(frozen=True, slots=True)
class QuestionDroit:
    """Une question, dans l'ordre de son numéro, et ses réponses."""

    numero: int
    code: str
    libelle: str
    aide: str
    reponses: tuple[ReponseDroit, ...]

    def reponse(self, code: str) -> ReponseDroit:
        """La réponse de ce code ; ReponseInattendue sinon."""
        trouvee = next((r for r in self.reponses if r.code == code), None)
        if trouvee is None:
            raise ReponseInattendue(f"{self.code} : réponse inconnue {code!r}")
        return trouvee


@cache
def questions() -> tuple[QuestionDroit, ...]:
    """Les cinq questions, avec leurs réponses."""
    par_question: dict[str, list[ReponseDroit]] = {}
    for x in read_lignes("reponses", "question code libelle type oui non"):
        lue = ReponseDroit(
            x["code"], x["libelle"], TypeCollectivite(x["type"]) if x["type"] else None,
            frozenset(codes(x["oui"])), frozenset(codes(x["non"])),
        )  # fmt: skip
        par_question.setdefault(x["question"], []).append(lue)
    lues = tuple(
        QuestionDroit(int(x["numero"]), x["code"], x["libelle"], x["aide"], tuple(par_question.pop(x["code"])))
        for x in read_lignes("questions", "numero code libelle aide")
    )
    if par_question:
        raise TableInvalide(f"reponses.csv : questions inconnues {', '.join(par_question)}")
    return lues


def cas_de(reponses: Mapping[str, str], jour: date | None = None) -> Cas:
    """Le cas que font ces réponses {question : réponse} ; la première suffit, ce qui manque reste inconnu."""
    connues = {q.code: q for q in questions()}
    if inconnues := reponses.keys() - connues.keys():
        raise ReponseInattendue(f"questions inconnues : {', '.join(sorted(inconnues))}")
    choisies = [connues[q].reponse(r) for q, r in reponses.items()]
    type_ = next((c.type for c in choisies if c.type is not None), None)
    if type_ is None:
        raise ReponseInattendue("on ne peut rien dire sans savoir quelle collectivité")
    oui, non = (frozenset[str]().union(*faits) for faits in ([c.oui for c in choisies], [c.non for c in choisies]))
    return Cas(type_, oui, non, jour)


def avis_de(reponses: Mapping[str, str], jour: date | None = None) -> Avis:
    """L'avis que font ces réponses."""
    return examiner(cas_de(reponses, jour))


def question_suivante(reponses: Mapping[str, str], jour: date | None = None) -> QuestionDroit | None:
    """La première question sans réponse dont une réponse changerait l'avis ; None : on en sait assez."""
    for question in questions():
        if question.code in reponses:
            continue
        if question.code == PREMIERE:
            return question
        avis = [avis_de({**reponses, question.code: r.code}, jour) for r in question.reponses]
        if len({_resume(a) for a in avis}) > 1:
            return question
    return None


def _resume(avis: Avis) -> tuple[object, ...]:
    """Ce qu'une personne verrait changer."""
    lignes = tuple((x.regle.numero, x.regle.type, x.verdict, x.si, x.a_etablir) for x in avis.lignes)
    return avis.verdict, lignes, tuple((a.code, a.si) for a in avis.actes)
