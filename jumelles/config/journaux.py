"""Le journal de marche : où il s'écrit, sous quelle forme, à partir de quelle gravité."""

import sys
from typing import Any

FORMES = {
    "json": "jumelles.web.exploitation.forme.EnLignesJson",
    "texte": "jumelles.web.exploitation.forme.EnPhrases",
}


def journaux(*, niveau: str, forme: str, essais: bool = False) -> dict[str, Any]:
    """Le réglage de `logging`. forme « auto » : des phrases dans un terminal, des lignes JSON ailleurs.

    Hors d'un terminal, chaque demande servie s'écrit (le journal est alors lu par une machine) ; dans un
    terminal et pendant les essais, seulement ce qui ne va pas.
    """
    dans_un_terminal = sys.stderr is not None and sys.stderr.isatty()
    voulue = forme if forme != "auto" else "texte" if dans_un_terminal or essais else "json"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"ligne": {"()": FORMES[voulue]}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "ligne"}},
        "root": {"handlers": ["console"], "level": niveau},
        "loggers": {
            "jumelles.acces": {"level": "INFO" if voulue == "json" and niveau != "DEBUG" else niveau},
            # La ligne de passage dit déjà les 4xx ; un robot qui frappe partout ne doit pas noyer les pannes.
            "django.request": {"level": "ERROR"},
            "django.security.DisallowedHost": {"level": "CRITICAL"},
        },
    }
