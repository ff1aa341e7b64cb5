"""Lire une valeur et dire pourquoi elle est refusée : coordonnée, population, montant, date, texte."""

import re
from datetime import date
from decimal import Decimal
from math import isfinite

from jumelles.recherche.sorties.formules import retablir
from jumelles.referentiel.temps import DateIllisible, DatePartielle
from jumelles.sources.problemes import Probleme, extraire

POPULATION_MAX = 100_000_000
MONTANT_MAX = Decimal(10) ** 14
_NOMBRE = re.compile(r"[-+]?\d{1,40}(?:\.\d{0,40})?(?:[eE][-+]?\d{1,5})?", re.ASCII)
_ENTIER = re.compile(r"-?\d{1,40}(?:\.0{0,9})?", re.ASCII)
_FRACTION = re.compile(r"\d{1,40}\.\d{1,9}", re.ASCII)
_ADRESSE = re.compile(r"https?://[^\s\"<>]+", re.IGNORECASE)
_MONTANT = re.compile(r"-?\d{1,20}(?:\.\d{0,20})?", re.ASCII)
_COMMANDES = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
# Un tableur exécuterait une cellule qui commence ainsi ; ici elle reste du texte.
FORMULE = ("=", "+", "-", "@", "\t", "\r")
LIMITES = {"lat": 90.0, "lon": 180.0}


class Controle:
    """Lit les valeurs d'une ligne et retient ses problèmes ; `is_refusee` dit si elle peut entrer."""

    def __init__(self, ligne: int) -> None:
        self.ligne = ligne
        self.problemes: list[Probleme] = []

    @property
    def is_refusee(self) -> bool:
        """Vrai dès qu'une valeur est refusée."""
        return any(p.bloquant for p in self.problemes)

    def noter(self, colonne: str, valeur: str, raison: str, remede: str = "", *, bloquant: bool = True) -> None:
        """Retenir un problème de cette ligne."""
        self.problemes.append(Probleme(self.ligne, colonne, extraire(valeur), raison, remede, bloquant))

    def texte(self, colonne: str, valeur: str, *, maximum: int, requis: bool = False) -> str:
        """Un texte sans signe de commande ni excès de longueur ; une formule est gardée et signalée.

        L'apostrophe qu'un de nos exports a mise devant un texte qui ressemble à une formule est ôtée.
        """
        valeur, donnee = retablir(valeur), valeur
        if _COMMANDES.search(valeur):
            self.noter(colonne, valeur, "signes de commande invisibles", "effacez-les dans le fichier d'origine")
        if len(valeur) > maximum:
            remede = "raccourcissez-la dans le fichier d'origine"
            self.noter(colonne, valeur, f"{len(valeur)} signes, la limite est de {maximum}", remede)
        if donnee.startswith(FORMULE):
            self.noter(
                colonne,
                valeur,
                "un tableur y verrait une formule : gardée comme texte, jamais calculée",
                bloquant=False,
            )
        propre = valeur.strip()
        if requis and not propre:
            self.noter(colonne, valeur, "cellule vide", "cette valeur est nécessaire")
        return propre

    def adresse(self, colonne: str, valeur: str, *, maximum: int) -> str:
        """Une adresse web, http ou https : toute autre (« javascript: ») deviendrait un lien piégé."""
        propre = self.texte(colonne, valeur, maximum=maximum)
        if propre and not _ADRESSE.fullmatch(propre):
            self.noter(colonne, valeur, "ce n'est pas une adresse web", "attendu : https://…, sans espace")
        return propre

    def coordonnee(self, colonne: str, valeur: str, *, axe: str, bloquant: bool = True) -> float | None:
        """Degrés décimaux WGS84 ; axe « lat » ou « lon » ; None si vide ou refusée."""
        propre = valeur.strip()
        if not propre:
            return None
        if not _NOMBRE.fullmatch(propre):
            remede = "écrivez-la avec un point : 48.85" if "," in propre else "attendu : un nombre, comme 48.85"
            self.noter(colonne, valeur, "ce n'est pas un nombre", remede, bloquant=bloquant)
            return None
        nombre, limite = float(propre), LIMITES[axe]
        if not isfinite(nombre) or not -limite <= nombre <= limite:
            raison = f"hors de -{limite:.0f} à {limite:.0f} degrés"
            self.noter(colonne, valeur, raison, "latitude et longitude sont peut-être inversées", bloquant=bloquant)
            return None
        return nombre

    def population(self, colonne: str, valeur: str) -> int | None:
        """Un nombre d'habitants ; vide : inconnu, jamais zéro."""
        propre = valeur.strip()
        if not propre:
            return None
        if _FRACTION.fullmatch(propre) and not _ENTIER.fullmatch(propre):
            self.noter(colonne, valeur, "un nombre d'habitants n'a pas de décimales : laissé de côté", bloquant=False)
            return None
        if not _ENTIER.fullmatch(propre):
            self.noter(colonne, valeur, "ce n'est pas un nombre entier", "attendu : 158000, ou rien")
            return None
        nombre = int(propre.split(".")[0])
        if nombre < 0:
            self.noter(colonne, valeur, "population négative", "laissez vide si elle est inconnue")
            return None
        if nombre > POPULATION_MAX:
            self.noter(colonne, valeur, f"plus de {POPULATION_MAX} habitants", "vérifiez le nombre")
            return None
        return nombre

    def montant(self, colonne: str, valeur: str) -> Decimal | None:
        """Un montant en euros, positif ou nul ; vide : inconnu."""
        propre = valeur.strip()
        if not propre:
            return None
        if not _MONTANT.fullmatch(propre):
            self.noter(colonne, valeur, "ce n'est pas un montant", "attendu : 679034.00, sans espace ni symbole")
            return None
        nombre = Decimal(propre)
        if nombre < 0 or nombre >= MONTANT_MAX:
            self.noter(colonne, valeur, "montant négatif ou démesuré", "vérifiez le montant auprès de l'éditeur")
            return None
        return nombre.quantize(Decimal("0.01"))

    def date(self, colonne: str, valeur: str, *, jour: date, future: bool = False) -> str:
        """Une date AAAA, AAAA-MM ou AAAA-MM-JJ, rendue telle quelle ; à venir refusée sauf si future."""
        propre = valeur.strip()
        if not propre:
            return ""
        try:
            lue = DatePartielle.read(propre)
        except DateIllisible:
            self.noter(colonne, valeur, "ce n'est pas une date", "écrivez 1998, 1998-05 ou 1998-05-12")
            return ""
        if not future and lue.earliest() > jour:
            self.noter(colonne, valeur, f"date à venir (nous sommes le {jour.isoformat()})", "vérifiez l'année")
            return ""
        return str(lue)
