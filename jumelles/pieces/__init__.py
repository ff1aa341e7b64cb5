"""Les fichiers que l'on dépose : contrôlés, mis à l'écart, datés, effacés quand leur temps est passé."""
