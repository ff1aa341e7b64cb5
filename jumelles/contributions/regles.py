"""Où peut aller un dossier d'import, et d'où : le seul endroit qui le dise."""

from jumelles.contributions.enums import EtatDossier as E

# Un travail de fond tient le dossier ; personne d'autre n'y touche.
EN_COURS = (E.EXAMEN, E.ESSAI, E.IMPORT, E.RETRAIT, E.RETOUR)
# Rien n'est entré et personne n'a conclu, ou l'ouvrier est mort en lisant : au bout d'un temps, on l'oublie.
SANS_SUITE = (E.EXAMEN, E.COLONNES, E.ESSAI, E.ESSAYE, E.REFUSE)
# Où l'on revient quand un travail de fond s'est arrêté sans conclure, ou sur un refus qui n'a rien écrit.
AVANT = {E.ESSAI: E.COLONNES, E.IMPORT: E.ESSAYE, E.RETRAIT: E.IMPORTE, E.RETOUR: E.DEFAIT}
SUITES = {
    E.EXAMEN: (E.COLONNES, E.REFUSE, E.ABANDONNE),
    E.COLONNES: (E.ESSAI, E.EXAMEN, E.ABANDONNE),
    E.ESSAI: (E.ESSAYE, E.COLONNES, E.REFUSE, E.ABANDONNE),
    E.ESSAYE: (E.IMPORT, E.ESSAI, E.COLONNES, E.ABANDONNE),
    E.IMPORT: (E.IMPORTE, E.ESSAYE, E.COLONNES),
    E.IMPORTE: (E.RETRAIT,),
    E.RETRAIT: (E.DEFAIT, E.IMPORTE),
    E.DEFAIT: (E.RETOUR,),
    E.RETOUR: (E.IMPORTE, E.DEFAIT),
    E.REFUSE: (E.COLONNES, E.ABANDONNE),
    E.ABANDONNE: (),
}


def peut_passer(de: str, vers: str) -> bool:
    """Vrai si un dossier dans l'état `de` peut passer à l'état `vers`."""
    return E(vers) in SUITES[E(de)]
