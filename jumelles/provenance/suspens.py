"""Ce qui attend un nom : quelles lignes un jugement ferait avancer."""

from collections.abc import Collection, Iterable

from jumelles.provenance.models import Releve, Suspens
from jumelles.provenance.releves import find_courants

PAQUET = 400


def poser_suspens(*, source_id: int, attentes: Iterable[tuple[str, str]]) -> None:
    """Retenir que ces lignes (clé du relevé, gauche du jugement) attendent ces noms ; redire n'ajoute rien."""
    liste = sorted(set(attentes))
    for debut in range(0, len(liste), PAQUET):
        paquet = liste[debut : debut + PAQUET]
        courants = find_courants(source_id, (cle for cle, _ in paquet))
        Suspens.objects.bulk_create(
            [Suspens(releve=courants[cle], gauche=gauche) for cle, gauche in paquet if cle in courants],
            ignore_conflicts=True,
        )


def lignes_en_suspens(gauches: Collection[str]) -> list[Releve]:
    """Les relevés courants des lignes qui attendent, ou ont attendu, l'un de ces noms, dans l'ordre de leur venue."""
    liste = sorted(gauches)
    lignes: set[tuple[int, str]] = set()
    for debut in range(0, len(liste), PAQUET):
        attendent = Suspens.objects.filter(gauche__in=liste[debut : debut + PAQUET])
        lignes.update(attendent.values_list("releve__source_id", "releve__cle"))
    cles: dict[int, list[str]] = {}
    for source_id, cle in lignes:
        cles.setdefault(source_id, []).append(cle)
    courants = [r for source_id, siennes in cles.items() for r in find_courants(source_id, siennes).values()]
    return sorted(courants, key=lambda r: r.pk)


def combien_en_suspens(gauches: Collection[str]) -> int:
    """Combien de lignes attendent, ou ont attendu, l'un de ces noms ; une ligne qui en attend deux peut compter deux.

    Compter suffit à décider d'attendre ou non : les relevés ne sont pas lus.
    """
    liste, total = sorted(gauches), 0
    for debut in range(0, len(liste), PAQUET):
        attendent = Suspens.objects.filter(gauche__in=liste[debut : debut + PAQUET])
        total += attendent.values("releve__source_id", "releve__cle").distinct().count()
    return total
