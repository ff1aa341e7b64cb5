"""L'utilisateur, sa connexion par courriel et son second facteur."""
