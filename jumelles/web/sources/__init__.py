"""Les sources : qui dit quoi, sous quelle licence."""
