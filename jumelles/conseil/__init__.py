"""Le conseil : à qui s'adresser, selon quel besoin, et que répondre ; ce que des personnes ont vécu.

`conseiller` classe des types de partenaires et dit pourquoi, `grille` compare les manières d'agir, `assembler` fait
un argumentaire : des tables et des fonctions pures, sans base ni horloge. Les avis sur un type ne passent jamais à un
acteur nommé. Seuls les témoignages (`models`, `requetes`, `operations`) ont une base.
"""
