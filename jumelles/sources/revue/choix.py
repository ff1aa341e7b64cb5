"""Ce qu'une personne peut choisir : une collectivité d'aujourd'hui, un lieu du monde, ou ni l'un ni l'autre."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from jumelles.territoires.enums import CategorieCollectivite as Cat
from jumelles.territoires.models import Collectivite, Lieu
from jumelles.territoires.notices import noms_des_divisions
from jumelles.territoires.pays_francais import ISO_FRANCAIS

HORS_CHAMP, AUCUNE = "hors_champ", "aucune"


class ChoixInconnu(ValueError):
    """Ce choix ne désigne rien que l'on connaisse, ou rien que cette ligne puisse dire ; rien n'a été écrit."""


def nommer_les_choix(choix: Iterable[str]) -> dict[str, str]:
    """Choix → le dire en français ; ce qui n'existe pas, ou plus, n'y est pas. Deux requêtes au plus."""
    voulus = set(choix)
    dits = {HORS_CHAMP: _("n'est pas une collectivité"), AUCUNE: _("aucune des propositions")}
    codes = {c.partition(":")[2] for c in voulus if c.startswith("collectivite:")}
    numeros = {int(n) for c in voulus if c.startswith("lieu:") and is_numero(n := c.partition(":")[2])}
    for c in Collectivite.objects.vivantes().filter(code__in=codes) if codes else ():
        dits[f"collectivite:{c.code}"] = f"{c.nom} ({c.departement or c.get_categorie_display()})"
    for lieu in Lieu.objects.filter(geonameid__in=numeros).select_related("pays") if numeros else ():
        dits[f"lieu:{lieu.geonameid}"] = f"{lieu.nom} ({lieu.pays.nom})"
    return {c: dits[c] for c in voulus & dits.keys()}


def situer_les_choix(choix: Iterable[str]) -> dict[str, str]:
    """Choix → le dire avec son département : « Sorbiers (42), Loire » ; quatre requêtes au plus."""
    dits = nommer_les_choix(choix)
    codes = {c.partition(":")[2] for c in dits if c.startswith("collectivite:")}
    if not codes:
        return dits
    communes = Collectivite.objects.filter(code__in=codes).exclude(categorie__in=[Cat.DEPARTEMENT, Cat.REGION])
    divisions = noms_des_divisions()
    ou = {f"collectivite:{c}": divisions.get(f"D{d}", "") for c, d in communes.values_list("code", "departement")}
    return {c: f"{dit}, {ou[c]}" if ou.get(c) else dit for c, dit in dits.items()}


def is_numero(texte: str) -> bool:
    """Vrai si ce texte est le numéro d'un lieu, sans signe ni lettre d'ailleurs."""
    return texte.isascii() and texte.isdigit() and len(texte) < 12


def nommer_choix(choix: str) -> str:
    """Le dire en français ; ChoixInconnu s'il n'existe pas, ou plus."""
    dit = nommer_les_choix([choix]).get(choix)
    if dit is not None:
        return dit
    if choix.startswith("collectivite:"):
        raise ChoixInconnu(_("Cette collectivité n'existe pas, ou n'existe plus : choisissez celle d'aujourd'hui."))
    raise ChoixInconnu(_("Ce choix n'existe pas : choisissez dans la liste, ou cherchez."))


def verifier_choix(choix: str, mention: Mapping[str, Any]) -> None:
    """ChoixInconnu s'il n'existe pas, ou si la ligne, d'après son pays (ISO 2), ne peut pas parler de cela."""
    nommer_choix(choix)
    sorte, pays = choix.partition(":")[0], str(mention.get("pays", ""))
    if not pays or sorte not in ("collectivite", "lieu"):
        return
    if sorte == "lieu" and pays in ISO_FRANCAIS:
        raise ChoixInconnu(
            _("Cette ligne parle d'une collectivité française : choisissez-en une, et non un lieu à l'étranger.")
        )
    if sorte == "collectivite" and pays not in ISO_FRANCAIS:
        raise ChoixInconnu(
            _("Cette ligne parle d'un partenaire à l'étranger : choisissez un lieu, et non une collectivité française.")
        )
    if sorte == "lieu" and not Lieu.objects.filter(geonameid=int(choix.partition(":")[2]), pays=pays).exists():
        raise ChoixInconnu(_("Ce lieu n'est pas dans le pays que dit la ligne : choisissez-en un de ce pays."))
