"""Le dossier de mission en document : chaque fait avec sa source, chaque blanc visible, rien d'affirmé sans texte."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from jumelles.documents.arbre import (
    Alignement,
    Bloc,
    Encadre,
    Fiche,
    Niveau,
    Paragraphe,
    Rapport,
    SautDePage,
    Tableau,
    Titre,
)
from jumelles.referentiel.nombres import milliers
from jumelles.referentiel.temps import dire
from jumelles.strategies.mission import listes
from jumelles.strategies.mission.assemblage import Mission
from jumelles.strategies.mission.blancs import a_cocher, inconnu, la_mission, programme, rencontres
from jumelles.strategies.mission.personnes import personnes
from jumelles.strategies.mission.presence import les_autres, les_votres
from jumelles.strategies.mission.situation import avertir, le_pays
from jumelles.strategies.note.loi import dire_la_loi
from jumelles.territoires.regles import slug

AUTEUR = "Jumelles"


def dossier(m: Mission, *, site: str) -> Rapport:
    """Le dossier ; site : l'adresse publique, sans barre finale, devant les chemins des pages."""
    qui = m.collectivite.nom_affiche if m.collectivite else _("Collectivité à renseigner")
    ou = f"{m.pays.nom}, {m.lieu}" if m.lieu else m.pays.nom
    etat = _("état des informations au %(jour)s") % {"jour": dire(m.le)}
    return Rapport(
        titre=_("Dossier de mission : %(ou)s") % {"ou": ou}, auteur=AUTEUR, jour=m.le,
        blocs=tuple(_blocs(m, site)), sous_titre=f"{qui} · {etat}",
    )  # fmt: skip


def _blocs(m: Mission, site: str) -> Iterator[Bloc]:
    yield from avertir(m)
    yield Titre(_("Le pays"))
    yield Fiche(tuple(le_pays(m, site)))
    yield Titre(_("Vos partenaires et vos projets là-bas"))
    yield from les_votres(m, site)
    yield Titre(_("Qui d’autre y agit"))
    yield from les_autres(m, site)
    yield Titre(_("À qui s’adresser"))
    yield from personnes(m)
    yield Titre(_("Ce que dit le droit"))
    yield from _droit(m, site)
    yield Titre(_("Avant de partir"))
    yield Encadre(Niveau.A_VERIFIER, tuple(listes.mandats(m)))
    yield la_mission()
    yield a_cocher(_("À faire avant le départ"), listes.avant())
    yield SautDePage()
    yield Titre(_("Programme"))
    yield programme(m.jours)
    yield SautDePage()
    yield Titre(_("Ce qu’il faut rapporter"))
    yield a_cocher(_("À rapporter, et à mettre à jour au retour"), listes.rapporter())
    yield rencontres()
    yield Titre(_("Ce que valent ces informations"))
    yield from _couverture(m)


def _droit(m: Mission, site: str) -> Iterator[Bloc]:
    if m.loi is not None:
        yield from dire_la_loi(m.loi, droit=f"{site}/droit/")
    elif m.collectivite:
        yield Paragraphe(
            _("Ce que la loi permet dépend du type de collectivité. Le statut particulier de la vôtre ne se range dans "
              "aucune colonne du tableau : demandez à la préfecture.")
        )  # fmt: skip
    else:
        yield Paragraphe(
            _("Ce que la loi permet dépend du type de collectivité. Choisissez la vôtre sur la page du dossier.")
        )


def _couverture(m: Mission) -> Iterator[Bloc]:
    if m.situation.couverture:
        yield Tableau(
            _("Ce que chaque source dit de ce pays"),
            (_("Source"), _("Liens"), _("Projets"), _("Date de l’information")),
            tuple(
                (c.source.nom, milliers(c.relations), milliers(c.projets),
                 dire(c.source.date_information) or c.source.millesime or inconnu())
                for c in m.situation.couverture
            ),
            alignements=(Alignement.GAUCHE, Alignement.DROITE, Alignement.DROITE, Alignement.GAUCHE),
        )  # fmt: skip
    else:
        yield Paragraphe(_("Aucune source lue ne parle de ce pays."))
    yield Paragraphe(listes.valeur())


def nom_du_fichier(m: Mission) -> str:
    """« mission-madagascar-isere » : sans extension."""
    lieu, qui = slug(m.lieu) if m.lieu else "", slug(m.collectivite.nom) if m.collectivite else ""
    return "-".join(x for x in ("mission", m.pays.slug, lieu, qui) if x)
