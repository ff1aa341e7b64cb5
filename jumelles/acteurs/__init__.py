"""Toute structure qui agit, en France ou à l'étranger."""
