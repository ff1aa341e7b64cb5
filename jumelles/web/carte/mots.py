"""Les mots de la carte : ils passent par le catalogue, puis voyagent dans la page jusqu'au script."""

from django.utils.translation import gettext as _

from jumelles.recherche.filtre import Sorte

Mots = dict[str, str | list[str]]


def mots(sorte: Sorte) -> Mots:
    """Ce que le script écrit ; une liste : au singulier, au pluriel. {n}, {m} : des nombres."""
    return {**_common(), **_OF[sorte]()}


def _common() -> Mots:
    return {
        "toile": _("Carte animée : les flèches la déplacent, plus et moins l’approchent, Entrée lit son centre"),
        "fermer": _("Fermer"),
        "choisi": _("Choisi sur la carte"),
        "autres": [_("et {n} autre"), _("et {n} autres : approchez-vous")],
        "voir_liste": _("Voir la liste"),
        "aucun": _("Rien ici pour ces filtres."),
        "voir_carte": _("voir sur la carte"),
        "pas_placee": _("sans point sur la carte"),
        "dans_liste": _("Revenir à la liste"),
        "zero": _("aucun"),
        "et_plus": _("{n} et plus"),
        "de_a": _("{n} à {m}"),
        "pays_seulement": _("hachures et nombre : connus au niveau du pays seulement, donc sans point"),
        "precision_region": _("(placé à la région)"),
        "annonce_pays": _("Carte par pays. La couleur dit le nombre ; le tableau donne chaque nombre."),
        "annonce_regions": _("Carte par région française. Le tableau donne chaque nombre."),
        "annonce_departements": _("Carte par département français. Le tableau donne chaque nombre."),
        "image_prete": _("L’image est téléchargée."),
        "panne": _("La carte ne peut pas s’afficher ici : une image et le tableau la remplacent."),
        "ctrl": _("Touche Ctrl et molette pour approcher la carte"),
        "cmd": _("Touche ⌘ et molette pour approcher la carte"),
        "doigts": _("Deux doigts pour déplacer la carte"),
    }


def _relations() -> Mots:
    return {
        "ici": [_("{n} lien passe ici"), _("{n} liens passent ici")],
        "compte": [_("{n} lien"), _("{n} liens")],
        "seul": [_("dont {n} connu au niveau du pays seulement"), _("dont {n} connus au niveau du pays seulement")],
        "arc": _("un arc : un lien entre deux lieux"),
        "bout_francais": _("point d’encre : en France"),
        "bout_etranger": _("point de corail : chez le partenaire"),
        "lieu_action": _("carré : bureau, agence ou lieu d’action"),
        "flux": _("un trait : les liens d’un département avec un pays, d’autant plus épais qu’ils sont nombreux ; "
                  "il mène au nom du pays, pas à un lieu"),
        "maille": "",
        "annonce_marques": _("Carte des arcs. Chaque lien se trouve aussi dans la liste."),
        "prete": [_("Carte prête : {n} lien placé."), _("Carte prête : {n} liens placés.")],
    }  # fmt: skip


def _projets() -> Mots:
    return {
        "ici": [_("{n} projet ici"), _("{n} projets ici")],
        "compte": [_("{n} projet"), _("{n} projets")],
        "seul": [_("dont {n} connu au niveau du pays seulement"), _("dont {n} connus au niveau du pays seulement")],
        "lieu": _("un point : un lieu d’action"),
        "grappe": _("un nombre : des lieux d’action proches ; un projet qui agit en deux lieux y est deux fois"),
        "maille": _("un rond : les projets d’un secteur ; approchez-vous pour les voir un à un"),
        "annonce_marques": _("Carte des lieux d’action. Chaque projet se trouve aussi dans la liste."),
        "prete": [_("Carte prête : {n} projet placé."), _("Carte prête : {n} projets placés.")],
    }


def _acteurs() -> Mots:
    return {
        "ici": [_("{n} acteur ici"), _("{n} acteurs ici")],
        "compte": [_("{n} acteur"), _("{n} acteurs")],
        "seul": [_("dont {n} situé au niveau du pays seulement"), _("dont {n} situés au niveau du pays seulement")],
        "lieu": _("un point : un acteur"),
        "grappe": _("un nombre : des acteurs proches"),
        "maille": _("un rond : les acteurs d’un secteur ; approchez-vous pour les voir un à un"),
        "annonce_marques": _("Carte des acteurs. Chacun se trouve aussi dans la liste."),
        "prete": [_("Carte prête : {n} acteur placé."), _("Carte prête : {n} acteurs placés.")],
    }


_OF = {"relations": _relations, "projets": _projets, "acteurs": _acteurs}
