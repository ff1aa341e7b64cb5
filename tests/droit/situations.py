"""Des cas tirés au hasard, et toutes les réponses possibles à l'assistant."""

from collections.abc import Iterator
from datetime import date
from itertools import product

from hypothesis import strategies as st

from jumelles.droit.assistant import questions
from jumelles.droit.cas import Cas, TypeCollectivite, faits

JOUR = date(2026, 11, 22)
_LIBRES = sorted(faits().keys() - {"niveau_region", "outre_mer"})


@st.composite
def cas(tirer: st.DrawFn, type_: TypeCollectivite | None = None) -> Cas:
    """Un cas cohérent, chaque fait dit vrai, dit faux ou tu."""
    choisi = type_ or tirer(st.sampled_from(TypeCollectivite))
    dits = {f: tirer(st.sampled_from([None, None, True, False])) for f in _LIBRES}
    if choisi is not TypeCollectivite.OUTRE_MER:
        dits["outre_mer"] = tirer(st.sampled_from([None, True, False]))
    oui = frozenset(f for f, v in dits.items() if v)
    return Cas(choisi, oui, frozenset(f for f, v in dits.items() if v is False), tirer(st.sampled_from([JOUR, None])))


def toutes_les_reponses() -> Iterator[dict[str, str]]:
    """Toutes les façons de répondre aux cinq questions ; « je ne sais pas » ne dit rien, comme une réponse tue."""
    noms = [q.code for q in questions()]
    for codes in product(*([r.code for r in q.reponses] for q in questions())):
        yield dict(zip(noms, codes, strict=True))
