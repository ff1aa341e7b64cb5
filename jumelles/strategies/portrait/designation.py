"""D'un nom, d'un code, d'un SIREN à une collectivité d'aujourd'hui ; jamais un choix au hasard."""

from django.utils.translation import gettext as _

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
            _("Aucun territoire français ne s'appelle « %(nom)s ». Essayez son nom entier, son code INSEE, son SIREN, "
              "D38 ou R84.") % {"nom": designation}
        )  # fmt: skip
    noms = ", ".join(f"{t.nom} ({t.departement_nom or t.categorie_libelle}, {t.code})" for t in trouvee.proches)
    dit = (
        _("Plusieurs territoires répondent à « %(nom)s » : %(noms)s. Donnez le code.")
        if trouvee.is_homonyme
        else _("Aucun territoire ne s'appelle tout à fait « %(nom)s » : %(noms)s. Donnez le code.")
    )
    raise TerritoireIntrouvable(dit % {"nom": designation, "noms": noms})
