"""Comparer les parties de deux liens : les mêmes, les mêmes sous deux fiches, une de plus, ou d'autres."""

from collections.abc import Sequence

from rapidfuzz.distance import OSA

from jumelles.rapprochement.doublons.termes import PartieNommee, deux_lieux
from jumelles.rapprochement.normaliser import cle
from jumelles.rapprochement.reductions import compacter, trier

LONGUEUR_NOM = 8
_VILLES = frozenset(("ville", "non_renseigne", ""))


def comparer_les_parties(
    ici: Sequence[PartieNommee], la: Sequence[PartieNommee], traits: dict[str, dict[str, str]]
) -> tuple[tuple[str, str], ...]:
    """Poser le trait des parties ; rendre celles que seul leur nom rapproche, deux par deux."""
    refs_ici, refs_la = {p.ref for p in ici}, {p.ref for p in la}
    communes = refs_ici & refs_la
    seules_ici, seules_la = [p for p in ici if p.ref not in communes], [p for p in la if p.ref not in communes]
    homonymes = _marier(seules_ici, seules_la)
    maries = {ref for paire in homonymes for ref in paire}
    restent_ici, restent_la = ([p for p in liste if p.ref not in maries] for liste in (seules_ici, seules_la))
    if not ici or not la:
        return ()
    noms = {p.ref: p.nom for p in (*ici, *la)}
    if not restent_ici and not restent_la:
        trait = "parties_semblables" if homonymes else "memes_parties"
        traits[trait] = {"homonymes": ", ".join(f"«\u00a0{noms[a]}\u00a0»" for a, _ in homonymes)}
    elif not communes and not homonymes:
        traits["parties_autres"] = {}
    elif restent_ici and restent_la:
        traits["parties_en_commun"] = {"communes": ", ".join(sorted(noms[r] for r in {*communes, *maries}))}
    else:
        traits["parties_incluses"] = {"en_plus": ", ".join(sorted(p.nom for p in (*restent_ici, *restent_la)))}
    return homonymes


def _marier(ici: Sequence[PartieNommee], la: Sequence[PartieNommee]) -> tuple[tuple[str, str], ...]:
    libres = {p.ref: p for p in la}
    paires = []
    for un in sorted(ici, key=lambda p: p.ref):
        autre = next((p for _, p in sorted(libres.items()) if is_homonyme(un, p)), None)
        if autre is not None:
            del libres[autre.ref]
            paires.append((un.ref, autre.ref))
    return tuple(sorted((min(p), max(p)) for p in paires))


def is_homonyme(un: PartieNommee, autre: PartieNommee) -> bool:
    """Même pays, même nom à une lettre près, et rien qui dise deux lieux ou deux niveaux."""
    if un.pays != autre.pays or deux_lieux(un.lieu, autre.lieu):
        return False
    if un.niveau != autre.niveau and not {un.niveau, autre.niveau} <= _VILLES:
        return False
    ici, la = cle(un.nom), cle(autre.nom)
    if trier(ici) == trier(la):
        return True
    court, long_ = compacter(ici), compacter(la)
    return min(len(court), len(long_)) >= LONGUEUR_NOM and OSA.distance(court, long_, score_cutoff=1) <= 1
