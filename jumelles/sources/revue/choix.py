"""Ce qu'une personne peut choisir : une collectivité d'aujourd'hui, un lieu du monde, ou ni l'un ni l'autre."""

from django.utils.translation import gettext as _

from jumelles.territoires.models import Collectivite, Lieu


class ChoixInconnu(ValueError):
    """Ce choix ne désigne rien que l'on connaisse ; rien n'a été écrit."""


def nommer_choix(choix: str) -> str:
    """Le dire en français ; ChoixInconnu s'il n'existe pas."""
    if choix == "hors_champ":
        return _("n'est pas une collectivité")
    if choix == "aucune":
        return _("aucune des propositions")
    sorte, _deux_points, code = choix.partition(":")
    if sorte == "collectivite":
        return _nommer_collectivite(code)
    if sorte == "lieu" and code.isascii() and code.isdigit() and len(code) < 12:
        lieu = Lieu.objects.filter(geonameid=int(code)).select_related("pays").first()
        if lieu is not None:
            return f"{lieu.nom} ({lieu.pays.nom})"
    raise ChoixInconnu(_("Ce choix n'existe pas : choisissez dans la liste, ou cherchez."))


def _nommer_collectivite(code: str) -> str:
    trouvee = Collectivite.objects.vivantes().filter(code=code).first()
    if trouvee is None:
        raise ChoixInconnu(_("Cette collectivité n'existe pas, ou n'existe plus : choisissez celle d'aujourd'hui."))
    return f"{trouvee.nom} ({trouvee.departement or trouvee.get_categorie_display()})"
