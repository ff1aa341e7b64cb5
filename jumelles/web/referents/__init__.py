"""L'équipe de référents en interne : pour les personnes de la collectivité, et elles seules."""
