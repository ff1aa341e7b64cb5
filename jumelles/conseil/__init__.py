"""Le conseil : à qui s'adresser, selon quel besoin, et que répondre. Des tables, ni base, ni page, ni horloge.

`conseiller` classe des types de partenaires et dit pourquoi, `grille` compare les manières d'agir, `assembler` fait
un argumentaire. Les avis sur un type ne passent jamais à un acteur nommé.
"""
