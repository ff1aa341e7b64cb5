"""Les fichiers du dehors, un dossier par source : lire strictement, préparer un lot, le basculer."""
