"""Les personnes du dossier : contacts publics du pays, et les référents de la maison pour ses gens seuls."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from jumelles.acteurs.contacts import ContactFiche
from jumelles.documents.arbre import Bloc, Contenu, Lien, Note, Tableau, Titre
from jumelles.referentiel.temps import dire
from jumelles.strategies.mission.assemblage import Mission
from jumelles.strategies.mission.blancs import BLANC, a_ecrire, inconnu


def personnes(m: Mission) -> Iterator[Bloc]:
    """Une ligne par rubrique, même vide : ce qui manque se dit, et se remplit à la main."""
    lignes = [ligne for rubrique, siens in m.situation.contacts for ligne in _rubrique(rubrique, siens)]
    entetes = (_("À quel titre"), _("Ce que l’on sait"), _("À compléter : nom, téléphone, courriel"))
    yield Tableau(_("Dans le pays"), entetes, tuple(lignes), a_remplir=True)
    if m.referents:
        yield Titre(_("Les référents de la maison"), 2)
        yield Tableau(
            _("Pour vos collègues seulement : ne pas diffuser ce dossier hors de la maison"),
            (_("Service"), _("Fonction"), _("Compétences"), _("Langues"), _("Nom")),
            tuple((r.service, r.fonction, r.competences, r.langues, r.nom or BLANC) for r in m.referents),
            a_remplir=True,
        )
    else:
        yield a_ecrire(
            _("Dans la maison, qui sait quoi"), (_("Service ou personne"), _("Langue, métier, expérience du pays")),
            ((BLANC, BLANC) for _rang in range(3)),
        )  # fmt: skip


def _rubrique(rubrique: str, siens: tuple[ContactFiche, ...]) -> Iterator[tuple[Contenu, ...]]:
    if not siens:
        yield rubrique, inconnu(), BLANC
    for c in siens:
        yield rubrique, (*_qui(c), *_joindre(c)), BLANC


def _qui(c: ContactFiche) -> tuple[str | Note, ...]:
    dits = ", ".join(x for x in (c.organisme, c.fonction, c.nom) if x)
    doute = (_(" (à revérifier)"),) if c.a_reverifier else ()
    return (dits, *doute, Note(c.source, dire(c.source_date), c.page))


def _joindre(c: ContactFiche) -> Iterator[str | Lien]:
    for texte, adresse in ((c.courriel, f"mailto:{c.courriel}"), (c.telephone, ""), (c.page, c.page)):
        if texte:
            yield ", "
            yield Lien(texte, adresse) if adresse else texte
