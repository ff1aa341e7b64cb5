"""La frise d'un document : les mêmes traits que sur la page, en SVG, pour qui imprime ou retouche."""

from html import escape
from typing import TypeVar

from jumelles.documents.polices import en_figure
from jumelles.strategies.frise import Datable, Frise, LigneFrise

Lien = TypeVar("Lien", bound=Datable)
LARGEUR, NOMS, HAUT, PAS, AXE = 690, 190, 12, 24, 26
LIGNES_MAX = 32
SIGNES = 28
COULEURS = {"jumelage": "#0d4f5c", "partenariat": "#c8402b"}
_DOUX, _TRAIT, _ENCRE = "#51626b", "#ddd5c7", "#14232b"


def write_frise(frise: Frise[Lien]) -> bytes:
    """Le SVG des LIGNES_MAX premiers liens datés ; chaque forme dit la nature, la couleur seule ne dit rien."""
    lignes = frise.lignes[:LIGNES_MAX]
    bas = HAUT + PAS * len(lignes)
    corps = "".join((*_axe(frise, bas), *(_ligne(x, HAUT + PAS * rang + PAS // 2) for rang, x in enumerate(lignes))))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {LARGEUR} {bas + AXE}" width="{LARGEUR}" '
        f'height="{bas + AXE}" font-family="\'Atkinson Hyperlegible\', sans-serif">{corps}</svg>'
    ).encode()


def _axe(frise: Frise[Lien], bas: int) -> list[str]:
    return [
        f'<line x1="{_x(x)}" x2="{_x(x)}" y1="0" y2="{bas}" stroke="{_TRAIT}"/>'
        f'<text x="{_x(x)}" y="{bas + 18}" font-size="11" fill="{_DOUX}" text-anchor="middle">{annee}</text>'
        for x, annee in frise.reperes
    ]


def _x(pourcent: str) -> str:
    return f"{NOMS + float(pourcent) / 100 * (LARGEUR - NOMS):.1f}"


def _ligne(ligne: LigneFrise[Lien], y: int) -> str:
    couleur = COULEURS.get(ligne.famille, _DOUX)
    debut, fin = _x(ligne.debut_x), _x(ligne.fin_x)
    nom, lettre = en_figure(ligne.nom if len(ligne.nom) <= SIGNES else ligne.nom[: SIGNES - 1].rstrip() + "…")
    points = ' stroke-dasharray="0.5 8"' if ligne.trace == "suspendu" else ""
    voile = ' opacity="0.55"' if ligne.trace == "estompe" else ""
    x = float(debut)
    borne = (
        f'<rect x="{x - 5:.1f}" y="{y - 5}" width="10" height="10" fill="{couleur}"/>'
        if ligne.famille == "partenariat"
        else f'<circle cx="{debut}" cy="{y}" r="5" fill="{couleur}"/>'
    )
    return (
        f'<text x="{NOMS - 10}" y="{y + 4}" font-size="12" font-weight="700" fill="{_ENCRE}" '
        f'font-family="{lettre}" text-anchor="end">{escape(nom)}</text>'
        f'<g{voile}><line x1="{debut}" x2="{fin}" y1="{y}" y2="{y}" stroke="{couleur}" stroke-width="4" '
        f'stroke-linecap="round"{points}/>{borne}</g>'
        f'<text x="{x - 10:.1f}" y="{y + 4}" font-size="11" fill="{_DOUX}" text-anchor="end">{ligne.annee}</text>'
    )
