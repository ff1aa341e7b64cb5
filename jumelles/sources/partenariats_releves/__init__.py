"""Partenariats relevés un à un sur des pages publiques ; la table relue est dans le dépôt."""
