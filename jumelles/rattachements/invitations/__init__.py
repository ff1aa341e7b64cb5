"""Inviter une personne dans l'équipe d'une collectivité : par un lien, sans dire si elle a déjà un compte."""
