"""La note pour l'élu·e : quatre pages sur une collectivité, composées de ce que toute la maison sait d'elle."""
