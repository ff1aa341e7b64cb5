"""Le titre d'une fiche, s'il peut se montrer aujourd'hui : on garde des références, les noms se relisent."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from jumelles.acteurs.models import Acteur
from jumelles.cooperations.models import Projet
from jumelles.cooperations.requetes.doublons.ecarts import decrire
from jumelles.provenance.paires import SORTES, lire


def titres(refs: Iterable[str], *, jour: date) -> dict[str, str]:
    """« acteur:12 » → son titre ; « Acteur n° 12 » pour une fiche masquée, supprimée, ou qui n'a plus de titre."""
    ids: dict[str, list[int]] = {sorte: [] for sorte in SORTES}
    for lue in (lire(r) for r in set(refs)):
        if lue is not None:
            ids[lue[0]].append(lue[1])
    rendus = {f"{sorte}:{pk}": numeroter(sorte, pk) for sorte, siens in ids.items() for pk in siens}
    rendus |= _fondues(ids)
    for sorte, siens in ids.items():
        if siens:
            rendus |= {f"{sorte}:{pk}": d.titre for pk, d in decrire(sorte, siens, jour=jour).items() if d.titre}
    return rendus


def numeroter(sorte: str, pk: int) -> str:
    """« Lien n° 12 » : de quoi retrouver une fiche sans rien dire de ce qu'elle cache."""
    noms = {"acteur": _("Acteur n° %(n)s"), "relation": _("Lien n° %(n)s"), "projet": _("Projet n° %(n)s")}
    return noms[sorte] % {"n": pk}


def _fondues(ids: dict[str, list[int]]) -> dict[str, str]:
    """Une fiche fondue garde son nom, tant que rien ne la cache, ni celle qui la garde."""
    acteurs = Acteur.objects.filter(pk__in=ids["acteur"], fondu_dans__isnull=False, supprime_le__isnull=True)
    projets = Projet.objects.filter(pk__in=ids["projet"], fondu_dans__isnull=False, supprime_le__isnull=True)
    montrables = acteurs.filter(sensible=False, fondu_dans__sensible=False).values_list("pk", "nom")
    rendus = {f"acteur:{pk}": nom for pk, nom in montrables} if ids["acteur"] else {}
    if ids["projet"]:
        siens = projets.filter(sensible=False, fondu_dans__sensible=False).values_list("pk", "titre")
        rendus |= {f"projet:{pk}": titre for pk, titre in siens if titre}
    return rendus
