"""Les cadres qu'une ligne dit, et comment le projet les sert."""

from django.utils.translation import gettext as _

from jumelles.sources.depots.cellules import Cellules
from jumelles.sources.depots.champs import find_champ
from jumelles.sources.depots.lexique import lire_cadre

SEPARATEUR = ":"


def lire_cadres(cellules: Cellules) -> list[list[str]]:
    """[code, comment] de chaque cadre dit ; comment vide : non dit. Un cadre inconnu est dit et laissé de côté."""
    dits = dict.fromkeys(cellules.codes("cadres", lire_cadre), "")
    # Une phrase peut avoir ses points-virgules : seule la barre sépare.
    for element in filter(None, map(str.strip, cellules.texte("cadres_comment").split("|"))):
        nom, _deux_points, comment = element.partition(SEPARATEUR)
        code, comment = lire_cadre(nom), comment.strip()
        if code and comment:
            dits[code] = f"{dits[code]} ; {comment}" if dits.get(code) else comment
        else:
            remede = _("attendu : %s") % find_champ("cadres_comment").attend
            cellules.noter("cadres_comment", element, _("cadre inconnu ou phrase absente : laissé de côté"), remede)
    return [[code, comment] for code, comment in dits.items()]
