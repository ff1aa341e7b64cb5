"""Lire les cellules d'une ligne selon la correspondance ; ce qui ne se lit pas est dit et laissé de côté."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from jumelles.recherche.sorties.formules import retablir
from jumelles.sources.depots.champs import find_champ
from jumelles.sources.depots.correspondance import Correspondance
from jumelles.sources.depots.dates import lire_date
from jumelles.sources.depots.nombres import lire_nombre
from jumelles.sources.problemes import Probleme
from jumelles.sources.valeurs import Controle

ENTRE = " | "
_SEPARE = re.compile(r"\s*[|;\n]\s*")
_MORCEAUX = re.compile(r"\s*[/+,&]\s*|\s+et\s+")
_LONGUEURS = {"contexte": 20_000, "note": 5_000, "titre": 600, "intitule": 300, "adresse": 600, "montants": 20_000}
LONGUEUR, NOM_MAX = 2_000, 200
_LISTES = ("nom", "liste", "texte")
_LATITUDES = ("lat", "partenaire_lat")


class Cellules:
    """Les valeurs d'une ligne, champ par champ ; `problemes` dit ce qui ne s'est pas lu."""

    def __init__(self, numero: int, cellules: Mapping[str, str], correspondance: Correspondance) -> None:
        self._cellules, self._correspondance = cellules, correspondance
        self._controle = Controle(numero)

    @property
    def problemes(self) -> tuple[Probleme, ...]:
        """Ce qui ne va pas, dans l'ordre des lectures."""
        return tuple(self._controle.problemes)

    def brute(self, champ: str) -> tuple[str, str]:
        """(colonne, valeur) : la première colonne remplie, toutes jointes pour un nom ou un texte, ou la constante."""
        colonnes = self._correspondance.colonnes_de(champ)
        pleines = [(c, v) for c in colonnes if (v := self._cellules.get(c, "")).strip()]
        if not pleines:
            constante = self._correspondance.constantes.get(champ, "")
            return (colonnes[0] if colonnes else str(find_champ(champ).libelle)), constante
        if len(pleines) > 1 and find_champ(champ).sorte in _LISTES:
            return pleines[0][0], ENTRE.join(v for _, v in pleines)
        return pleines[0]

    def noter(self, champ: str, valeur: str, raison: str, remede: str = "", *, bloquant: bool = False) -> None:
        """Retenir un problème de la colonne qui dit ce champ."""
        self._controle.noter(self.brute(champ)[0], valeur, raison, remede, bloquant=bloquant)

    def texte(self, champ: str, *, requis: bool = False) -> str:
        """Un texte propre, jamais une formule ; trop long ou à signes invisibles : la ligne est refusée."""
        colonne, valeur = self.brute(champ)
        return self._controle.texte(colonne, valeur, maximum=_LONGUEURS.get(champ, LONGUEUR), requis=requis)

    def liste(self, champ: str, *, requis: bool = False) -> tuple[str, ...]:
        """Les éléments, séparés par « | », « ; » ou un retour à la ligne, sans double."""
        texte = self.texte(champ, requis=requis)
        elements = (retablir(e).strip() for e in _SEPARE.split(texte))
        return tuple(dict.fromkeys(e for e in elements if e))

    def noms(self, champ: str, *, requis: bool = False) -> tuple[str, ...]:
        """Comme `liste` ; un nom de plus de deux cents signes est refusé."""
        noms = self.liste(champ, requis=requis)
        for nom in noms:
            if len(nom) > NOM_MAX:
                self.noter(champ, nom, f"un nom de {len(nom)} signes", "un nom par case, ou « | » entre deux noms",
                           bloquant=True)  # fmt: skip
        return noms

    def codes(self, champ: str, lire: Callable[[str], str]) -> list[str]:
        """Chaque élément par son code, d'un tenant ou par morceaux (« jumelage/partenariat ») ; le reste est dit."""
        rendus = []
        for element in self.liste(champ):
            for morceau in (element,) if lire(element) else _MORCEAUX.split(element):
                if code := lire(morceau):
                    rendus.append(code)
                elif morceau.strip():
                    self.noter(champ, morceau, "inconnu : laissé de côté", f"attendu : {find_champ(champ).attend}")
        return list(dict.fromkeys(rendus))

    def annee(self, champ: str, *, jour: date) -> int | None:
        """L'année d'une date, ou None."""
        lue = self.date(champ, jour=jour, future=True)
        return int(lue[:4]) if lue else None

    def date(self, champ: str, *, jour: date, future: bool = False) -> str:
        """Une date partielle ISO ; illisible ou à venir : dite et laissée de côté."""
        texte = self.texte(champ)
        if not texte:
            return ""
        lue = lire_date(texte)
        if not lue and (lue := lire_date(texte.partition("(")[0])):
            self.noter(champ, texte, f"lu {lue}, sans sa parenthèse")
        if not lue:
            self.noter(champ, texte, "ce n'est pas une date : laissée de côté", f"écrivez {find_champ(champ).attend}")
        elif not future and lue > jour.isoformat()[: len(lue)]:
            raison = f"date à venir (nous sommes le {jour.isoformat()}) : laissée de côté"
            self.noter(champ, texte, raison, "vérifiez l'année")
            return ""
        return lue

    def entier(self, champ: str) -> int | None:
        """Un nombre d'habitants ; vide ou illisible : inconnu, jamais zéro."""
        texte = self.brute(champ)[1].strip()
        nombre = lire_nombre(texte)
        if texte and (nombre is None or nombre != int(nombre) or not 0 < nombre < 10**9):
            self.noter(champ, texte, "ce n'est pas un nombre d'habitants : laissé de côté", "attendu : 158000, ou rien")
            return None
        return int(nombre) if nombre else None

    def degres(self, champ: str) -> float | None:
        """Des degrés WGS84 ; illisibles ou hors du monde : dits et laissés de côté."""
        texte = self.brute(champ)[1].strip()  # « -7.97 » n'est pas une formule
        nombre = lire_nombre(texte)
        limite = 90 if champ in _LATITUDES else 180
        if texte and (nombre is None or abs(nombre) > limite):
            raison = f"ce n'est pas un nombre entre -{limite} et {limite} degrés : laissé de côté"
            self.noter(champ, texte, raison, "latitude et longitude sont peut-être inversées")
            return None
        return float(nombre) if nombre is not None else None

    def adresse(self, champ: str) -> str:
        """Une adresse http ou https ; toute autre est dite et laissée de côté."""
        texte = self.texte(champ)
        if texte and not re.fullmatch(r"https?://[^\s\"<>]+", texte, re.IGNORECASE):
            self.noter(champ, texte, "ce n'est pas une adresse web : laissée de côté", "attendu : https://…")
            return ""
        return texte
