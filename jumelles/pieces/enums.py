"""Les mots des pièces."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SortePiece(TextChoices):
    CSV = "csv", _("tableau CSV")
    XLSX = "xlsx", _("classeur Excel (XLSX)")
    ODS = "ods", _("classeur LibreOffice (ODS)")
    GEOJSON = "geojson", _("carte GeoJSON")
    IATI = "iati", _("activités IATI (XML)")


class EtatPiece(TextChoices):
    QUARANTAINE = "quarantaine", _("à l'écart, pas encore lue")
    ADMISE = "admise", _("lue et admise")
    REJETEE = "rejetee", _("rejetée")
    EFFACEE = "effacee", _("effacée")
