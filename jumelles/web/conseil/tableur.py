"""Un tableau à emporter en CSV : point-virgule et marque UTF-8, comme tous ceux du site, aucune formule."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from django.http import HttpResponse

from jumelles.recherche.sorties.en_csv import BOM
from jumelles.recherche.sorties.formules import neutraliser


def reponse_csv(nom: str, lignes: Iterable[Sequence[str]]) -> HttpResponse:
    """Le fichier « <nom>.csv » ; la première ligne est l'en-tête."""
    tampon = StringIO()
    csv.writer(tampon, delimiter=";", lineterminator="\r\n").writerows(map(neutraliser, x) for x in lignes)
    reponse = HttpResponse(BOM + tampon.getvalue().encode(), content_type="text/csv; charset=utf-8")
    reponse["Content-Disposition"] = f'attachment; filename="jumelles-{nom}.csv"'
    return reponse
