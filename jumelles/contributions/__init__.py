"""Ce que les personnes apportent : des fichiers à importer, suivis du dépôt à la bascule."""
