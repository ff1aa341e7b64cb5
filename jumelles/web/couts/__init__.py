"""Ce que ça coûte, ce que ça rapporte : la saisie de l'équipe, la fiche, et ce qui en est publié."""
