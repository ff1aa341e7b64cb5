"""Les pages du droit : le tableau par type de collectivité, l'assistant, le 1 %, les textes, les modèles."""
