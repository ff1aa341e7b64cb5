"""Fabriquer une grande base jetable, aux répartitions de la vraie : pour mesurer, jamais pour montrer."""
