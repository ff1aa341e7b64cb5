"""D'une fiche d'hier à celle qui la garde, et de celle-ci à toutes celles qu'elle réunit."""

from jumelles.cooperations.models import Deplacement
from jumelles.cooperations.operations.fusion.tables import FONDU, MODELES
from jumelles.provenance.verrou import tenir_les_entites


def gardee(sorte: str, pk: int) -> int:
    """L'objet qui vaut aujourd'hui pour celui-ci : une décision prise sur une page d'hier ne se perd pas.

    Nul ne le fond ailleurs avant la fin de la transaction.
    """
    tenir_les_entites()
    champ = f"{FONDU[sorte]}_id"
    return int(MODELES[sorte].objects.filter(pk=pk).values_list(champ, flat=True).first() or pk)


def reunis(sorte: str, pk: int, *, champs: tuple[str, ...]) -> list[int]:
    """L'objet gardé et ceux qui y sont fondus ; ces colonnes, que l'appelant va récrire, leur deviennent propres."""
    tous = [pk, *MODELES[sorte].objects.filter(**{FONDU[sorte]: pk}).order_by("pk").values_list("pk", flat=True)]
    Deplacement.objects.filter(table=sorte, ligne__in=tous, champ__in=champs).delete()
    return tous
