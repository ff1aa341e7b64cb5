"""Le fond de la carte animée : des tuiles bâties à l'installation, servies par le site lui-même."""
