"""Reconnaître ce que dit chaque colonne, par son nom puis par ses valeurs, et le dire en une phrase."""

from jumelles.sources.depots.reconnaissance.proposition import proposer

__all__ = ["proposer"]
