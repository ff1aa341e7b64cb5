"""Les pages de l'argumentaire."""
