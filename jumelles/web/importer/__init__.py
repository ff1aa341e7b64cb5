"""Importer un fichier, page après page : déposer, dire les colonnes, essayer, importer, défaire."""
