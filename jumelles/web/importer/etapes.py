"""Où en est un import, tel qu'une page le dit : ses quatre étapes, son état, ce qu'il y a à faire."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jumelles.contributions.enums import EtatDossier as E
from jumelles.contributions.requetes import DossierFiche
from jumelles.taches.battement import depuis_le_dernier
from jumelles.taches.requetes import EtatTravail, etat_du_travail, etats_des_travaux

# Au-delà, l'ouvrier est arrêté : rien n'avancera sans que l'on s'en occupe.
SILENCE = 30.0
ETAPES = (gettext_lazy("Le fichier"), gettext_lazy("Les colonnes"), gettext_lazy("L'essai"), gettext_lazy("L'import"))
_RANGS = {E.EXAMEN: 0, E.COLONNES: 1, E.ESSAI: 2, E.ESSAYE: 2, E.REFUSE: 0, E.ABANDONNE: 0}
_VERBES = {
    E.EXAMEN: gettext_lazy("Nous lisons les colonnes de votre fichier."),
    E.ESSAI: gettext_lazy("Nous lisons chaque ligne et cherchons qui elle nomme. Rien n'est encore publié."),
    E.IMPORT: gettext_lazy("Les lignes valides entrent, toutes ensemble."),
    E.RETRAIT: gettext_lazy("Nous retirons tout ce que cet import avait apporté."),
    E.RETOUR: gettext_lazy("Nous remettons tout ce que cet import avait apporté."),
}
_PASTILLES = {E.IMPORTE: "faite", E.REFUSE: "refusee", E.DEFAIT: "eteinte", E.ABANDONNE: "eteinte"}
_A_FAIRE = (E.COLONNES, E.ESSAYE)


@dataclass(frozen=True, slots=True)
class EtapeImport:
    """Une étape de l'import : son nom, et si elle est faite ou en cours."""

    nom: str
    faite: bool
    ici: bool


@dataclass(frozen=True, slots=True)
class Marche:
    """Le travail en cours : ce qu'il fait, où il en est (total None : on ne sait pas), et s'il s'est arrêté."""

    phrase: str
    faites: int
    total: int | None
    interrompu: bool
    attend: bool
    endormi: bool

    @property
    def compte(self) -> bool:
        """Vrai si l'on peut dire « tant de lignes sur tant »."""
        return bool(self.faites and self.total and not self.attend)


def etapes(dossier: DossierFiche | None = None) -> list[EtapeImport]:
    """Les quatre étapes, celle où l'on est marquée ; sans dossier, la première."""
    rang = 0 if dossier is None else _RANGS.get(E(dossier.etat), 3)
    fini = dossier is not None and dossier.etat in (E.IMPORTE, E.DEFAIT)
    return [EtapeImport(str(nom), n < rang or fini, n == rang and not fini) for n, nom in enumerate(ETAPES)]


def pastille(etat: str) -> str:
    """La couleur d'un état : à faire, en cours, faite, refusée, éteinte ; le mot est toujours écrit à côté."""
    return "a-faire" if etat in _A_FAIRE else _PASTILLES.get(E(etat), "en-cours")


def interrompus(dossiers: Iterable[DossierFiche]) -> set[int]:
    """Ceux de ces dossiers que leur travail de fond a laissés en plan : une requête, s'il y en a en cours."""
    taches = {d.id: d.tache for d in dossiers if d.en_cours}
    etats = etats_des_travaux(taches.values()) if taches else {}
    return {numero for numero, tache in taches.items() if etats[tache] is EtatTravail.INTERROMPU}


def marche(dossier: DossierFiche) -> Marche:
    """Où en est le travail de fond de ce dossier."""
    travail = etat_du_travail(dossier.tache)
    silence = depuis_le_dernier()
    return Marche(
        phrase=str(_VERBES[E(dossier.etat)]),
        faites=dossier.faites,
        total=dossier.total,
        interrompu=travail in (EtatTravail.INTERROMPU, EtatTravail.FINI),
        attend=travail is EtatTravail.ATTEND,
        endormi=silence is None or silence > SILENCE,
    )


def titre(dossier: DossierFiche) -> str:
    """Le titre de la page : l'état, en tête."""
    titres = {
        E.EXAMEN: _("Lecture du fichier"), E.COLONNES: _("Que disent vos colonnes ?"), E.ESSAI: _("Essai en cours"),
        E.ESSAYE: _("Voici ce qui entrerait"), E.IMPORT: _("Import en cours"), E.IMPORTE: _("C'est importé"),
        E.RETRAIT: _("Retrait en cours"), E.DEFAIT: _("Cet import est défait"), E.RETOUR: _("Remise en cours"),
        E.REFUSE: _("Ce fichier ne peut pas entrer"), E.ABANDONNE: _("Cet import est abandonné"),
    }  # fmt: skip
    return titres[E(dossier.etat)]
