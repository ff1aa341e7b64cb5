"""Lire l'environnement : ce qui est mal écrit se dit en français, avec son remède, et tout se dit d'un coup."""

import ipaddress
from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ImproperlyConfigured

OUI = frozenset({"1", "oui", "vrai", "true", "yes", "on"})
NON = frozenset({"0", "non", "faux", "false", "no", "off", ""})
CETTE_MACHINE = ("127.0.0.0/8", "::1/128")


class Environnement:
    """Les variables d'une installation ; `fautes` se remplit au fil des lectures, `conclure` les dit."""

    def __init__(self, valeurs: Mapping[str, str]) -> None:
        self.valeurs = valeurs
        self.fautes: list[str] = []

    def refuser(self, nom: str, constat: str, remede: str) -> None:
        """Noter une faute : quelle variable, ce qui ne va pas, comment réparer."""
        self.fautes.append(f"{nom} : {constat} {remede}")

    def conclure(self) -> None:
        """Lever ImproperlyConfigured avec toutes les fautes, s'il y en a."""
        if self.fautes:
            liste = "\n".join(f"  - {faute}" for faute in self.fautes)
            raise ImproperlyConfigured(f"l'environnement ne permet pas de démarrer.\n{liste}\nVoir docs/PRODUCTION.md.")

    def texte(self, nom: str, defaut: str = "") -> str:
        """La valeur, sans blancs autour."""
        return self.valeurs.get(nom, defaut).strip()

    def oui_non(self, nom: str, defaut: bool = False) -> bool:
        """« oui » ou « non » (1, 0, vrai, faux… compris)."""
        dit = self.texte(nom).lower()
        if nom not in self.valeurs or dit not in OUI | NON:
            if nom in self.valeurs:
                self.refuser(nom, f"« {dit} » ne se comprend pas.", "Écrivez « oui » ou « non ».")
            return defaut
        return dit in OUI

    def entier(self, nom: str, defaut: int, *, mini: int, maxi: int) -> int:
        """Un nombre entier, bornes comprises."""
        dit = self.texte(nom) or str(defaut)
        if dit.isascii() and dit.isdigit() and mini <= int(dit[:12]) <= maxi:
            return int(dit)
        self.refuser(nom, f"« {dit[:40]} » n'est pas un nombre entier de {mini} à {maxi}.", f"Par défaut : {defaut}.")
        return defaut

    def liste(self, nom: str, defaut: list[str]) -> list[str]:
        """Des valeurs séparées par des virgules."""
        dites = [v.strip() for v in self.texte(nom).split(",") if v.strip()]
        return dites or list(defaut)

    def choix(self, nom: str, defaut: str, permis: tuple[str, ...]) -> str:
        """Une valeur parmi d'autres, casse ignorée."""
        dit = self.texte(nom) or defaut
        trouve = next((p for p in permis if p.lower() == dit.lower()), None)
        if trouve is None:
            self.refuser(nom, f"« {dit[:40]} » n'est pas reconnu.", f"Choisissez parmi : {', '.join(permis)}.")
        return trouve or defaut

    def reseaux(self, nom: str) -> tuple[str, ...]:
        """Les adresses de confiance : « oui » (cette machine), « non », ou des adresses et des réseaux."""
        dit = self.texte(nom).lower()
        if dit in NON:
            return ()
        if dit in OUI:
            return CETTE_MACHINE
        try:
            return tuple(str(ipaddress.ip_network(v.strip(), strict=False)) for v in dit.split(",") if v.strip())
        except ValueError:
            self.refuser(
                nom, f"« {dit[:60]} » n'est pas une liste d'adresses.",
                "Écrivez « oui » si le mandataire est sur cette machine, sinon ses adresses : 10.0.0.5,10.1.0.0/16.",
            )  # fmt: skip
            return ()

    def selon(self, nom: str, lire: Callable[[str], Any], defaut: str, remede: str) -> Any:
        """Une valeur qu'une bibliothèque sait lire (adresse de base, de courriel)."""
        dit = self.texte(nom) or defaut
        try:
            return lire(dit)
        except Exception:  # la bibliothèque lève de tout ; la valeur peut porter un mot de passe : ne pas la redire
            self.refuser(nom, "cette adresse ne se comprend pas.", remede)
            return lire(defaut)
