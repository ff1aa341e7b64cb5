"""Étendre un tableau : les valeurs de propriétés choisies, pour des identifiants déjà rapprochés."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from jumelles.api.rapprochement.fiches import Valeur, fiches
from jumelles.api.rapprochement.lecture import LIMITE_MAX
from jumelles.api.rapprochement.proprietes import PROPRIETES, proprietes_du_type, vers_type


def etendre(ids: tuple[str, ...], demandees: tuple[tuple[str, int], ...]) -> dict[str, Any]:
    """La réponse de la norme : une propriété ou un identifiant inconnus n'ont pas de valeur, et rien ne s'arrête."""
    trouvees = fiches(ids, relations=any(p == "relations" for p, _combien in demandees))
    lignes = {}
    for identifiant in ids:
        valeurs = trouvees[identifiant].valeurs if identifiant in trouvees else {}
        lignes[identifiant] = {p: [_ecrire(v) for v in valeurs.get(p, ())[: n or None]] for p, n in demandees}
    return {"meta": [_decrire(p) for p, _combien in demandees], "rows": lignes}


def _decrire(pid: str) -> dict[str, Any]:
    connue = PROPRIETES.get(pid)
    if connue is None:
        return {"id": pid, "name": _("Propriété inconnue : %(id)s") % {"id": pid[:80]}}
    dite: dict[str, Any] = {"id": pid, "name": str(connue.nom), **vers_type(connue)}
    if connue.vers:
        dite["service"] = f"{settings.ADRESSE_PUBLIQUE}/api/rapprochement/"
    return dite


def _ecrire(valeur: Valeur) -> dict[str, Any]:
    if isinstance(valeur, tuple):
        return {"id": valeur[0], "name": valeur[1]}
    if isinstance(valeur, float):
        return {"float": valeur}
    return {"int": valeur} if isinstance(valeur, int) else {"str": valeur}


def proposer(type_id: str, limite: int) -> dict[str, Any]:
    """Les propriétés que l'on peut demander pour un type ; limite : 0 pour toutes."""
    proposees = proprietes_du_type(type_id)[: limite or LIMITE_MAX]
    return {"type": type_id, "properties": [p.en_dict() for p in proposees]} | ({"limit": limite} if limite else {})
