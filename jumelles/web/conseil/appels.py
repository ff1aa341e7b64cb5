"""Les appels à projets : leurs dates, leurs taux et plafonds à eux, et « suis-je éligible ? » expliqué."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, Self
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jumelles.conseil.appels import type_de_l_appel
from jumelles.conseil.partenaires import type_de_partenaire
from jumelles.conseil.phrases import dire as dire_du_conseil
from jumelles.droit.appels import CritereAppel, CritereExamine, RegleAppel, Resultat
from jumelles.droit.appels import appels as tous
from jumelles.droit.phrases import dire
from jumelles.referentiel import thesaurus
from jumelles.territoires.pays_francais import ISO_FRANCAIS
from jumelles.territoires.requetes import pays_liste
from jumelles.web.adresses import adresse_entiere
from jumelles.web.conseil.dossier import DossierLu, lire_dossier
from jumelles.web.conseil.tableur import reponse_csv
from jumelles.web.dates import date_fr
from jumelles.web.nombres import montant, pourcent
from jumelles.web.portes import aujourdhui

PASSE = "clos"
ETATS = ("ouvert", "a_venir", "dates_inconnues", PASSE)
_TAUX, _MONTANTS = ("taux", "part_collectivites", "part_valorisee", "part_locale"), ("montant", "cout_total")


@dataclass(frozen=True, slots=True)
class ChoixAppels:
    """Ce que l'on filtre : état calculé ce jour, financeur, thème (code), zone ; vide : tous."""

    etat: str = ""
    financeur: str = ""
    theme: str = ""
    zone: str = ""

    @classmethod
    def from_query(cls, requete: QueryDict) -> Self:
        """Lire une adresse."""
        return cls(**{f.name: requete.get(f.name, "")[:120] for f in fields(cls)})

    def to_query(self) -> str:
        """L'adresse de ce choix, ou « ? »."""
        return "?" + urlencode([(f.name, v) for f in fields(self) if (v := getattr(self, f.name))])

    def garder(self, jour: date) -> list["LigneAppel"]:
        """Les appels qui répondent, les ouverts d'abord, puis les plus récents."""
        lignes = [x for a in tous().values() if self._garde(x := LigneAppel(a, etat_du_jour(a, jour)))]
        return sorted(lignes, key=lambda x: (ETATS.index(x.etat), -int(x.appel.annee or 0), x.appel.nom))

    def _garde(self, ligne: "LigneAppel") -> bool:
        a = ligne.appel
        return (
            self.etat in ("", ligne.etat) and self.financeur in ("", a.financeur)
            and (not self.theme or self.theme in a.themes) and self.zone in ("", a.zones)
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class LigneAppel:
    """Un appel et son état du jour : un de ETATS."""

    appel: RegleAppel
    etat: str

    @property
    def is_passe(self) -> bool:
        """Vrai s'il n'est plus qu'un exemple."""
        return self.etat == PASSE

    @property
    def etat_libelle(self) -> str:
        """« ouvert », « à venir », « dates non renseignées », « clos », ou « passé, dates non renseignées »."""
        if not self.is_passe:
            return libelle_d_etat(self.etat)
        return dire("appel.clos") if self.appel.cloture else _("passé, dates non renseignées")

    @property
    def themes(self) -> str:
        """Ses thèmes en clair, ou « non renseigné »."""
        nommes = {t.code: t.libelle for t in thesaurus.themes()}
        return ", ".join(nommes[t] for t in self.appel.themes) or dire_du_conseil("non_renseigne")

    @property
    def taux(self) -> tuple[CritereAppel, ...]:
        """Ses taux à lui."""
        return tuple(c for c in self.appel.criteres if c.champ in _TAUX)

    @property
    def montants(self) -> tuple[CritereAppel, ...]:
        """Ses planchers et plafonds à lui."""
        return tuple(c for c in self.appel.criteres if c.champ in _MONTANTS)


def etat_du_jour(appel: RegleAppel, jour: date) -> str:
    """L'état que l'on affiche : clos, ou d'une année finie sans dates connues, il est passé."""
    return PASSE if appel.is_passe(jour) else appel.etat(jour)


def libelle_d_etat(etat: str) -> str:
    """« ouvert », « à venir », « dates non renseignées » ou « passé »."""
    return _("passé") if etat == PASSE else dire(f"appel.{etat}")


@require_safe
def liste(request: HttpRequest) -> HttpResponse:
    """Tous les appels connus, leur état calculé aujourd'hui."""
    jour, choix = aujourdhui(), ChoixAppels.from_query(request.GET)
    lignes = choix.garder(jour)
    contexte = {
        "nombre": len(lignes),
        "presents": [x for x in lignes if not x.is_passe],
        "passes": [x for x in lignes if x.is_passe],
        "jour": jour,
        "facettes": list(_facettes(choix, jour)),
        "csv": f"{reverse('appels_csv')}{choix.to_query()}",
        "fil": [(_("Appels à projets"), "")],
    }
    return render(request, "conseil/appels.html", contexte)


@require_safe
def en_csv(request: HttpRequest) -> HttpResponse:
    """Les mêmes, en CSV : une ligne par appel, ses règles avec leur année et leur source."""
    jour = aujourdhui()
    en_tete = ("code", "nom", "financeur", "annee", "ouverture", "cloture", "etat", "calcule_le", "zones", "themes",
               "taux", "montants")  # fmt: skip
    lignes = (
        (
            x.appel.code, x.appel.nom, x.appel.financeur, x.appel.annee, _iso(x.appel.ouverture),
            _iso(x.appel.cloture), x.etat_libelle, jour.isoformat(), x.appel.zones, " | ".join(x.appel.themes),
            _en_cellule(x.taux), _en_cellule(x.montants),
        )
        for x in ChoixAppels.from_query(request.GET).garder(jour)
    )  # fmt: skip
    return reponse_csv("appels", (en_tete, *lignes))


@require_safe
def fiche(request: HttpRequest, code: str) -> HttpResponse:
    """Un appel, ses règles, et « suis-je éligible ? » : les réponses sont dans l'adresse."""
    appel = tous().get(code)
    if appel is None:
        raise Http404
    jour = aujourdhui()
    dossier = lire_dossier(appel, request.GET, jour=jour)
    type_ = type_de_l_appel(code)
    contexte = {
        "ligne": LigneAppel(appel, etat_du_jour(appel, jour)),
        "a": appel,
        "jour": jour,
        "type": type_de_partenaire(type_) if type_ else None,
        "dossier": dossier,
        "pays": [p for p in pays_liste() if p.iso2 not in ISO_FRANCAIS],
        "a_une_question": any(c.valeur for c in dossier.champs),
        **_examen(request, appel, dossier),
        "fil": [(_("Appels à projets"), reverse("appels")), (appel.nom, "")],
    }
    return render(request, "conseil/appel.html", contexte)


def _examen(request: HttpRequest, appel: RegleAppel, dossier: DossierLu) -> dict[str, Any]:
    """La réponse, critère par critère ; rien tant qu'aucune réponse n'est donnée."""
    dits = [(c.nom, c.valeur) for c in dossier.champs if c.valeur]
    if dossier.demande is None or not dits:
        return {}
    eligibilite = appel.examiner(dossier.demande)
    return {
        "eligibilite": eligibilite,
        "conclusion": dire(eligibilite.phrase),
        "criteres": [(x, _resultat(x), _mesure(x)) for x in eligibilite.criteres],
        "lien_durable": adresse_entiere(f"{request.path}?{urlencode(dits)}"),
    }


def _resultat(x: CritereExamine) -> str:
    """Rempli, non rempli, à vérifier, non renseigné ou sans objet : un critère peu sûr ne conclut jamais."""
    if not x.is_sur and x.resultat in (Resultat.REMPLI, Resultat.NON_REMPLI):
        return f"{dire('appel.a_verifier')} ({dire(f'appel.{x.resultat}').lower()})"
    return dire(f"appel.{x.resultat}")


def _mesure(x: CritereExamine) -> str:
    if x.mesure is None:
        return ""
    if x.critere.champ in _TAUX and not isinstance(x.mesure, str):
        return pourcent(x.mesure)
    if x.critere.champ in (*_MONTANTS, "ecart_budget") and not isinstance(x.mesure, str):
        return montant(x.mesure)
    return dire(f"demandeur.{x.mesure}") if x.critere.champ == "demandeur" else str(x.mesure)


def _facettes(choix: ChoixAppels, jour: date) -> Iterable[tuple[str, list[tuple[str, str, int, bool]]]]:
    nommes = {t.code: t.libelle for t in thesaurus.themes()}
    connus = tous().values()
    valeurs = {
        "etat": (_("État aujourd’hui"), {e: libelle_d_etat(e) for e in ETATS}),
        "financeur": (_("Financeur"), {a.financeur: a.financeur for a in connus}),
        "theme": (_("Thème"), {t: nommes[t] for a in connus for t in a.themes}),
        "zone": (_("Zone"), {a.zones: a.zones for a in connus if a.zones}),
    }
    for nom, (titre, libelles) in valeurs.items():
        suite = []
        for valeur, libelle in {"": _("tous"), **libelles}.items():
            autre = replace(choix, **{nom: valeur})
            suite.append((libelle, autre.to_query(), len(autre.garder(jour)), getattr(choix, nom) == valeur))
        yield titre, suite


def _iso(jour: date | None) -> str:
    return jour.isoformat() if jour else ""


def _en_cellule(criteres: tuple[CritereAppel, ...]) -> str:
    return " | ".join(f"{c.libelle} [{c.annee or date_fr('')}, {c.etat}, {c.source}]" for c in criteres)
