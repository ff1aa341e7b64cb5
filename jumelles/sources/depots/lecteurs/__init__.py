"""Lire ce que l'on dépose, quel que soit le format : des rangées de texte, numérotées, bornées."""

from jumelles.sources.depots.lecteurs.document import Document
from jumelles.sources.depots.lecteurs.ouverture import ouvrir
from jumelles.sources.depots.lecteurs.tables import Table, ouvrir_table

__all__ = ["Document", "Table", "ouvrir", "ouvrir_table"]
