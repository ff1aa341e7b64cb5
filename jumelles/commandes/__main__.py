"""`python -m jumelles.commandes` : la même ligne de commande, sans script installé."""

from jumelles.commandes.principale import principale

principale(prog_name="jumelles")
