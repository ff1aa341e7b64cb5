"""Pays, collectivités françaises à travers le temps, lieux du monde."""
