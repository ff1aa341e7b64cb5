"""Ce qu'une personne peut faire, calculé une fois : on le passe aux opérations, qui le vérifient sans rien relire."""

from dataclasses import dataclass


class AccesRefuse(PermissionError):
    """La personne n'est pas de cette collectivité ni de ce réseau."""


@dataclass(frozen=True, slots=True)
class Habilitation:
    """signature : celle du journal, vide pour un anonyme ; equipe : l'équipe de Jumelles ;

    collectivites : codes des collectivités pour lesquelles la personne parle aujourd'hui ;
    reseaux : identifiants des acteurs (réseaux) dont elle est.
    """

    signature: str = ""
    equipe: bool = False
    collectivites: frozenset[str] = frozenset()
    reseaux: frozenset[int] = frozenset()

    @property
    def anonyme(self) -> bool:
        """Dire si personne n'est connecté."""
        return not self.signature

    def parle_pour(self, code: str) -> bool:
        """Dire si la personne est de cette collectivité ; être de l'équipe de Jumelles ne suffit pas."""
        return code in self.collectivites

    def parle_au_nom_de(self, reseau_id: int) -> bool:
        """Dire si la personne est de ce réseau."""
        return reseau_id in self.reseaux

    def exiger(self, code: str) -> None:
        """AccesRefuse si la personne n'est pas de cette collectivité."""
        if not self.parle_pour(code):
            raise AccesRefuse(code)


ANONYME = Habilitation()
