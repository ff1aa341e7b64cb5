"""Jumelles : l'action internationale des territoires français, sourcée et datée."""

__version__ = "0.1.0"
