"""Les mots d'un texte : ce qu'on en range, ce qu'on en cherche."""

import re
import unicodedata

from jumelles.rapprochement.normaliser import cle
from jumelles.recherche.filtre import LONGUEUR_MAX
from jumelles.recherche.moteur.embarque.schema import ACCENTUES, ANALYSES

MOTS_MAX = 12
GRAMMES = 4
MOTS_D_UN_NOM = 12
_ARTICLES = "au aux d de des du l la le les un une"
_LIAISONS = "a avec c ce ces cet cette dans en et j leur leurs m n ou par pour qu que qui s sa se ses son sur t"
VIDES = frozenset(f"{_ARTICLES} {_LIAISONS}".split())
# Chacun commence par une lettre ou un point certains : la recherche y saute, et ce texte est lu un million de fois.
_SAINT = re.compile(r"st(?<!\wst)(?:es|e|s)?\b\.?")
_SAINTS = {"st": "saint ", "ste": "sainte ", "sts": "saints ", "stes": "saintes "}
_POINT_DE_SIGLE = re.compile(r"\.(?<=\b[^\W\d_]\.)(?=[^\W\d_](?:\.|\b))")


def preparer(texte: str) -> str:
    """Écrire pareil, en minuscules, ce qui se dit pareil : é en un ou deux signes, « St » et « Saint », sigles."""
    texte = unicodedata.normalize("NFC", texte).lower()
    texte = _POINT_DE_SIGLE.sub("", texte)
    return _SAINT.sub(lambda m: _SAINTS[m.group().rstrip(".")], texte)


def ecrits(texte: str) -> list[str]:
    """Tous les mots d'un texte, dans l'ordre, sans accents ni capitales."""
    return ANALYSES["mots"].analyze(preparer(texte))


def plier(mot: str) -> str:
    """Le mot sans accents ni capitales."""
    return " ".join(ANALYSES["mots"].analyze(mot))


def demandes(texte: str) -> tuple[str, ...]:
    """Les mots distincts d'une demande, accents gardés ; les mots vides n'y sont que si elle n'a qu'eux."""
    mots = dict.fromkeys(ACCENTUES.analyze(preparer(texte[:LONGUEUR_MAX])))
    pleins = [mot for mot in mots if plier(mot) not in VIDES]
    return tuple(pleins or mots)[:MOTS_MAX]


def racines(mot: str) -> tuple[str, str]:
    """La racine d'un mot par chacune des deux chaînes ; "" si rien n'en reste."""
    a, b = (" ".join(ANALYSES[nom].analyze(mot)) for nom in ("mots_a", "mots_b"))
    return a, b


def nom_exact(nom: str) -> str:
    """Ce qui fait qu'un nom est celui-là et pas un autre ; "" s'il n'a rien de latin."""
    return cle(nom[: 2 * LONGUEUR_MAX])


def debuts(noms: tuple[str, ...]) -> str:
    """Les débuts des mots de ces noms, séparés d'espaces ; « ^ » devant ceux du premier mot d'un nom.

    Un article ne compte qu'en tête. Jusqu'à GRAMMES lettres, chaque début est rangé ; au-delà, le mot entier, que
    l'on retrouve par préfixe.
    """
    mots = [ecrits(nom)[:MOTS_D_UN_NOM] for nom in noms]
    tetes = dict.fromkeys(ceux_ci[0] for ceux_ci in mots if ceux_ci)
    suivants = {mot: None for ceux_ci in mots for mot in ceux_ci[1:] if mot not in VIDES}
    morceaux = [m for mot in tetes | suivants for m in _morceaux(mot)]
    return " ".join(dict.fromkeys([*morceaux, *("^" + m for mot in tetes for m in _morceaux(mot))]))


def _morceaux(mot: str) -> list[str]:
    return [*(mot[:n] for n in range(1, GRAMMES + 1)), mot]
