from jumelles.taches.models.rendez_vous import RendezVous

__all__ = ["RendezVous"]
