"""Le cœur : relations, actes, projets, financements, et ce que chaque source en dit."""
