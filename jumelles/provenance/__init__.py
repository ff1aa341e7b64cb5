"""D'où vient chaque fait : sources, relevés, affirmations, jugements, journal."""
