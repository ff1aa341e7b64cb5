"""Poser des questions de rapprochement, comme un client de la norme."""

import json
from typing import Any

from django.test import Client

ADRESSE = "/api/rapprochement/"


def poser(client: Client, *, code: int = 200, **questions: Any) -> Any:
    """Un lot en POST ; rend le corps de la réponse."""
    return envoyer(client, {"queries": json.dumps(questions)}, code=code)


def candidats(client: Client, nom: str, type: Any = None, **indices: Any) -> list[dict[str, Any]]:
    """Les candidats d'un seul nom, avec ses indices (propriété → valeur)."""
    question: dict[str, Any] = {"query": nom, "properties": [{"pid": p, "v": v} for p, v in indices.items()]}
    if type is not None:
        question["type"] = type
    return list(poser(client, q0=question)["q0"]["result"])


def retenu(client: Client, nom: str, type: Any = None, **indices: Any) -> str | None:
    """L'identifiant de celui qui est rapproché d'office, ou None."""
    acceptes = [c["id"] for c in candidats(client, nom, type, **indices) if c["match"]]
    assert len(acceptes) <= 1
    return acceptes[0] if acceptes else None


def etendre(client: Client, ids: list[str], *proprietes: str) -> dict[str, Any]:
    """Identifiant → propriété → ses valeurs."""
    demande = {"ids": ids, "properties": [{"id": p} for p in proprietes]}
    return dict(envoyer(client, {"extend": json.dumps(demande)})["rows"])


def envoyer(client: Client, formulaire: dict[str, str], *, code: int = 200) -> Any:
    """Un formulaire en POST, qui doit rendre ce code."""
    reponse = client.post(ADRESSE, formulaire)
    assert reponse.status_code == code, reponse.content[:600]
    return reponse.json()
