"""Le paquet @etalab/decoupage-administratif : SIREN, membres, outre-mer, et ses millésimes passés."""
