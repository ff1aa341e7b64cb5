"""Le CSV : RFC 4180, une ligne d'en-tête, dates ISO, point décimal.

Par défaut : point-virgule et marque UTF-8, ce qu'Excel en français ouvre d'un double clic, accents compris. Une
machine demandera plutôt `sep=,` et `bom=non`. Les cellules sont faites d'avance (`recherche.ligne`) : il ne reste qu'à
les séparer, et à citer celles qui le demandent ; un essai vérifie que le module csv écrirait les mêmes octets.
"""

from collections.abc import Iterable, Iterator

from django.conf import settings

from jumelles.recherche.ligne import RACINE, SEPARE
from jumelles.recherche.moteur.port import Moteur
from jumelles.recherche.sorties.extraction import Extraction
from jumelles.recherche.sorties.parcours import paquets_de_lignes

BOM = b"\xef\xbb\xbf"
SEPARATEURS = {
    ";": ";", "point-virgule": ";", ",": ",", "virgule": ",", "\t": "\t", "tab": "\t", "tabulation": "\t",
}  # fmt: skip
FIN = "\r\n"


def ecrire_csv(moteur: Moteur, extraction: Extraction) -> Iterator[bytes]:
    """Les octets du fichier, paquet par paquet."""
    separateur = extraction.separateur
    tete = separateur.join(c.nom for c in extraction.colonnes) + FIN
    yield (BOM if extraction.bom else b"") + tete.encode()
    for lignes in paquets_de_lignes(moteur, extraction.filtre, extraction.sorte):
        yield en_lignes(lignes, separateur).encode("utf-8", "replace")


def en_lignes(lignes: Iterable[str], separateur: str) -> str:
    """Des fiches d'un trait aux lignes du fichier, fins de ligne comprises."""
    citees = [_citer(x, separateur) if _a_citer(x, separateur) else x.replace(SEPARE, separateur) for x in lignes]
    return (FIN.join(citees) + FIN).replace(RACINE, settings.ADRESSE_PUBLIQUE)


def _citer(ligne: str, separateur: str) -> str:
    """Les cellules de cette ligne, entre guillemets là où il en faut."""
    return separateur.join(
        f'"{c.replace(chr(34), chr(34) * 2)}"' if _a_citer(c, separateur) else c for c in ligne.split(SEPARE)
    )


def _a_citer(texte: str, separateur: str) -> bool:
    return separateur in texte or '"' in texte or "\n" in texte or "\r" in texte
