"""Lire le titre d'un projet : ses mots, ses noms propres, et la tranche qu'il annonce."""

import re
from dataclasses import dataclass

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import token_set_ratio, token_sort_ratio

from jumelles.rapprochement.memoire import garder_les_courts
from jumelles.rapprochement.normaliser import cle
from jumelles.rapprochement.reductions import mots_pleins

_RANG = r"(\d{1,2}|premier|premiere|deuxieme|second|seconde|troisieme|i{1,3}|iv|v)"
_TRANCHE = re.compile(rf"\b(?:phase|tranche|etape|annee|an|edition|saison)s?\s*(?:n|no|numero)?\s*{_RANG}\b")
_TRANCHE_AVANT = re.compile(
    r"\b(?:(\d{1,2}|i{1,3}|iv|v)\s?(?:ere|er|eme|e|nde)?|(premiere|deuxieme|seconde|troisieme))\s(?:phase|tranche)\b"
)
_VOLET = re.compile(rf"\b(?:volet|lot|composante|axe)s?\s*(?:n|no|numero)?\s*{_RANG}\b")
_ANNEES = re.compile(r"\b(?:19|20)\d\d\b")
_FINAL = re.compile(r"\s(\d{1,2}|ii|iii|iv|suite)$")
_MOT = re.compile(r"[\w'’-]+")
_ARTICLE = re.compile(r"^[dDlL]['’]")
_FIN_DE_PHRASE = frozenset(".!?:;–—«(")
_MOTS_DE_TOUS = frozenset(
    ("ficol", "afd", "ong", "projet", "programme", "commune", "ville", "region", "departement", "appui", "phase")
)
_ROMAINS = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "premier": "1", "premiere": "1", "deuxieme": "2",
            "second": "2", "seconde": "2", "troisieme": "3", "suite": "2"}  # fmt: skip
MOTS_DU_TITRE = 3
LONGUEUR_GARDEE = 250  # un titre se relit à chaque paire
LONGUEUR_PROPRE = 3
INCLUS = 0.92  # un titre contenu dans l'autre vaut moins que le même titre


@dataclass(frozen=True, slots=True)
class TitreLu:
    """nu : mots pleins sans tranche ni année ; tranche, volet : rangs annoncés, vides sinon ; propres : normalisés."""

    nu: str
    tranche: str
    volet: str
    propres: frozenset[str]

    @property
    def is_court(self) -> bool:
        """Vrai si trop peu de mots portent le titre pour qu'il désigne un seul projet."""
        return self.nu.count(" ") + 1 < MOTS_DU_TITRE


@garder_les_courts(32_768, longueur=LONGUEUR_GARDEE)
def lire_titre(titre: str) -> TitreLu:
    """« Eau à Sangha – phase 2 » → nu « eau sangha », tranche « 2 », noms propres « sangha »."""
    entier = cle(titre)
    tranche, volet = _rang(_TRANCHE, entier), _rang(_VOLET, entier)
    if not tranche and (avant := _TRANCHE_AVANT.search(entier)):
        tranche = _nombre(next((g for g in avant.groups() if g), ""))
    reste = _ANNEES.sub(" ", _VOLET.sub(" ", _TRANCHE_AVANT.sub(" ", _TRANCHE.sub(" ", entier))))
    reste = " ".join(reste.split())
    if not (tranche or volet) and (final := _FINAL.search(reste)):
        tranche, reste = _nombre(final.group(1)), reste[: final.start()]
    return TitreLu(" ".join(mots_pleins(reste)), tranche, volet, _propres(titre))


def _rang(motif: re.Pattern[str], texte: str) -> str:
    trouve = motif.search(texte)
    return _nombre(trouve.group(1)) if trouve else ""


def _nombre(dit: str) -> str:
    return _ROMAINS.get(dit, dit)


def _propres(titre: str) -> frozenset[str]:
    """Les mots à majuscule ; un titre tout en capitales n'en montre aucun, et son premier mot n'en est pas un."""
    if titre.isupper():
        return frozenset()
    mots = (cle(_ARTICLE.sub("", m.group())) for m in _MOT.finditer(titre) if _is_propre(titre, m))
    return frozenset(m for m in mots if len(m) >= LONGUEUR_PROPRE and m not in _MOTS_DE_TOUS)


def _is_propre(titre: str, mot: re.Match[str]) -> bool:
    avant = titre[: mot.start()].rstrip()
    return bool(avant) and avant[-1] not in _FIN_DE_PHRASE and _ARTICLE.sub("", mot.group())[:1].isupper()


def ressemblance(un: TitreLu, autre: TitreLu) -> float:
    """De 0 à 100, dans un sens comme dans l'autre."""
    if not un.nu or not autre.nu:
        return 0.0
    entiers = token_sort_ratio(un.nu, autre.nu)
    if un.is_court or autre.is_court:
        return float(entiers)
    return max(float(entiers), INCLUS * float(token_set_ratio(un.nu, autre.nu)))


def propres_autres(un: TitreLu, autre: TitreLu) -> tuple[str, str] | None:
    """Un nom propre de chaque titre que l'autre n'a pas, ou None : « Kayes » et « Kita » font deux projets."""
    ici, la = _sans_jumeau(un, autre), _sans_jumeau(autre, un)
    return (ici[0], la[0]) if ici and la else None


def _sans_jumeau(un: TitreLu, autre: TitreLu) -> list[str]:
    mots = set(autre.nu.split()) | autre.propres
    return sorted(p for p in un.propres if not any(OSA.distance(p, m, score_cutoff=1) <= 1 for m in mots))
