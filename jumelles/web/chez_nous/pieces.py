"""Ce que l'on trouve chez soi, dans l'ordre où l'on s'en sert."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class PieceChezNous:
    """Une porte de « chez nous » : son titre, ce qu'on y fait, son adresse."""

    titre: str
    usage: str
    adresse: str


def pieces(code: str) -> tuple[PieceChezNous, ...]:
    """Les portes ouvertes aux gens de cette collectivité."""
    return (
        PieceChezNous(
            _("Vos jumelages et partenariats"),
            _("Ce que l’on en sait, le dernier signe de vie, et que faire : réveiller, transformer ou clore."),
            reverse("chez_nous_jumelages", args=[code]),
        ),
        PieceChezNous(
            _("Vos projets et leurs cadres"),
            _("En une phrase, ce que chaque projet apporte à l’Agenda 2030, à l’Europe ou à la stratégie d’un pays."),
            reverse("chez_nous_projets", args=[code]),
        ),
        PieceChezNous(
            _("Ce que cela coûte, ce que cela rapporte"),
            _("Trois nombres par an suffisent pour commencer. Rien n’est public sans que vous le décidiez."),
            reverse("chez_nous_couts", args=[code]),
        ),
        PieceChezNous(
            _("Vos référents"),
            _(
                "Les services, les fonctions, les compétences et les langues de la maison. Vous choisissez ce qui se "
                "montre."
            ),
            reverse("chez_nous_referents", args=[code]),
        ),
    )
