"""Les cadres où un projet s'inscrit : leurs pages, et l'écran où une collectivité le dit."""
