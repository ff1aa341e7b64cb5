"""Les réglages, lus et vérifiés depuis l'environnement."""
