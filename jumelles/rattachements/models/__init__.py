from jumelles.rattachements.models.adhesion import Adhesion
from jumelles.rattachements.models.referent import Referent

__all__ = ["Adhesion", "Referent"]
