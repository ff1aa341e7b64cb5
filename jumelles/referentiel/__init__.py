"""Le sol : les valeurs du métier (dates, mesures, codes, thésaurus), sans Django, sans réseau, sans horloge."""
