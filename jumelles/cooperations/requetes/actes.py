"""Les actes des liens d'un acteur, chacun avec le lien qu'il porte ; les textes d'un lien masqué se taisent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from jumelles.cooperations.fiches import ActeFiche
from jumelles.cooperations.models import Acte
from jumelles.cooperations.requetes.parties import masque_de
from jumelles.cooperations.requetes.relations import acte_fiche

PAQUET = 900


@dataclass(frozen=True, slots=True)
class ActeDeLien:
    """Un acte, et le lien (identifiant) qu'il porte."""

    relation_id: int
    acte: ActeFiche


def actes_de(relation_ids: Iterable[int], *, jour: date) -> tuple[ActeDeLien, ...]:
    """Les actes de ces liens, publiés et réels, du plus récent au plus ancien ; une requête par PAQUET liens."""
    ids = sorted(set(relation_ids))
    lus: list[ActeDeLien] = []
    for debut in range(0, len(ids), PAQUET):
        siens = Acte.objects.filter(
            relation_id__in=ids[debut : debut + PAQUET], relation__supprimee_le__isnull=True,
            relation__fondue_dans__isnull=True, relation__demonstration=False,
        ).select_related("relation")  # fmt: skip
        lus += [ActeDeLien(a.relation_id, acte_fiche(a, masque_de(a.relation), jour)) for a in siens]
    return tuple(sorted(lus, key=lambda x: (x.acte.debut or x.acte.signe_le, x.acte.id), reverse=True))
