"""Réveiller, transformer ou clore : ce que l'on sait d'un ancien lien, trois voies et leurs raisons, les papiers."""
