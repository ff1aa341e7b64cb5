"""Les pages de la maison : plan, accessibilité, mentions, erreurs."""
