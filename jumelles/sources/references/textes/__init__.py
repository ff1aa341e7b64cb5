"""Ce que disent les lois de réforme territoriale, et les noms d'usage relus à la main."""
