"""La porte des machines : `/api/v1/`, en lecture seule, avec le même filtre et les mêmes colonnes que le site."""
