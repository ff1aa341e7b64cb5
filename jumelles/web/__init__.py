"""Les pages, un dossier par famille d'écrans."""
