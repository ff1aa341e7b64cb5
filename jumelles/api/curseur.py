"""Le curseur : où reprendre une liste. Opaque pour qui le lit, lié à la question qui l'a donné."""

import base64
import hashlib
from binascii import Error

from django.utils.translation import gettext as _

from jumelles.api.problemes import Faute, Refus
from jumelles.recherche.filtre import Filtre, Sorte

LONGUEUR = 64
NUMERO_MAX = 2**53 - 1


def ecrire(apres: int, filtre: Filtre, sorte: Sorte) -> str:
    """Le curseur qui reprend après cet identifiant."""
    return base64.urlsafe_b64encode(f"{apres}.{_empreinte(filtre, sorte)}".encode()).decode().rstrip("=")


def lire(texte: str, filtre: Filtre, sorte: Sorte) -> int:
    """L'identifiant après lequel reprendre ; Refus (422) s'il est illisible ou vient d'une autre question."""
    if not texte:
        return 0
    try:
        clair = base64.b64decode(texte + "=" * (-len(texte) % 4), altchars=b"-_", validate=True).decode("ascii")
    except (Error, ValueError):
        clair = ""
    numero, _point, empreinte = clair.partition(".")
    if not (numero.isascii() and numero.isdigit() and len(numero) <= 16 and int(numero) <= NUMERO_MAX):
        raise _refus(texte, _("Ce n'est pas un curseur donné par cette API."))
    if empreinte != _empreinte(filtre, sorte):
        raise _refus(texte, _("Ce curseur vient d'une autre question : le filtre a changé depuis."))
    return int(numero)


def _empreinte(filtre: Filtre, sorte: Sorte) -> str:
    return hashlib.blake2b(f"{sorte}?{filtre.to_query()}".encode(), digest_size=6).hexdigest()


def _refus(texte: str, pourquoi: str) -> Refus:
    comment = _("Reprenez l'adresse « suivant » de la page précédente telle quelle, ou recommencez sans curseur.")
    return Refus(422, _("Le curseur est refusé."), (Faute("curseur", texte, pourquoi, comment),))
