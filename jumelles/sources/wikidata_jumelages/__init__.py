"""Wikidata, propriété P190 (jumelée avec) : la table de juillet 2017 et les exports SPARQL d'aujourd'hui."""
