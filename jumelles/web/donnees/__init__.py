"""Les données ouvertes : fichiers du mois, dictionnaire, catalogue."""
