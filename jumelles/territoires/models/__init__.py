from jumelles.territoires.models.collectivite import Collectivite
from jumelles.territoires.models.effectif import Effectif
from jumelles.territoires.models.filiation import Filiation
from jumelles.territoires.models.lieu import Lieu, NomLieu
from jumelles.territoires.models.nom_collectivite import NomCollectivite
from jumelles.territoires.models.pays import Pays

__all__ = ["Collectivite", "Effectif", "Filiation", "Lieu", "NomCollectivite", "NomLieu", "Pays"]
