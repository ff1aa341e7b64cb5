"""Ce que cette machine a, et la phrase qui dit ce qui lui manque."""

import os
import shutil
from pathlib import Path

INTEGRATION_CONTINUE = os.environ.get("CI", "").lower() in ("1", "true", "oui")
# Le même moteur sans son cadre de fenêtres dépense trois fois moins : il passe devant quand il est là.
NAVIGATEURS = (
    "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome-stable", "google-chrome",
)  # fmt: skip


def chemin_du_navigateur() -> str | None:
    """Trouver le Chromium du système ; JUMELLES_CHROMIUM passe devant."""
    voulu = os.environ.get("JUMELLES_CHROMIUM")
    if voulu:
        return voulu if Path(voulu).exists() else None
    return next(filter(None, map(shutil.which, NAVIGATEURS)), None)


def donnees_reelles() -> Path | None:
    """Trouver le dossier de données réelles nommé par JUMELLES_DONNEES."""
    dossier = os.environ.get("JUMELLES_DONNEES", "")
    return Path(dossier) if dossier and Path(dossier).is_dir() else None


def is_fait_ailleurs(*, a_l_ecran: bool, lit_une_base: bool) -> bool:
    """Vrai d'un essai que l'autre passage de `.ci/run` fait : l'écran d'un côté, ce qui est pur de l'autre."""
    if a_l_ecran:
        return os.environ.get("JUMELLES_ESSAIS_ECRAN") == "non"
    return not lit_une_base and os.environ.get("JUMELLES_ESSAIS_PURS") == "non"


def manques(marques: set[str]) -> list[str]:
    """Dire ce qui manque pour un essai qui porte ces marques."""
    phrases = []
    if "navigateur" in marques and chemin_du_navigateur() is None:
        phrases.append("essais de navigateur non faits : Chromium absent (apt-get install chromium)")
    if "donnees" in marques and donnees_reelles() is None:
        phrases.append("essais sur données réelles non faits : JUMELLES_DONNEES ne nomme aucun dossier")
    if "postgres" in marques and shutil.which("pg_dump") is None:
        phrases.append("essais de PostgreSQL non faits : pg_dump absent (apt-get install postgresql)")
    if "nginx" in marques and shutil.which("nginx") is None:
        phrases.append("essais derrière nginx non faits : nginx absent (apt-get install nginx-light)")
    if "libreoffice" in marques and shutil.which("soffice") is None:
        phrases.append("essais dans LibreOffice non faits : soffice absent (apt-get install libreoffice-writer-nogui)")
    return phrases
