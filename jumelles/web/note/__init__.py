"""La note pour l'élu·e : trois questions, quatre pages."""
