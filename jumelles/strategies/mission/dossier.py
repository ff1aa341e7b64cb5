"""Le dossier de mission en document : chaque fait avec sa source, chaque blanc visible, rien d'affirmé sans texte."""

from collections.abc import Iterator

from jumelles.documents.arbre import Alignement, Bloc, Encadre, Fiche, Niveau, Paragraphe, Rapport, Tableau, Titre
from jumelles.referentiel.nombres import milliers
from jumelles.strategies.mission import listes
from jumelles.strategies.mission.assemblage import Mission
from jumelles.strategies.mission.blancs import INCONNU, a_cocher, programme, quand
from jumelles.strategies.mission.personnes import personnes
from jumelles.strategies.mission.presence import les_autres, les_votres
from jumelles.strategies.mission.situation import avertir, le_pays
from jumelles.strategies.note.loi import dire_la_loi
from jumelles.territoires.regles import slug

AUTEUR = "Jumelles"


def dossier(m: Mission, *, site: str) -> Rapport:
    """Le dossier ; site : l'adresse publique, sans barre finale, devant les chemins des pages."""
    qui = m.collectivite.nom_affiche if m.collectivite else "Collectivité à renseigner"
    return Rapport(
        titre=f"Dossier de mission : {m.pays.nom}", auteur=AUTEUR, jour=m.le, blocs=tuple(_blocs(m, site)),
        sous_titre=f"{qui} · état des informations au {quand(m.le.isoformat())}",
    )  # fmt: skip


def _blocs(m: Mission, site: str) -> Iterator[Bloc]:
    yield from avertir(m)
    yield Titre("Le pays")
    yield Fiche(tuple(le_pays(m, site)))
    yield Titre("Vos partenaires et vos projets là-bas")
    yield from les_votres(m, site)
    yield Titre("Qui d’autre y agit")
    yield from les_autres(m, site)
    yield Titre("À qui s’adresser")
    yield from personnes(m)
    yield Titre("Programme")
    yield from programme(m.jours)
    yield Titre("Ce que dit le droit")
    yield from _droit(m, site)
    yield Titre("Avant de partir")
    yield a_cocher("À faire avant le départ", listes.AVANT)
    yield Encadre(Niveau.A_VERIFIER, listes.AVANT_A_VERIFIER)
    yield Titre("Ce qu’il faut rapporter")
    yield a_cocher("À rapporter, et à mettre à jour au retour", listes.RAPPORTER)
    yield Titre("Ce que valent ces informations")
    yield from _couverture(m)


def _droit(m: Mission, site: str) -> Iterator[Bloc]:
    if m.loi is None:
        yield Paragraphe(
            "Ce que la loi permet dépend du type de collectivité. "
            + (
                "Le statut particulier de la vôtre ne se range dans aucune colonne du tableau : "
                "demandez à la préfecture."
                if m.collectivite
                else "Choisissez la vôtre sur la page du dossier."
            )
        )
        return
    yield from dire_la_loi(m.loi, droit=f"{site}/droit/")


def _couverture(m: Mission) -> Iterator[Bloc]:
    if m.situation.couverture:
        yield Tableau(
            "Ce que chaque source dit de ce pays", ("Source", "Liens", "Projets", "Date de l’information"),
            tuple(
                (c.source.nom, milliers(c.relations), milliers(c.projets),
                 quand(c.source.date_information) if c.source.date_information else c.source.millesime or INCONNU)
                for c in m.situation.couverture
            ),
            alignements=(Alignement.GAUCHE, Alignement.DROITE, Alignement.DROITE, Alignement.GAUCHE),
        )  # fmt: skip
    else:
        yield Paragraphe("Aucune source lue ne parle de ce pays.")
    yield Paragraphe(listes.VALEUR)


def nom_du_fichier(m: Mission) -> str:
    """« mission-madagascar-isere » : sans extension."""
    return "-".join(x for x in ("mission", m.pays.slug, slug(m.collectivite.nom) if m.collectivite else "") if x)
