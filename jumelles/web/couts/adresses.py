"""Les adresses des coûts : chez soi pour saisir, sous le territoire pour ce qui est publié."""

from django.urls import URLPattern, path, re_path

from jumelles.web.couts import gestes, heritage, publique, vues
from jumelles.web.documents import EXTENSIONS

_CHEZ = "chez-nous/<slug:code>/couts"
_CODE = r"^territoires/(?P<code>[0-9A-Za-z.]{1,16})"

ADRESSES: list[URLPattern] = [
    path(f"{_CHEZ}/", vues.accueil, name="chez_nous_couts"),
    path(f"{_CHEZ}.csv", vues.fichier, name="couts_csv"),
    path(f"{_CHEZ}/<int:annee>/", vues.annee, name="couts_annee"),
    re_path(
        r"^chez-nous/(?P<code>[-a-zA-Z0-9_]+)/couts/(?P<annee>[0-9]{4})/fiche\." + EXTENSIONS + "$", vues.document,
        name="couts_document",
    ),
    re_path(
        r"^chez-nous/(?P<code>[-a-zA-Z0-9_]+)/couts/hier/(?P<ancien>[0-9A-Za-z.]{1,16})/(?P<annee>[0-9]{4})/$",
        heritage.annee, name="couts_heritage",
    ),
    path(f"{_CHEZ}/<int:annee>/ajouter/<slug:poste>/", gestes.ajouter, name="couts_ajouter"),
    path(f"{_CHEZ}/<int:annee>/publier/", gestes.publication, name="couts_publier"),
    path(f"{_CHEZ}/lignes/<uuid:ligne>/", gestes.corriger, name="couts_ligne"),
    path(f"{_CHEZ}/lignes/<uuid:ligne>/retirer/", gestes.retirer, name="couts_retirer"),
    path(f"{_CHEZ}/lignes/<uuid:ligne>/revenir/", gestes.reprendre, name="couts_revenir"),
    re_path(
        _CODE + r"(?:-(?P<nom>[^/]*))?/couts/(?P<annee>[0-9]{4})\." + EXTENSIONS + "$", publique.document,
        name="couts_publies_doc",
    ),
    re_path(_CODE + r"(?:-(?P<nom>[^/]*))?/couts/$", publique.fiche, name="couts_publies"),
]  # fmt: skip
