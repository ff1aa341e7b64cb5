"""Le classeur sans ses lignes : le « lisez-moi », les en-têtes, les styles. Fait par xlsxwriter, rendu en pièces."""

import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise

import xlsxwriter
from django.utils.translation import gettext as _

from jumelles.recherche.dictionnaire import TYPES_EN_CLAIR, Colonne
from jumelles.recherche.ligne import ENTRE
from jumelles.recherche.phrase import composer
from jumelles.recherche.sorties.extraction import Apropos

SIGNES_PAR_CELLULE = 32_767
LISEZ_MOI = "lisez-moi"
FORMULE_TEMOIN = "=1+1"
_LARGEURS = {"nombre": 11, "booleen": 10, "date": 12, "code": 14, "texte_libre": 50, "adresse": 40}
_FIN_DES_LIGNES = "</sheetData>"
_FLECHES = re.compile(r'(<autoFilter ref="A1:[A-Z]+)\d+(")')
_DIMENSION = re.compile(r"<dimension [^>]*/>")


@dataclass(frozen=True, slots=True)
class Classeur:
    """Les pièces du classeur. avant, apres : ce qui entoure les lignes d'une feuille ; cite : le style d'un texte
    qui ressemble à une formule ; autres : le reste des pièces, par nom."""

    avant: str
    apres: str
    cite: int
    autres: dict[str, bytes]


def preparer(apropos: Apropos, colonnes: Sequence[Colonne], nom: str, lignes: Sequence[int]) -> Classeur:
    """Le classeur à remplir ; lignes : combien en portera chaque feuille « nom », « nom 2 »…"""
    tampon = BytesIO()
    ecrit = xlsxwriter.Workbook(tampon, {"in_memory": True, "strings_to_urls": False, "strings_to_formulas": False})
    ecrit.set_properties({"title": apropos.titre, "comments": apropos.phrase, "author": "Jumelles"})
    _ecrire_lisez_moi(ecrit, apropos, colonnes)
    gras = ecrit.add_format({"bold": True, "bottom": 2, "text_wrap": True, "valign": "top"})
    for rang, nombre in enumerate(lignes, start=1):
        feuille = ecrit.add_worksheet(nom if rang == 1 else f"{nom} {rang}")
        feuille.freeze_panes(1, 3)
        feuille.autofilter(0, 0, max(1, nombre), len(colonnes) - 1)
        for i, colonne in enumerate(colonnes):
            feuille.set_column(i, i, _LARGEURS.get(colonne.type, 24))
            feuille.write_string(0, i, colonne.nom, gras)
    ecrit.close()
    return _en_pieces(tampon, len(lignes))


def piece_de_feuille(rang: int) -> str:
    """Le nom de la pièce d'une feuille de lignes, la première de rang 1 ; le « lisez-moi » les précède."""
    return f"xl/worksheets/sheet{rang + 1}.xml"


def _en_pieces(tampon: BytesIO, feuilles: int) -> Classeur:
    with zipfile.ZipFile(tampon) as archive:
        pieces = {nom: archive.read(nom) for nom in archive.namelist()}
    premiere = pieces[piece_de_feuille(1)].decode()
    for rang in range(1, feuilles + 1):
        del pieces[piece_de_feuille(rang)]
    avant, fin, apres = premiere.partition(_FIN_DES_LIGNES)
    # La dimension écrite ici serait celle de l'en-tête seul ; elle est facultative.
    return Classeur(_DIMENSION.sub("", avant, count=1), fin + apres, _style_temoin(pieces), pieces)


def filtrer_jusqu_a(apres: str, lignes: int) -> str:
    """La fin d'une feuille, ses flèches de tri étendues à toutes ses lignes."""
    return _FLECHES.sub(rf"\g<1>{lignes + 1}\g<2>", apres, count=1)


def _style_temoin(pieces: dict[str, bytes]) -> int:
    """Le numéro du style posé sur la formule témoin du « lisez-moi »."""
    textes = re.findall(r"<si><t[^>]*>([^<]*)</t></si>", pieces["xl/sharedStrings.xml"].decode())
    rang = textes.index(FORMULE_TEMOIN)
    trouve = re.search(rf'<c r="\w+" s="(\d+)" t="s"><v>{rang}</v>', pieces["xl/worksheets/sheet1.xml"].decode())
    if trouve is None:
        raise LookupError("xlsxwriter n'a pas écrit la formule témoin comme prévu")
    return int(trouve[1])


def _ecrire_lisez_moi(classeur: xlsxwriter.Workbook, apropos: Apropos, colonnes: Sequence[Colonne]) -> None:
    feuille = classeur.add_worksheet(LISEZ_MOI)
    titre = classeur.add_format({"bold": True, "font_size": 14})
    gras = classeur.add_format({"bold": True, "valign": "top"})
    long = classeur.add_format({"text_wrap": True, "valign": "top"})
    cite = classeur.add_format({"text_wrap": True, "valign": "top"})
    cite.set_quote_prefix()
    feuille.set_column(0, 0, 26)
    feuille.set_column(1, 1, 70)
    feuille.set_column(2, 4, 34)
    feuille.write_string(0, 0, f"{apropos.titre} — Jumelles", titre)
    dits = [tuple(map(composer, ligne)) for ligne in _identite(apropos)]
    lignes = [*dits, *_sources(apropos), *_dictionnaire(colonnes)]
    for rang, (precedente, ligne) in enumerate(pairwise([(), *lignes]), start=2):
        for i, cellule in enumerate(ligne):
            style = cite if cellule == FORMULE_TEMOIN else gras if not precedente or not i else long
            feuille.write_string(rang, i, cellule[:SIGNES_PAR_CELLULE], style)


def _identite(apropos: Apropos) -> list[tuple[str, ...]]:
    return [
        (_("Ce fichier"),),
        (_("Recherche"), apropos.phrase),
        (_("Adresse qui la refait"), apropos.adresse),
        (_("Écrit le"), apropos.genere_le),
        (_("Licence"), f"{apropos.licence}, {apropos.licence_adresse}"),
        (_("À citer ainsi"), apropos.attribution),
        (_("Cases vides"), _("non renseigné : jamais zéro, jamais non")),
        (_("Listes"), _("plusieurs valeurs dans une case sont séparées par « %(trait)s »") % {"trait": ENTRE.strip()}),
        (_("Dates"), _("au degré où on les connaît, en texte : 1998, 1998-05 ou 1998-05-12")),
        (_("Textes longs"), _("coupés à %(n)s signes, marqués « […] » ; le CSV les garde entiers")
         % {"n": SIGNES_PAR_CELLULE}),
        (_("Formules"), _("un texte qui en a l'air reste un texte, comme celui-ci :"), FORMULE_TEMOIN),
        (),
    ]  # fmt: skip


def _sources(apropos: Apropos) -> list[tuple[str, ...]]:
    tete = (_("Source"), _("Nom"), _("Éditeur"), _("Licence"), _("Date de l'information"))
    dites = [(s.code, s.nom, s.editeur, s.licence, s.date_information or s.releve_le) for s in apropos.sources]
    return [tete, *dites, ()]


def _dictionnaire(colonnes: Sequence[Colonne]) -> list[tuple[str, ...]]:
    tete = (_("Colonne"), _("Définition"), _("En clair"), _("Type"))
    return [tete, *((c.nom, str(c.definition), str(c.libelle), str(TYPES_EN_CLAIR[c.type])) for c in colonnes)]
