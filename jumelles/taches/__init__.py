"""Les travaux en arrière-plan : essais, reprises espacées, calendrier."""
