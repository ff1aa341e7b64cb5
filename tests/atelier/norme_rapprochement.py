"""La norme du rapprochement (W3C, 0.2) : ses schémas et ses exemples, lus là où sont les données, jamais copiés."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema_rs import Draft7Validator

from tests.atelier.machine import donnees_reelles

SWAGGER = "http://swagger.io/v2/schema.json"


def dossier() -> Path:
    """Le dossier de la version 0.2 ; l'essai qui l'appelle porte la marque « donnees »."""
    donnees = donnees_reelles()
    assert donnees is not None
    return donnees / "rapprochement_w3c" / "0.2"


@cache
def valideur(nom: str) -> Draft7Validator:
    """Le valideur d'un schéma de la norme (« manifest »)."""
    return Draft7Validator(_schema(nom), retriever=_retrouver)


def exemples(nom: str, sorte: str) -> dict[str, Any]:
    """Les exemples d'un schéma, valid ou invalid, par nom de fichier."""
    fichiers = sorted((dossier() / "examples" / nom / sorte).glob("*.json"))
    return {f.stem: json.loads(f.read_text(encoding="utf-8")) for f in fichiers}


def _schema(nom: str) -> Any:
    lu = json.loads((dossier() / "schemas" / f"{nom}.json").read_text(encoding="utf-8"))
    # « http://json-schema.org/schema# » n'est le nom d'aucune version : le valideur dit laquelle.
    lu.pop("$schema", None)
    return lu


def _retrouver(adresse: str) -> Any:
    if adresse.split("#")[0] == SWAGGER:
        return _schema("openapi")
    return _schema(Path(adresse.split("#")[0]).stem)
