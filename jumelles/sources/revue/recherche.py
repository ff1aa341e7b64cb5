"""Lire ce qu'une personne cherche : « Saint-Martial Ardèche » est Saint-Martial, dans l'Ardèche."""

from jumelles.rapprochement.normaliser import cle
from jumelles.rapprochement.termes import Mention
from jumelles.sources.rattachement import Rattacheur
from jumelles.territoires.notices import noms_des_divisions
from jumelles.territoires.pays_francais import ISO_FRANCAIS

# « Alpes de Haute Provence » en compte quatre.
MOTS_MAX = 4


def lire_la_recherche(mots: str, *, pays: str) -> Mention:
    """Le nom, et le département ou le pays que disent ses derniers mots ; pays : celui de la ligne (ISO 2), ou vide.

    Sans département reconnu à la fin, tout est le nom ; un nom seul n'est jamais pris pour un département.
    """
    dits = mots.split()
    for combien in range(min(MOTS_MAX, len(dits) - 1), 0, -1):
        nom, ou = " ".join(dits[:-combien]).rstrip(" ,("), " ".join(dits[-combien:]).strip(" ,()")
        if (not pays or pays in ISO_FRANCAIS) and (departement := _departement(ou)):
            return Mention(nom=nom, pays=pays, departement=departement)
        if not pays and (iso := Rattacheur().find_pays(ou)):
            return Mention(nom=nom, pays=iso)
    return Mention(nom=mots, pays=pays)


def _departement(dit: str) -> str:
    """Le code du département de ce nom ou de ce numéro, ou vide."""
    divisions = {code[1:]: cle(nom) for code, nom in noms_des_divisions().items() if code.startswith("D")}
    if dit.upper() in divisions:
        return dit.upper()
    return next((code for code, nom in divisions.items() if nom == cle(dit)), "")
