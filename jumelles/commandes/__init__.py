"""La ligne de commande jumelles."""
