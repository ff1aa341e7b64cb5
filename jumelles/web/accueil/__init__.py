"""L’accueil."""
