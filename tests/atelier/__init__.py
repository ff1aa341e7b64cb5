"""L'atelier des essais : les bases préparées, le site servi pour de vrai, ce que la machine a."""
