"""Refaire le catalogue français : extraire les textes, accorder les pluriels, compiler.

Le français est la langue des sources : seule la règle du pluriel (zéro et un sont au singulier) demande un
catalogue. À relancer quand un texte à pluriel change : `python -m jumelles.web.catalogue` (gettext requis).
"""

import os
import re
from pathlib import Path

DOSSIER = Path(__file__).parent / "traductions" / "fr" / "LC_MESSAGES"
REGLE = "nplurals=2; plural=(n > 1);"
_SEULE = re.compile(r'^msgstr "[^\n]*"\n(?:"[^\n]*"\n)*', re.MULTILINE)
_ENTREE = re.compile(
    r'(msgid (?P<un>(?:"[^\n]*"\n)+)msgid_plural (?P<des>(?:"[^\n]*"\n)+))(?:msgstr\[\d\] (?:"[^\n]*"\n)+)+'
)


def refaire() -> None:
    """Récrire django.po et django.mo."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jumelles.config.reglages")
    import django
    from django.core.management import call_command

    django.setup()
    DOSSIER.mkdir(parents=True, exist_ok=True)
    os.chdir(Path(__file__).parents[1])
    call_command(
        "makemessages", locale=["fr"], extensions=["html", "py"], no_obsolete=True, add_location="never", verbosity=0
    )
    fichier = DOSSIER / "django.po"
    texte = _sans_devinettes(fichier.read_text(encoding="utf-8"))
    texte = _ENTREE.sub(r"\1msgstr[0] \g<un>msgstr[1] \g<des>", texte)
    fichier.write_text(_tidy_head(texte), encoding="utf-8")
    call_command("compilemessages", locale=["fr"], verbosity=0)


def _sans_devinettes(texte: str) -> str:
    """Ôter ce que gettext devine d'un texte voisin : le français se traduit par lui-même, donc par rien."""
    texte = re.sub(r"^#\|.*\n", "", texte, flags=re.MULTILINE)
    texte = texte.replace("#, fuzzy, ", "#, ").replace("#, fuzzy\n", "")
    return _SEULE.sub('msgstr ""\n', texte)


def _tidy_head(texte: str) -> str:
    """Un entête sans date ni personne : le même catalogue donne le même fichier."""
    debut = texte.index('msgid ""')
    suite = texte.index("\n\n", debut)
    entete = (
        'msgid ""\nmsgstr ""\n"Language: fr\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=UTF-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {REGLE}\\n"'
    )
    return entete + texte[suite:]


if __name__ == "__main__":
    refaire()
