"""D'un nom, d'un code, d'un SIREN à une collectivité d'aujourd'hui ; jamais un choix au hasard."""

from jumelles.territoires.designation import designer

PROPOSES = 8


class TerritoireIntrouvable(LookupError):
    """Aucun territoire, ou plusieurs, ne répondent à ce nom ; le message les nomme."""


def code_designe(designation: str) -> str:
    """Le code d'aujourd'hui que désigne ce texte ; TerritoireIntrouvable s'il n'y en a pas, ou plusieurs."""
    trouvee = designer(designation, limite=PROPOSES)
    if trouvee.code:
        return trouvee.code
    if not trouvee.proches:
        raise TerritoireIntrouvable(
            f"Aucun territoire français ne s'appelle « {designation} ». "
            "Essayez son nom entier, son code INSEE, son SIREN, D38 ou R84."
        )
    debut = "Plusieurs territoires répondent à" if trouvee.is_homonyme else "Aucun territoire ne s'appelle tout à fait"
    noms = ", ".join(f"{t.nom} ({t.departement_nom or t.categorie_libelle}, {t.code})" for t in trouvee.proches)
    raise TerritoireIntrouvable(f"{debut} « {designation} » : {noms}. Donnez le code.")
