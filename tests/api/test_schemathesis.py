"""schemathesis sur la vraie application : aucune panne, et chaque réponse est celle que la description promet."""

from collections import Counter
from typing import Any

import pytest
import schemathesis
from hypothesis import strategies as st
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

GRAINE = 2026
EXEMPLES = 15
# Les trois sortes, listes et facettes, lisent leurs paramètres par le même code : une seule adresse passe par
# l'étape, longue, qui essaie chaque borne de chaque paramètre.
COUVERTE = "/api/v1/relations"
ALLEGEES = [
    "/api/v1/projets", "/api/v1/acteurs", "/api/v1/facettes/relations", "/api/v1/facettes/projets",
    "/api/v1/facettes/acteurs",
]  # fmt: skip
REGLAGE: dict[str, Any] = {
    "seed": GRAINE,
    "continue-on-failure": True,
    "headers": {"Host": "localhost", "Accept-Encoding": "identity"},
    "generation": {"max-examples": EXEMPLES, "deterministic": True, "no-shrink": True, "database": "none"},
    "phases": {"stateful": {"enabled": False}},
    "operations": [{"include-path": ALLEGEES, "phases": {"coverage": {"enabled": False}}}],
}


def _degres(bas: float, haut: float) -> st.SearchStrategy[float]:
    return st.floats(bas, haut, allow_nan=False).map(lambda x: round(x, 4))


# Ce que la description ne peut pas dire d'un texte : un curseur vient de l'API, un rectangle a son sud sous son nord.
schemathesis.openapi.format("curseur", st.just(""))
schemathesis.openapi.format(
    "emprise",
    st.builds(
        lambda o, s, e, n: f"{o},{s},{e},{n}", _degres(-180, -1), _degres(-90, -1), _degres(1, 180), _degres(1, 90)
    ),
)


def griefs(evenement: Any) -> list[str]:
    """Ce qu'une étape reproche à l'API, avec l'adresse en cause."""
    if isinstance(evenement, events.NonFatalError):
        return [f"{evenement.label} : {evenement.info.format()}"]
    if isinstance(evenement, events.FatalError):
        return [f"arrêt : {evenement.exception!r}"]
    if not isinstance(evenement, events.ScenarioFinished):
        return []
    rates = []
    for numero, verifications in evenement.recorder.checks.items():
        passage = evenement.recorder.interactions.get(numero)
        adresse = passage.request.uri[:600] if passage else "?"
        rates += [
            f"{v.name} : {v.failure_info.failure.title} — {adresse}\n{v.failure_info.failure.message[:300]}"
            for v in verifications
            if v.failure_info is not None
        ]
    return rates


@pytest.mark.django_db
@pytest.mark.filterwarnings("ignore")
def test_aucune_panne_et_chaque_reponse_est_celle_promise() -> None:
    """D8, PILE §2.9 : codes, types, en-têtes, corps ; ce qui est permis est accepté, le reste refusé."""
    from jumelles.config.wsgi import application

    reglage = SchemathesisConfig.from_dict(REGLAGE)
    schema = schemathesis.openapi.from_wsgi("/api/schema/", application, config=reglage, headers={"Host": "localhost"})
    trouves: list[str] = []
    faits: Counter[str] = Counter()
    for evenement in from_schema(schema).execute():
        trouves += griefs(evenement)
        if isinstance(evenement, events.ScenarioFinished):
            faits[evenement.recorder.label] += len(evenement.recorder.checks)
    assert len(faits) == 14
    assert min(faits.values()) > 1
    assert faits[f"GET {COUVERTE}"] > 300, faits
    assert trouves == [], f"{len(trouves)} griefs, dont :\n" + "\n".join(trouves[:5])
