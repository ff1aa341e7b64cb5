"""Les figures, dessinées par le serveur : la carte du monde et ses arcs, la frise, les barres."""
