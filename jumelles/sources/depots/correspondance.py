"""Quelle colonne dit quoi : proposé par la machine, changé par la personne, gardé pour le fichier suivant."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from typing import Any, Literal

from django.utils.translation import gettext as _

from jumelles.rapprochement.normaliser import cle

Objet = Literal["relations", "projets"]
Certitude = Literal["sure", "probable", "incertaine", "choisie"]


class CorrespondanceInvalide(ValueError):
    """La correspondance ne se relit pas, ou ne suffit pas à lire le fichier ; le message dit quoi corriger."""


@dataclass(frozen=True, slots=True)
class Choix:
    """Une colonne et le champ qu'elle dit ; champ vide : on ne la lit pas (elle reste dans le relevé).

    certitude « choisie » : par la personne. raison : la phrase montrée. autres : champs possibles, quand on hésite.
    """

    colonne: str
    champ: str = ""
    certitude: Certitude = "incertaine"
    raison: str = ""
    autres: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Correspondance:
    """Comment lire un tableau. constantes : {champ: valeur} dite pour toutes les lignes (« nature » : « jumelage »).

    colonnes : une par colonne, dans l'ordre. profil : format reconnu (« jumelles », « scdl », « iati », « atlas »,
    « rrma »), ou "". feuille, ligne_entete : où est le tableau ; 0 : à trouver. suppose : le format n'est pas publié.
    """

    objet: Objet
    colonnes: tuple[Choix, ...]
    constantes: Mapping[str, str] = field(default_factory=dict)
    profil: str = ""
    feuille: str = ""
    ligne_entete: int = 0
    suppose: bool = False

    @property
    def entete(self) -> tuple[str, ...]:
        """Les colonnes, dans l'ordre."""
        return tuple(c.colonne for c in self.colonnes)

    @property
    def empreinte(self) -> str:
        """Ce qui reconnaît le même tableau l'an prochain : ses colonnes, sans leur ordre."""
        return empreinte_entete(self.entete)

    def colonnes_de(self, champ: str) -> tuple[str, ...]:
        """Les colonnes qui disent ce champ."""
        return tuple(c.colonne for c in self.colonnes if c.champ == champ)

    def changer(self, colonne: str, champ: str) -> "Correspondance":
        """La même, cette colonne dite par la personne."""
        neuves = tuple(
            replace(c, champ=champ, certitude="choisie", raison="") if c.colonne == colonne else c
            for c in self.colonnes
        )
        return replace(self, colonnes=neuves)

    def en_json(self) -> dict[str, Any]:
        """Tout, en types JSON."""
        return {**asdict(self), "colonnes": [asdict(c) for c in self.colonnes], "constantes": dict(self.constantes)}

    def en_texte(self) -> str:
        """Le JSON, toujours le même pour la même lecture."""
        lue = {**self.en_json(), "colonnes": [[c.colonne, c.champ] for c in self.colonnes]}
        return json.dumps(lue, ensure_ascii=False, sort_keys=True)

    @property
    def lecture(self) -> str:
        """Ce qui distingue deux lectures du même fichier (16 signes)."""
        return sha256(self.en_texte().encode()).hexdigest()[:16]

    @classmethod
    def depuis_json(cls, lu: Mapping[str, Any]) -> "Correspondance":
        """Relire ce que `en_json` a rendu ; CorrespondanceInvalide si ce n'en est pas."""
        try:
            colonnes = tuple(Choix(**{**c, "autres": tuple(c.get("autres", ()))}) for c in lu["colonnes"])
            rendue = cls(**{**lu, "colonnes": colonnes, "constantes": dict(lu.get("constantes", {}))})
        except (KeyError, TypeError, ValueError) as erreur:
            raise CorrespondanceInvalide(_("correspondance illisible : %s") % erreur) from erreur
        if rendue.objet not in ("relations", "projets"):
            raise CorrespondanceInvalide(_("objet inconnu : %r") % rendue.objet)
        return rendue


def empreinte_entete(colonnes: Sequence[str]) -> str:
    """L'empreinte d'un en-tête (32 signes), sans égard à l'ordre, aux accents ni à la casse."""
    return sha256("\x1f".join(sorted(cle(c) or c for c in colonnes)).encode()).hexdigest()[:32]
