"""D'une ligne de fichier à une ligne lue : ses valeurs, sa clé stable, et ce qui ne va pas."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b
from json import dumps
from typing import Any

from django.utils.translation import gettext as _

from jumelles.cooperations.regles import in_order
from jumelles.rapprochement.normaliser import cle
from jumelles.sources.depots.cadres import lire_cadres
from jumelles.sources.depots.cellules import Cellules
from jumelles.sources.depots.correspondance import Correspondance
from jumelles.sources.depots.lexique import lire_dimension, lire_mot, lire_odd, lire_theme
from jumelles.sources.depots.ligne_dite import BoutDit, LigneDite
from jumelles.sources.depots.montants import lire_montants
from jumelles.sources.depots.profils.particularites import (
    hors_champ,
    identite,
    may_be_interieure,
    niveau_suppose,
    pays_nommes,
)
from jumelles.sources.depots.termes import LigneDeFichier
from jumelles.sources.ligne_lue import LigneLue
from jumelles.sources.problemes import rendre_lisible

CLE_MAX = 200
BRUT_MAX = 2000
RESUME_MAX = 120
SANS_NUMERO = "sans numéro : "
_NIVEAU_DIT = re.compile(
    r"^(province|region|departement|district|cercle|wilaya|gouvernorat|prefecture|comte|county|landkreis|voivodie)\b"
)
_ETATS_DATES = ("suspendu", "clos")


@dataclass(frozen=True, slots=True)
class Conversion:
    """Comment lire les lignes d'un dépôt. jour : aujourd'hui, au-delà duquel un début n'est pas un fait."""

    correspondance: Correspondance
    jour: date

    def lignes(self, lignes: Iterator[LigneDeFichier]) -> Iterator[LigneLue]:
        """Les lignes lues ; deux lignes sans identifiant qui nomment les mêmes parties gardent deux clés."""
        fois: dict[str, dict[str, int]] = {}
        for ligne in (x for x in lignes if not x.total):
            lue = self.lire(ligne)
            yield _distinguer(lue, fois) if lue.cle.startswith(SANS_NUMERO) else lue

    def lire(self, ligne: LigneDeFichier) -> LigneLue:
        """Une ligne ; refusée si une valeur nécessaire manque, avec le reste dit en remarques."""
        brut = {rendre_lisible(n): rendre_lisible(v)[:BRUT_MAX] for n, v in ligne.cellules.items() if v}
        if ligne.probleme is not None:
            return LigneLue(ligne.numero, "", brut, problemes=(ligne.probleme,))
        cellules = Cellules(ligne.numero, ligne.cellules, self.correspondance)
        dite = self._lire_relation(cellules) if self.correspondance.objet == "relations" else self._projet(cellules)
        problemes = cellules.problemes
        if any(p.bloquant for p in problemes):
            return LigneLue(ligne.numero, "", brut, problemes=problemes)
        return LigneLue(
            ligne.numero, self._cle(ligne, cellules, dite), brut, dite, problemes,
            hors_champ=hors_champ(self.correspondance.profil, ligne.cellules, dite),
        )  # fmt: skip

    def _cle(self, ligne: LigneDeFichier, cellules: Cellules, dite: LigneDite) -> str:
        identifiant = identite(self.correspondance.profil, ligne.cellules, cellules.texte("identifiant"))
        if 0 < len(identifiant) <= CLE_MAX:
            return identifiant
        fond = identifiant or dumps(_identifiants(dite), ensure_ascii=False)
        empreinte = blake2b(fond.encode(), digest_size=8).hexdigest()
        return f"id:{empreinte}" if identifiant else f"{SANS_NUMERO}{_resumer(dite)} #{empreinte}"

    def _ici(self, cellules: Cellules) -> tuple[tuple[BoutDit, ...], tuple[str, ...]]:
        codes = cellules.liste("collectivite_code")
        noms = cellules.noms("collectivite", requis=not codes)
        niveau = lire_mot("niveau", cellules.ferme("niveau"))
        if len(noms) != 1:
            return tuple(BoutDit(nom, niveau) for nom in noms), codes
        return (
            BoutDit(noms[0], niveau, cellules.entier("population"), cellules.degres("lat"), cellules.degres("lon")),
        ), codes

    def _la_bas(self, cellules: Cellules, *, requis: bool) -> tuple[BoutDit, ...]:
        noms = cellules.noms("partenaire", requis=requis)
        niveau = lire_mot("partenaire_niveau", cellules.ferme("partenaire_niveau"))
        if len(noms) != 1:
            return tuple(BoutDit(nom, niveau or _niveau_du_nom(nom)) for nom in noms)
        lat, lon = cellules.degres("partenaire_lat"), cellules.degres("partenaire_lon")
        population = cellules.entier("partenaire_population")
        niveau = niveau or _niveau_du_nom(noms[0]) or niveau_suppose(self.correspondance.profil, lat)
        return (BoutDit(noms[0], niveau, population, lat, lon),)

    def _lire_relation(self, cellules: Cellules) -> LigneDite:
        ici, codes = self._ici(cellules)
        # Deux communes jumelées sous le même nom ne s'écrivent qu'une fois ; leurs codes, deux.
        interieure = may_be_interieure(self.correspondance.profil, max(len(ici), len(codes)))
        la_bas = self._la_bas(cellules, requis=not interieure)
        date_information = cellules.date("date_information", jour=self.jour)
        return LigneDite(
            ici, la_bas, codes, cellules.ferme("departement"), cellules.liste("pays", requis=not interieure),
            self._champs(cellules, date_information), adresse=cellules.adresse("adresse"),
            date_information=date_information,
        )  # fmt: skip

    def _champs(self, cellules: Cellules, date_information: str) -> dict[str, Any]:
        nature = cellules.codes("nature", lambda t: lire_mot("nature", t))
        champs: dict[str, Any] = {
            "nature": next(iter(nature), ""),
            "autres_natures": [*nature[1:], *cellules.codes("autres_natures", lambda t: lire_mot("nature", t))],
            "intitule": cellules.texte("intitule"),
            "debut": cellules.date("debut", jour=self.jour),
            "premiere_convention": cellules.date("premiere_convention", jour=self.jour),
            "fin": cellules.date("fin", jour=self.jour, future=True),
            "etat_depuis": cellules.date("etat_depuis", jour=self.jour),
            "themes": cellules.codes("themes", lire_theme),
            "odd": cellules.codes("odd", lire_odd),
            "dimensions": cellules.codes("dimensions", lire_dimension),
            "note": cellules.texte("note"),
        }
        champs["etat"] = self._etat(cellules, champs["etat_depuis"], date_information)
        _ordonner_dates(cellules, champs)
        champs["note"] = "\n".join(n for n in (champs["note"], " ; ".join(cellules.nuances)) if n)
        return {nom: valeur for nom, valeur in champs.items() if valeur}

    def _etat(self, cellules: Cellules, depuis: str, date_information: str) -> str:
        texte = cellules.ferme("etat")
        etat = lire_mot("etat", texte)
        if texte and not etat and cle(texte) != "non renseigne":
            cellules.noter("etat", texte, _("état inconnu : laissé de côté"),
                           _("attendu : actif, en sommeil, suspendu, clos"))  # fmt: skip
        if etat in _ETATS_DATES and not (depuis and date_information):
            raison = _("cet état demande la date à laquelle il commence et celle de l'information : laissé de côté")
            remede = _("ajoutez les colonnes « État depuis » et « Date de l'information »")
            cellules.noter("etat", texte, raison, remede)
            return ""
        return etat

    def _projet(self, cellules: Cellules) -> LigneDite:
        ici, codes = self._ici(cellules)
        titre = cellules.texte("titre", requis=True)
        champs: dict[str, Any] = {
            "titre": titre, "contexte": cellules.texte("contexte"),
            "debut": cellules.date("debut", jour=self.jour, future=True),
            "fin": cellules.date("fin", jour=self.jour, future=True), "etat_dit": cellules.texte("etat_dit")[:40],
            "dispositif": cellules.texte("dispositif")[:80], "themes": cellules.codes("themes", lire_theme),
            "odd": cellules.codes("odd", lire_odd), "cadres": lire_cadres(cellules),
        }  # fmt: skip
        _ordonner_dates(cellules, champs)
        pays = cellules.liste("pays") or pays_nommes(self.correspondance.profil, titre)
        return LigneDite(
            ici, self._la_bas(cellules, requis=False), codes, cellules.ferme("departement"), pays, champs,
            lire_montants(cellules, jour=self.jour, payeur=_seul(cellules.noms("financeur"))),
            next(iter(cellules.noms("beneficiaire")), ""), cellules.adresse("adresse"),
            cellules.date("date_information", jour=self.jour),
        )  # fmt: skip


def _seul(noms: tuple[str, ...]) -> str:
    """Le payeur, s'il est seul nommé : entre deux, rien ne dit qui paie quoi."""
    return noms[0] if len(noms) == 1 else ""


def _ordonner_dates(cellules: Cellules, champs: dict[str, Any]) -> None:
    """Une fin avant le début n'est pas retenue."""
    if not in_order(champs["debut"], champs["fin"]):
        raison = _("finit avant de commencer (%s) : laissée de côté") % champs["debut"]
        cellules.noter("fin", champs["fin"], raison, _("vérifiez les deux dates"))
        champs["fin"] = ""


def _niveau_du_nom(nom: str) -> str:
    trouve = _NIVEAU_DIT.match(cle(nom))
    return lire_mot("partenaire_niveau", trouve[1]) if trouve else ""


def _identifiants(dite: LigneDite) -> list[Any]:
    """Ce qui fait qu'une ligne est la même d'un fichier au suivant : qui, avec qui, où, quoi ; ni date ni montant.

    Le département est de « qui » : deux communes du même nom ne font pas une ligne redite.
    """
    return [
        [cle(b.nom) or b.nom for b in dite.ici], cle(dite.departement) or dite.departement, list(dite.codes),
        [cle(b.nom) or b.nom for b in dite.la_bas], [cle(p) or p for p in dite.pays], dite.champs.get("nature", ""),
        dite.champs.get("titre", ""), cle(dite.beneficiaire),
    ]  # fmt: skip


def _resumer(dite: LigneDite) -> str:
    """« Grabels – Antsirabe (Madagascar) » : ce que le rapport nommera si la ligne disparaît."""
    noms = [*(b.nom for b in dite.ici or ()), *dite.codes[: not dite.ici], *(b.nom for b in dite.la_bas)]
    titre = str(dite.champs.get("titre", "")) or " – ".join(noms)
    return f"{titre[:RESUME_MAX]} ({', '.join(dite.pays)[:40]})" if dite.pays else titre[:RESUME_MAX]


def _distinguer(ligne: LigneLue, fois: dict[str, dict[str, int]]) -> LigneLue:
    """La deuxième ligne des mêmes parties, si elle dit autre chose, est une autre parole."""
    fond = blake2b(dumps(ligne.brut, sort_keys=True).encode(), digest_size=8).hexdigest()
    connus = fois.setdefault(ligne.cle, {})
    rang = connus.setdefault(fond, len(connus) + 1)
    return ligne if rang == 1 else replace(ligne, cle=f"{ligne.cle}#{rang}")
