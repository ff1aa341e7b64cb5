"""« Réveiller ou clore » : les liens d'une collectivité, pour ses gens seulement."""
