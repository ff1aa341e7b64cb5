"""L’annuaire des acteurs."""
