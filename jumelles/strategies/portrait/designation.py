"""D'un nom, d'un code, d'un SIREN à une collectivité d'aujourd'hui ; jamais un choix au hasard."""

from jumelles.rapprochement.normaliser import cle
from jumelles.territoires.requetes import chercher_territoires, vers_aujourdhui


class TerritoireIntrouvable(LookupError):
    """Aucun territoire, ou plusieurs, ne répondent à ce nom ; le message les nomme."""


def code_designe(designation: str) -> str:
    """Le code d'aujourd'hui que désigne ce texte ; TerritoireIntrouvable s'il n'y en a pas, ou plusieurs."""
    par_code = vers_aujourdhui(designation.strip())
    if par_code:
        return par_code
    exacts = chercher_territoires(designation, exactement=True)
    officiels = [t for t in exacts if cle(t.nom) == cle(designation)] or list(exacts)
    if len(officiels) == 1:
        return officiels[0].code
    if not officiels:
        raise TerritoireIntrouvable(
            f"Aucun territoire français ne s'appelle « {designation} ». "
            "Essayez son nom entier, son code INSEE, son SIREN, D38 ou R84."
        )
    noms = ", ".join(f"{t.nom} ({t.departement_nom or t.categorie_libelle}, {t.code})" for t in officiels[:8])
    raise TerritoireIntrouvable(f"Plusieurs territoires répondent à « {designation} » : {noms}. Donnez le code.")
