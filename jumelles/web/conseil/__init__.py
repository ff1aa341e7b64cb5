"""Le conseil : types de partenaires, conseil expliqué, comparaison des manières d'agir, appels, témoignages."""
