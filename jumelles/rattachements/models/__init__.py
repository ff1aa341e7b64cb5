from jumelles.rattachements.models.adhesion import Adhesion
from jumelles.rattachements.models.invitation import Invitation
from jumelles.rattachements.models.referent import Referent

__all__ = ["Adhesion", "Invitation", "Referent"]
