"""Le portrait d'un territoire : sa page, et ce que l'on en emporte."""
