"""Une formule par fichier ; des nombres entrent, des nombres sortent."""
