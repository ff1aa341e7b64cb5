"""La réglette des comparables : moi, la médiane, la moitié du milieu ; pour la page et pour les documents."""

from dataclasses import dataclass
from decimal import Decimal
from html import escape

from django.utils.translation import gettext as _

from jumelles.documents.polices import en_figure
from jumelles.strategies.portrait import phrases
from jumelles.strategies.portrait.comparaison import Comparaison, MesureComparee

LARGEUR, NOMS, HAUT, PAS = 690, 190, 30, 44
_ENCRE, _DOUX, _CORAIL, _TRAIT = "#14232b", "#51626b", "#c8402b", "#ddd5c7"


@dataclass(frozen=True, slots=True)
class Reglette:
    """Une mesure sur une échelle de 0 au plus grand des nombres dits ; positions en pour cent de la largeur.

    soi_x vide : rien de connu, donc rien à placer.
    """

    mesure: MesureComparee
    soi_x: str
    bas_x: str
    milieu_x: str
    haut_x: str
    large_x: str  # de bas à haut


def draw_reglettes(c: Comparaison) -> tuple[Reglette, ...]:
    """Une réglette par mesure, chacune à son échelle."""
    return tuple(_draw(m) for m in c.mesures)


def _draw(m: MesureComparee) -> Reglette:
    fin = max(Decimal(m.soi), m.groupe.quart_haut, Decimal(1)) * Decimal("1.08")

    def place(valeur: Decimal | int) -> str:
        return f"{Decimal(valeur) * 100 / fin:.1f}"

    g = m.groupe
    return Reglette(m, place(m.soi) if m.soi else "", place(g.quart_bas), place(g.valeur), place(g.quart_haut),
                    place(g.quart_haut - g.quart_bas))  # fmt: skip


def write_reglettes(c: Comparaison, nom: str) -> bytes:
    """Les réglettes d'un document : losange pour elle, trait pour la médiane, barre pour la moitié du milieu."""
    lignes = draw_reglettes(c)
    haut = HAUT + PAS * len(lignes)
    corps = "".join(_ligne(r, HAUT + PAS * rang + 8) for rang, r in enumerate(lignes))
    net, lettre = en_figure(nom[:40])
    milieu = escape(_("médiane, entre les deux quarts"))
    tete = (
        f'<path d="M{NOMS} 8l6 6-6 6-6-6z" fill="{_CORAIL}"/>'
        f'<text x="{NOMS + 12}" y="18" font-size="11" font-family="{lettre}" fill="{_ENCRE}">{escape(net)}</text>'
        f'<line x1="{NOMS + 300}" x2="{NOMS + 300}" y1="6" y2="22" stroke="{_ENCRE}" stroke-width="3"/>'
        f'<text x="{NOMS + 308}" y="18" font-size="11" fill="{_ENCRE}">{milieu}</text>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LARGEUR} {haut}" width="{LARGEUR}" height="{haut}" '
        f"font-family=\"'Atkinson Hyperlegible', sans-serif\">{tete}{corps}</svg>"
    ).encode()


def _x(pourcent: str) -> float:
    return NOMS + float(pourcent) / 100 * (LARGEUR - NOMS - 20)


def _ligne(r: Reglette, y: int) -> str:
    m, milieu = r.mesure, _x(r.milieu_x)
    dit = f"{phrases.connu(m.soi)} ; {phrases.milieu(m.groupe.valeur)} ; n = {m.groupe.n}"
    return (
        f'<text x="{NOMS - 14}" y="{y + 8}" font-size="12" font-weight="700" fill="{_ENCRE}" text-anchor="end">'
        f"{escape(m.nom)}</text>"
        f'<text x="{NOMS - 14}" y="{y + 22}" font-size="10" fill="{_DOUX}" text-anchor="end">{escape(dit)}</text>'
        f'<line x1="{NOMS}" x2="{LARGEUR - 20}" y1="{y + 6}" y2="{y + 6}" stroke="{_TRAIT}" stroke-width="2"/>'
        f'<rect x="{_x(r.bas_x):.1f}" y="{y + 1}" width="{max(2.0, _x(r.haut_x) - _x(r.bas_x)):.1f}" height="10" '
        f'fill="{_TRAIT}"/><line x1="{milieu:.1f}" x2="{milieu:.1f}" y1="{y - 3}" y2="{y + 15}" stroke="{_ENCRE}" '
        f'stroke-width="3"/>' + _losange(r, y)
    )


def _losange(r: Reglette, y: int) -> str:
    return f'<path d="M{_x(r.soi_x):.1f} {y - 2}l8 8-8 8-8-8z" fill="{_CORAIL}"/>' if r.soi_x else ""
