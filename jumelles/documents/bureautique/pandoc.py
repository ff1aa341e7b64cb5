"""Appeler pandoc, enfermé : il ne lit aucun fichier que nous ne lui donnons, et ne dure pas."""

import json
import os
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pypandoc

from jumelles.documents.refus import DocumentRefuse

_SECONDES = 120
_MEMOIRE = "2G"


def run_pandoc(arbre: dict[str, Any], forme: str, modele: bytes) -> bytes:
    """Les octets d'un arbre pandoc dans une forme (docx, odt), aux styles du modèle."""
    with TemporaryDirectory(prefix="jumelles-pandoc-") as dossier:
        reference = Path(dossier) / f"modele.{forme}"
        reference.write_bytes(modele)
        return _run(
            ["-f", "json", "-t", forme, "--reference-doc", str(reference), "-o", "-"], json.dumps(arbre).encode()
        )


def default_reference(nom: str) -> bytes:
    """Le modèle que pandoc apporte (reference.docx, reference.odt), d'où part le nôtre."""
    return _run(["--print-default-data-file", nom, "-o", "-"], b"")


def _run(options: list[str], entree: bytes) -> bytes:
    commande = [pypandoc.get_pandoc_path(), "--sandbox", *options, "+RTS", f"-M{_MEMOIRE}", "-RTS"]
    try:
        rendu = subprocess.run(  # noqa: S603
            commande, input=entree, capture_output=True, timeout=_SECONDES, check=True,
            env={"LANG": "C.UTF-8", "PATH": os.defpath},
        )  # fmt: skip
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as erreur:
        raise DocumentRefuse("Ce document n’a pas pu être écrit : il est trop long ou trop compliqué.") from erreur
    return rendu.stdout
