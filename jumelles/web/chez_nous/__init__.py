"""Les pages réservées aux gens d'une collectivité."""
