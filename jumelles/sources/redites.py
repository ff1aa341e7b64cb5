"""Les redites d'un fichier : la même clé deux fois, à l'identique ou en se contredisant."""

import json
from collections.abc import Iterable, Iterator
from hashlib import blake2b

from jumelles.sources.ligne_lue import LigneLue
from jumelles.sources.problemes import Probleme
from jumelles.sources.rapport import Rapport


def sans_redites(lignes: Iterable[LigneLue], rapport: Rapport) -> Iterator[LigneLue]:
    """Fondre une clé redite à l'identique ; refuser la seconde si elle dit autre chose."""
    vues: dict[str, tuple[int, bytes]] = {}
    for ligne in lignes:
        if not ligne.cle or ligne.is_refusee:
            yield _nommer_refusee(ligne)
            continue
        fond = ligne.fond or json.dumps(ligne.brut, sort_keys=True)
        empreinte = blake2b(fond.encode(), digest_size=12).digest()
        numero, connue = vues.setdefault(ligne.cle, (ligne.numero, empreinte))
        if numero == ligne.numero:
            yield ligne
        elif connue == empreinte:
            rapport.redites += 1
        else:
            yield _refuser_double(ligne, numero)


def _nommer_refusee(ligne: LigneLue) -> LigneLue:
    """Une ligne illisible n'a pas de clé : son contenu lui en tient lieu, pour qu'un rejeu la reconnaisse."""
    contenu = json.dumps(ligne.brut, sort_keys=True).encode()
    cle = f"refusée:{blake2b(contenu, digest_size=12).hexdigest()}:{ligne.numero}"
    return LigneLue(ligne.numero, cle, ligne.brut, None, ligne.problemes, perimetre=ligne.perimetre)


def _refuser_double(ligne: LigneLue, premiere: int) -> LigneLue:
    probleme = Probleme(
        ligne.numero,
        "",
        ligne.cle,
        f"identifiant déjà lu ligne {premiere}, avec un autre contenu",
        "gardez une seule des deux lignes",
    )
    return _nommer_refusee(LigneLue(ligne.numero, "", ligne.brut, None, (probleme,), perimetre=ligne.perimetre))
