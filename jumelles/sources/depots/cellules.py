"""Lire les cellules d'une ligne selon la correspondance ; ce qui ne se lit pas est dit et laissé de côté."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from django.utils.translation import gettext as _

from jumelles.recherche.sorties.formules import retablir
from jumelles.sources.depots.champs import find_champ
from jumelles.sources.depots.correspondance import Correspondance
from jumelles.sources.depots.dates import is_numero_de_jour, lire_date
from jumelles.sources.depots.doutes import has_lettre_perdue, is_a_peu_pres, is_douteux
from jumelles.sources.depots.limites import limites
from jumelles.sources.depots.nombres import lire_nombre
from jumelles.sources.problemes import Probleme
from jumelles.sources.valeurs import Controle

ENTRE = " | "
# Sans blancs autour : « \s*; » relit tous les blancs depuis chacun d'eux.
_SEPARE = re.compile(r"[|;\n]")
_MORCEAUX = re.compile(r"[/+,&]|(?<=\s)et(?=\s)")
_LONGUEURS = {
    "contexte": 20_000, "note": 5_000, "titre": 600, "intitule": 300, "adresse": 600, "montants": 20_000,
    "cadres_comment": 20_000,
}  # fmt: skip
LONGUEUR, NOM_MAX = 2_000, 200
REMARQUES_MAX = 20
_LISTES = ("nom", "liste", "texte")
_LATITUDES = ("lat", "partenaire_lat")
# Ce qu'un lien dit de lui-même : dit avec un doute, cela se garde en remarque, dans les mots de la source.
_FAITS = ("nature", "etat", "debut", "premiere_convention", "fin", "etat_depuis", "themes", "odd", "dimensions")


class Cellules:
    """Les valeurs d'une ligne, champ par champ ; `problemes` dit ce qui ne s'est pas lu."""

    def __init__(self, numero: int, cellules: Mapping[str, str], correspondance: Correspondance) -> None:
        self._cellules, self._correspondance = cellules, correspondance
        self._controle = Controle(numero)
        self.nuances: list[str] = []  # « Début : « vers 1985 » » : dit, mais pas assez sûr pour être retenu

    @property
    def problemes(self) -> tuple[Probleme, ...]:
        """Ce qui ne va pas, dans l'ordre des lectures ; au-delà de vingt, combien d'autres."""
        tous = self._controle.problemes
        if len(tous) <= REMARQUES_MAX:
            return tuple(tous)
        reste = tous[REMARQUES_MAX:]
        dit = _("et %d autres remarques sur cette ligne") % len(reste)
        return (*tous[:REMARQUES_MAX], Probleme(self._controle.ligne, "", "", dit, "", any(p.bloquant for p in reste)))

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
        maximum = _LONGUEURS.get(champ, LONGUEUR)
        return self._controle.texte(colonne, valeur, maximum=maximum, requis=requis)[:maximum]

    def liste(self, champ: str, *, requis: bool = False) -> tuple[str, ...]:
        """Les éléments, séparés par « | », « ; » ou un retour à la ligne, sans double ; trop nombreux : refusée."""
        texte = self.texte(champ, requis=requis)
        elements = dict.fromkeys(e for brut in _SEPARE.split(texte) if (e := retablir(brut.strip()).strip()))
        if len(elements) <= (maximum := limites().noms):
            return tuple(elements)
        raison = _("%(n)d valeurs dans une case, la limite est de %(max)d") % {"n": len(elements), "max": maximum}
        self.noter(champ, texte, raison, _("répartissez-les sur plusieurs lignes"), bloquant=True)
        return ()

    def noms(self, champ: str, *, requis: bool = False) -> tuple[str, ...]:
        """Comme `liste` ; un nom de plus de deux cents signes est refusé."""
        noms = self.liste(champ, requis=requis)
        for nom in noms:
            if len(nom) > NOM_MAX:
                remede = _("un nom par case, ou « | » entre deux noms")
                self.noter(champ, nom, _("un nom de %d signes") % len(nom), remede, bloquant=True)
            elif has_lettre_perdue(nom):
                raison = _("un « ? » dans un mot : sans doute un accent perdu à l'enregistrement")
                self.noter(champ, nom, raison, _("enregistrez de nouveau le fichier d'origine en « CSV UTF-8 »"))
        return noms

    def ferme(self, champ: str) -> str:
        """Comme `texte` ; dit avec un doute (« en sommeil ? »), il est laissé de côté, et cela se dit."""
        texte = self.texte(champ)
        if not is_douteux(texte):
            return texte
        self._nuancer(champ, texte, _("dit avec un doute"))
        return ""

    def _nuancer(self, champ: str, texte: str, raison: str) -> None:
        if champ in _FAITS and self._correspondance.objet == "relations":
            self.nuances.append(f"{find_champ(champ).libelle} : « {texte} »")
            suite = _("%s : gardé en remarque, dans les mots du fichier, sans compter comme un fait sûr")
        else:
            suite = _("%s : laissé de côté")
        self.noter(champ, texte, suite % raison, _("précisez-le dans votre fichier si vous le savez au juste"))

    def codes(self, champ: str, lire: Callable[[str], str]) -> list[str]:
        """Chaque élément par son code, d'un tenant ou par morceaux (« jumelage/partenariat ») ; le reste est dit."""
        rendus = []
        for element in self.liste(champ):
            for morceau in (element,) if lire(element) else _MORCEAUX.split(element):
                if is_douteux(morceau):
                    self._nuancer(champ, morceau.strip(), _("dit avec un doute"))
                elif code := lire(morceau):
                    rendus.append(code)
                elif nu := morceau.strip():
                    remede = _("attendu : %s") % find_champ(champ).attend
                    self.noter(champ, nu, _("inconnu : laissé de côté"), remede)
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
        if not lue and is_a_peu_pres(texte):
            self._nuancer(champ, texte, _("date approximative"))
            return ""
        if not lue and (lue := lire_date(texte.partition("(")[0])):
            self.noter(champ, texte, _("lu %s, sans sa parenthèse") % lue)
        if not lue:
            self._noter_la_date(champ, texte)
        elif not future and lue > jour.isoformat()[: len(lue)]:
            raison = _("date à venir (nous sommes le %s) : laissée de côté") % jour.isoformat()
            self.noter(champ, texte, raison, _("vérifiez l'année"))
            return ""
        return lue

    def _noter_la_date(self, champ: str, texte: str) -> None:
        if is_numero_de_jour(texte):
            raison = _("un numéro de jour de tableur, qui n'est pas une date : laissé de côté")
            remede = _("donnez le format « Date » à cette colonne, puis enregistrez de nouveau")
        else:
            raison = _("ce n'est pas une date : laissée de côté")
            remede = _("écrivez %s") % find_champ(champ).attend
        self.noter(champ, texte, raison, remede)

    def entier(self, champ: str) -> int | None:
        """Un nombre d'habitants ; vide ou illisible : inconnu, jamais zéro."""
        texte = self.brute(champ)[1].strip()
        nombre = lire_nombre(texte)
        if texte and (nombre is None or nombre != int(nombre) or not 0 < nombre < 10**9):
            raison = _("ce n'est pas un nombre d'habitants : laissé de côté")
            self.noter(champ, texte, raison, _("attendu : 158000, ou rien"))
            return None
        return int(nombre) if nombre else None

    def degres(self, champ: str) -> float | None:
        """Des degrés WGS84 ; illisibles ou hors du monde : dits et laissés de côté."""
        texte = self.brute(champ)[1].strip()  # « -7.97 » n'est pas une formule
        nombre = lire_nombre(texte)
        limite = 90 if champ in _LATITUDES else 180
        if texte and (nombre is None or abs(nombre) > limite):
            raison = _("ce n'est pas un nombre entre -%(max)d et %(max)d degrés : laissé de côté") % {"max": limite}
            self.noter(champ, texte, raison, _("latitude et longitude sont peut-être inversées"))
            return None
        return float(nombre) if nombre is not None else None

    def adresse(self, champ: str) -> str:
        """Une adresse http ou https ; toute autre est dite et laissée de côté."""
        texte = self.texte(champ)
        if texte and not re.fullmatch(r"https?://[^\s\"<>]+", texte, re.IGNORECASE):
            self.noter(champ, texte, _("ce n'est pas une adresse web : laissée de côté"), _("attendu : https://…"))
            return ""
        return texte
