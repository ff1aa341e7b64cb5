"""Ce que cela coûte : ce que la collectivité a publié, ce que la base sait par ailleurs, et ce que d'autres disent."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from jumelles.cooperations.requetes.financements import FinancementConnu
from jumelles.documents.arbre import Alignement, Bloc, Contenu, Encadre, Liste, Niveau, Note, Paragraphe, Tableau
from jumelles.referentiel.nombres import decimal_fr, euros
from jumelles.strategies.couts import (
    FicheDesCouts,
    avertissement,
    dire_l_origine,
    projets_en_mots,
    qui_paie,
    separation,
)
from jumelles.strategies.note.composition import NoteElu
from jumelles.strategies.note.raisons import citer

# Celles qu'un élu demande ; la fiche entière est sur le site.
LIGNES = ("propres", "cofinancements", "temps", "habitant", "budget", "levier", "sur_place", "retours")
CONNUS_MONTRES = 6


def en_bref_les_couts(n: NoteElu) -> str:
    """Une phrase : ce qui est publié, ou « non mesuré » et un calcul à un euro par habitant."""
    if n.couts is not None and n.couts.preuves:
        if n.couts.ancienne:
            dit = _("Coûts et retours : publiés par %(ancienne)s, aujourd’hui réunie, pour %(annee)s.")
            return dit % {"ancienne": n.couts.ancienne, "annee": n.couts.annee}
        return _("Coûts et retours : publiés par la collectivité pour %(annee)s.") % {"annee": n.couts.annee}
    return " ".join(x for x in (_("Coût : non mesuré ici."), _un_euro_bref(n)) if x)


def dire_les_couts(n: NoteElu) -> Iterator[Bloc]:
    """Le publié, le connu, les repères : côte à côte, jamais ajoutés."""
    if n.couts is not None and n.couts.preuves:
        yield from _publies(n.couts)
    else:
        yield Paragraphe(
            _("La collectivité n’a publié ni coût ni retour : ils sont « non mesurés », ce qui ne veut pas dire nuls. "
              "Trois nombres par an suffisent pour commencer : fonds propres, cofinancements, jours d’agents.")
        )  # fmt: skip
    if n.connus:
        yield _tableau_connu(n.connus)
    if un_euro := _un_euro(n):
        yield Paragraphe(un_euro)
    yield Paragraphe(_("Ce que d’autres publient :"))
    yield Liste(tuple(citer(n.reperes)))


def _un_euro(n: NoteElu) -> str:
    """Un calcul, dit comme tel : la population connue, à un euro par habitant et par an."""
    if n.t.population is None:
        return ""
    return _("Un ordre de grandeur : un euro par habitant et par an ferait %(somme)s (calcul sur la population "
             "municipale, pas un conseil).") % {"somme": euros(Decimal(n.t.population))}  # fmt: skip


def _un_euro_bref(n: NoteElu) -> str:
    if n.t.population is None:
        return ""
    return _("Un euro par habitant ferait %(somme)s par an.") % {"somme": euros(Decimal(n.t.population))}


def _publies(f: FicheDesCouts) -> Iterator[Bloc]:
    if f.ancienne:
        yield Paragraphe(dire_l_origine(f.ancienne, f.territoire.nom_affiche))
    if f.declaratif:
        yield Encadre(Niveau.ATTENTION, (avertissement(),))
    yield Tableau(
        _("Coûts et retours de %(annee)s, par force de preuve") % {"annee": f.annee},
        (_("Ce que l’on regarde"), *(p[:1].upper() + p[1:] for p in f.preuves)),
        tuple((r.libelle, *(c.texte for c in r.cellules)) for r in f.rangees if r.code in LIGNES),
        alignements=(Alignement.GAUCHE, *(Alignement.DROITE for _p in f.preuves)),
    )
    yield Paragraphe(separation())


def _tableau_connu(connus: tuple[FinancementConnu, ...]) -> Tableau:
    return Tableau(
        _("Montants des projets connus de la base, à lire à côté : ils ne s’ajoutent à rien"),
        (_("Année"), _("Étape et nature"), _("Qui paie"), _("Montant"), _("Projets")),
        tuple(_connu(c) for c in connus[:CONNUS_MONTRES]),
        alignements=(*(Alignement.GAUCHE,) * 3, Alignement.DROITE, Alignement.GAUCHE),
    )


def _connu(c: FinancementConnu) -> tuple[Contenu, ...]:
    annee = str(c.annee) if c.annee else _("non renseignée")
    montant = euros(c.montant) if c.devise == "EUR" else f"{decimal_fr(c.montant, 2)} {c.devise}"
    return (
        annee,
        f"{c.etape_libelle}, {c.nature_libelle}",
        qui_paie(c),
        (montant, Note(c.source_nom)),
        projets_en_mots(c),
    )
