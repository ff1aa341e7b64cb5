from jumelles.rattachements.models.adhesion import Adhesion

__all__ = ["Adhesion"]
