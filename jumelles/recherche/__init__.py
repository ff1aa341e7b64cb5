"""Une seule façon de chercher et de filtrer, pour toutes les sorties."""
