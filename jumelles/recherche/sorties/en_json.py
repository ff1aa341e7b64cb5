"""Le JSON : un seul objet, ce qu'il faut en savoir, puis les fiches au fil de l'eau, puis leur nombre."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.conf import settings

from jumelles.recherche.dictionnaire import Colonne
from jumelles.recherche.document import Cellule, Trouve
from jumelles.recherche.moteur.port import Moteur
from jumelles.recherche.octets import en_octets
from jumelles.recherche.sorties.extraction import Extraction, decrire
from jumelles.recherche.sorties.parcours import paquets


def ecrire_json(moteur: Moteur, extraction: Extraction) -> Iterator[bytes]:
    """Les octets de `{"a_propos": {…}, "colonnes": […], "lignes": [{…}, …], "nombre": n}`."""
    yield b'{"a_propos":' + en_octets(a_propos(moteur, extraction))
    yield b',"colonnes":' + en_octets(decrire_colonnes(extraction.colonnes)) + b',"lignes":[\n'
    nombre = 0
    for paquet in paquets(moteur, extraction.filtre, extraction.sorte):
        yield (b",\n" if nombre else b"") + b",\n".join(en_octets(proprietes(t)) for t in paquet)
        nombre += len(paquet)
    yield b'\n],"nombre":' + str(nombre).encode() + b"}\n"


def a_propos(moteur: Moteur, extraction: Extraction) -> dict[str, Any]:
    """Ce que le fichier dit de lui-même, mêmes noms dans le JSON et le GeoJSON."""
    apropos = decrire(moteur, extraction)
    return {**asdict(apropos), "attribution": apropos.attribution}


def decrire_colonnes(colonnes: Sequence[Colonne]) -> list[dict[str, str]]:
    """Le dictionnaire, tel que le fichier l'emporte."""
    return [
        {"nom": c.nom, "libelle": str(c.libelle), "definition": str(c.definition), "type": c.type} for c in colonnes
    ]


def proprietes(trouve: Trouve) -> Mapping[str, Cellule]:
    """La fiche, avec l'adresse entière de sa page ; ce que personne ne dit y est null, jamais un texte vide."""
    dite: dict[str, Cellule] = {nom: None if valeur == "" else valeur for nom, valeur in trouve.fiche.items()}
    return {**dite, "adresse": f"{settings.ADRESSE_PUBLIQUE}{trouve.fiche['adresse']}"}
