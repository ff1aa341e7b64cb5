"""Ranger le brut de chaque déclaration : neuf, inchangé, ou nouvelle version d'un relevé connu."""

from collections.abc import Sequence
from dataclasses import dataclass

from jumelles.cooperations.declarations import Dit
from jumelles.provenance.enums import EtatLigne
from jumelles.provenance.models import Lot, Releve, Source


@dataclass(frozen=True, slots=True)
class ReleveRange:
    """Le relevé courant d'une déclaration ; inchange : le même brut était déjà là."""

    releve: Releve
    inchange: bool
    precedent_id: int | None


def _courants(source_id: int, cles: Sequence[str]) -> dict[str, Releve]:
    trouves: dict[str, Releve] = {}
    for debut in range(0, len(cles), 900):
        paquet = cles[debut : debut + 900]
        for releve in Releve.objects.filter(source_id=source_id, courant=True, cle__in=paquet):
            trouves[releve.cle] = releve
    return trouves


def _nouveau(dit: Dit, source_id: int, lot: Lot | None) -> Releve:
    return Releve(
        source_id=source_id, lot=lot, cle=dit.cle, numero=dit.numero, brut=dit.brut, etat=EtatLigne.VALIDE,
        messages=list(dit.messages), releve_le=dit.releve_le,
    )  # fmt: skip


def ranger_releves(dits: Sequence[Dit], *, lot: Lot | None) -> dict[tuple[str, str], ReleveRange]:
    """Rendre (source, clé) → relevé rangé ; l'ancienne version cesse d'être courante, elle reste."""
    ranges: dict[tuple[str, str], ReleveRange] = {}
    for code in sorted({d.source_code for d in dits}):
        source = Source.objects.get(code=code)
        uniques = {d.cle: d for d in dits if d.source_code == code}
        connus = _courants(source.pk, sorted(uniques))
        changes = [c for c, d in uniques.items() if c not in connus or _differs(connus[c], d)]
        Releve.objects.filter(pk__in=[connus[c].pk for c in changes if c in connus]).update(courant=False)
        neufs = [_nouveau(uniques[c], source.pk, lot) for c in changes]
        Releve.objects.bulk_create(neufs, batch_size=500)
        for releve in neufs:
            ancien = connus.get(releve.cle)
            ranges[(code, releve.cle)] = ReleveRange(releve, False, ancien.pk if ancien else None)
        for c in uniques.keys() - set(changes):
            ranges[(code, c)] = ReleveRange(connus[c], True, None)
    return ranges


def _differs(releve: Releve, dit: Dit) -> bool:
    return dit.relu or releve.brut != dit.brut or releve.etat != EtatLigne.VALIDE
