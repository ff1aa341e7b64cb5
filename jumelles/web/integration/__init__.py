"""Montrer une liste ou une carte sur un autre site : le cadre, son code, oEmbed."""
