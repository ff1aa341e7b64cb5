"""Les personnes du dossier : contacts publics du pays, et les référents de la maison pour ses gens seuls."""

from collections.abc import Iterator

from jumelles.acteurs.contacts import ContactFiche
from jumelles.documents.arbre import Bloc, Contenu, Lien, Note, Paragraphe, Tableau, Titre
from jumelles.referentiel.temps import DatePartielle
from jumelles.strategies.mission.assemblage import Mission
from jumelles.strategies.mission.blancs import BLANC


def personnes(m: Mission) -> Iterator[Bloc]:
    """Une ligne par rubrique, même vide : le blanc se remplit à la main."""
    lignes = [ligne for rubrique, siens in m.situation.contacts for ligne in _rubrique(rubrique, siens)]
    yield Tableau("Dans le pays", ("À quel titre", "Qui", "Comment joindre"), tuple(lignes))
    if m.referents:
        yield Titre("Les référents de la maison", 2)
        yield Tableau(
            "Pour vos collègues seulement : ne pas diffuser ce dossier hors de la maison",
            ("Service", "Fonction", "Compétences", "Langues", "Nom"),
            tuple((r.service, r.fonction, r.competences, r.langues, r.nom or BLANC) for r in m.referents),
        )
    else:
        yield Paragraphe(("Dans la maison, qui sait quoi (service, langue, métier) : ", BLANC))


def _rubrique(rubrique: str, siens: tuple[ContactFiche, ...]) -> Iterator[tuple[Contenu, ...]]:
    if not siens:
        yield rubrique, "non renseigné", BLANC
    for c in siens:
        yield rubrique, _qui(c), _joindre(c)


def _qui(c: ContactFiche) -> Contenu:
    quand = DatePartielle.read(c.source_date).in_french()
    dits = ", ".join(x for x in (c.organisme, c.fonction, c.nom) if x)
    return (dits, *((" (à revérifier)",) if c.a_reverifier else ()), Note(c.source, quand, c.page))


def _joindre(c: ContactFiche) -> Contenu:
    morceaux: list[str | Lien] = []
    for texte, adresse in ((c.courriel, f"mailto:{c.courriel}"), (c.telephone, ""), (c.page, c.page)):
        if texte:
            morceaux += [", "] if morceaux else []
            morceaux.append(Lien(texte, adresse) if adresse else texte)
    return tuple(morceaux)
