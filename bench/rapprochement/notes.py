"""Noter chaque réponse : acceptée ou non, juste ou non, et où était la bonne."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from jumelles.rapprochement.termes import Issue, Mention, Reponse

TROIS = 3
EnVie = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Note:
    """Une réponse notée. rang : place de la bonne parmi les propositions, de 1 ; 0 : absente. score : de 0 à 1."""

    nom: str
    pays: str
    verite: str
    existe: str
    difficulte: str
    acceptee: bool
    score: float
    rang: int
    reponse: str
    raisons: tuple[str, ...]

    @property
    def is_juste(self) -> bool:
        """La première proposition est la bonne."""
        return self.rang == 1

    @property
    def is_faute(self) -> bool:
        """Acceptée, et fausse ; une acceptation d'un lieu absent du référentiel est fausse aussi."""
        return self.acceptee and not self.is_juste and self.existe != "non jugée"


def noter(ligne: dict[str, str], reponse: Reponse, en_vie: EnVie) -> Note:
    """Comparer une réponse à la vérité ; les codes d'hier se ramènent à ceux d'aujourd'hui des deux côtés."""
    admis = {en_vie(v) for v in ligne["verite"].split("|") if v}
    codes = [en_vie(p.entite.code) for p in reponse.propositions]
    rang = next((i for i, code in enumerate(codes, start=1) if code in admis), 0)
    premiere = reponse.propositions[0] if reponse.propositions else None
    return Note(
        nom=ligne["nom"],
        pays=ligne["pays"],
        verite=ligne["verite"],
        existe=ligne["existe"],
        difficulte=ligne["difficulte"],
        acceptee=reponse.issue is Issue.ACCEPTE,
        score=reponse.score,
        rang=rang,
        reponse=f"{premiere.entite.code} {premiere.entite.nom}" if premiere else "",
        raisons=reponse.raisons,
    )


@dataclass(frozen=True, slots=True)
class Bilan:
    """Les comptes d'un groupe de notes dont la vérité est au référentiel."""

    lignes: int
    acceptees: int
    justes: int
    dans_les_trois: int


def faire_le_bilan(notes: Iterable[Note]) -> Bilan:
    """Compter, sur les seules lignes dont la vérité existe."""
    siennes = [n for n in notes if n.existe == "oui"]
    return Bilan(
        lignes=len(siennes),
        acceptees=sum(n.acceptee for n in siennes),
        justes=sum(n.acceptee and n.is_juste for n in siennes),
        dans_les_trois=sum(1 <= n.rang <= TROIS for n in siennes),
    )


Rapprocher = Callable[[Sequence[Mention]], list[Reponse]]
