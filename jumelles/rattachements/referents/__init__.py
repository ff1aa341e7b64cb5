"""L'équipe de référents en interne (énoncé C5.10) : lue et écrite par les seules personnes de la collectivité."""
