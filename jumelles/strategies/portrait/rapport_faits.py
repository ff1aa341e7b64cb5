"""Ce que fait la collectivité : projets, argent, dimensions, thèmes, ODD."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from jumelles.documents.arbre import Alignement, Bloc, Note, Paragraphe, Tableau, Titre
from jumelles.referentiel.nombres import milliers
from jumelles.strategies.portrait import phrases
from jumelles.strategies.portrait.arbre import PartDite, Portrait
from jumelles.strategies.portrait.rapport_liens import notes_de

MONTANTS, PARTS = 30, 12
_G, _D = Alignement.GAUCHE, Alignement.DROITE


def projets(p: Portrait) -> Iterator[Bloc]:
    """Les projets les plus récents."""
    yield Titre(_("Projets"))
    yield Paragraphe(_("Projets connus ici : %(n)s.") % {"n": milliers(p.projets_nombre)})
    if p.projets:
        yield Tableau(
            _("Les plus récents d’abord"), (_("Projet"), _("Pays"), _("Statut"), _("Début")),
            tuple(((x.titre, *notes_de(x.sources, x.derniere_information)),
                   ", ".join(nom for _iso, nom in x.pays) or _("non renseigné"), x.statut_libelle,
                   phrases.quand(x.debut)) for x in p.projets),
            alignements=(_G, _G, _G, _D),
        )  # fmt: skip


def argent(p: Portrait) -> Iterator[Bloc]:
    """Les montants, année par année : deux étapes, deux natures, deux payeurs ne s'ajoutent pas."""
    if not p.argent:
        return
    yield Titre(_("Argent des projets"), 2)
    yield Tableau(
        _("Sommes connues, par année : demandé, obtenu, engagé et versé ne s’ajoutent jamais"),
        (_("Année"), _("Étape"), _("Nature"), _("Payé par"), _("Projets"), _("Montant")),
        tuple((str(f.annee) if f.annee else _("non renseignée"), f.etape_libelle, f.nature_libelle, phrases.payeur(f),
               milliers(f.projets), (phrases.somme(f), Note(f.source_nom, str(f.annee or ""))))
              for f in p.argent[:MONTANTS]),
        alignements=(_G, _G, _G, _G, _D, _D),
    )  # fmt: skip
    if len(p.argent) > MONTANTS:
        yield Paragraphe(_("Et %(n)s autres lignes, plus anciennes.") % {"n": milliers(len(p.argent) - MONTANTS)})


def classements(p: Portrait) -> Iterator[Bloc]:
    """Dimensions, thèmes, ODD : un lien qui en a plusieurs compte dans chacun."""
    yield Titre(_("De quoi il s’agit"))
    for nom, parts in ((_("Dimension"), p.dimensions), (_("Thème"), p.themes), (_("ODD"), p.odd)):
        if parts:
            yield _tableau_des_parts(nom, parts)
    vides = [
        nom for nom, parts in ((_("dimensions"), p.dimensions), (_("thèmes"), p.themes), (_("ODD"), p.odd)) if not parts
    ]
    if vides:
        yield Paragraphe(_("Non renseigné : %(quoi)s.") % {"quoi": ", ".join(vides)})


def _tableau_des_parts(nom: str, parts: tuple[PartDite, ...]) -> Tableau:
    return Tableau(
        _("%(nom)s : un lien ou un projet qui en a plusieurs est compté dans chacun") % {"nom": nom},
        (nom, _("Liens"), _("Projets")),
        tuple((_nommer(nom, x), phrases.connu(x.liens), phrases.connu(x.projets)) for x in parts[:PARTS]),
        alignements=(_G, _D, _D),
    )  # fmt: skip


def _nommer(nom: str, x: PartDite) -> str:
    return _("ODD %(code)s · %(nom)s") % {"code": x.code, "nom": x.nom} if nom == _("ODD") else x.nom
