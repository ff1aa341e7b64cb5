"""Deux noms désignent-ils la même chose ? Normaliser, bloquer, comparer, juger, sur des valeurs nues."""
