from jumelles.conseil.models.temoignage import Temoignage

__all__ = ["Temoignage"]
