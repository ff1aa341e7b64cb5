"""Des tâches qui échouent exprès."""

import time
from datetime import timedelta

from jumelles.taches.reprises import tache

appels: list[str] = []


@tache(essais=3, attente=timedelta(minutes=1))
def echoue_deux_fois() -> str:
    """Réussir au troisième essai."""
    appels.append("deux")
    if appels.count("deux") < 3:
        raise ConnectionError("le serveur d'en face ne répond pas")
    return "fait"


@tache(essais=3, attente=timedelta(minutes=1))
def echoue_toujours() -> None:
    """Ne jamais réussir."""
    appels.append("toujours")
    raise ConnectionError("le serveur d'en face ne répond pas")


@tache(essais=2, attente=timedelta(0))
def note(mot: str) -> str:
    """Noter un appel."""
    appels.append(mot)
    return mot


@tache(essais=1, attente=timedelta(0))
def lente() -> str:
    """Prendre le temps qu'il faut pour qu'un arrêt tombe au milieu."""
    time.sleep(1.5)
    return "finie"
