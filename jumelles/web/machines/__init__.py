"""Ce que lisent les machines : plan XML, robots, signe, contact de sécurité."""
