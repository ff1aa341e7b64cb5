"""L'avis en document : toutes les lignes, la plus stricte d'abord, les actes dans l'ordre, les textes, les doutes."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from jumelles.documents.arbre import (
    Bloc,
    Contenu,
    Encadre,
    Fiche,
    Lien,
    Liste,
    Niveau,
    Note,
    Paragraphe,
    Rapport,
    Titre,
)
from jumelles.droit.actes import ActeAPrendre
from jumelles.droit.assistant import QuestionDroit
from jumelles.droit.cas import faits
from jumelles.droit.etats import Etat
from jumelles.droit.examen import Avis, LigneAvis
from jumelles.droit.phrases import dire
from jumelles.droit.textes import note
from jumelles.droit.verdicts import Verdict
from jumelles.referentiel.temps import dire as en_clair
from jumelles.strategies.modele_droit import AUTEUR, source_du_texte

Reponses = tuple[tuple[QuestionDroit, str], ...]


def fiche_droit(avis: Avis, reponses: Reponses, *, adresse: str, jour: date) -> Rapport:
    """Le document d'un avis ; reponses : (question, réponse en clair) ; adresse : la page qui le rouvre."""
    return Rapport(
        titre=_("Ce que le droit permet"), auteur=AUTEUR, jour=jour,
        sous_titre=_("%(reponse)s. Avis du %(jour)s") % {"reponse": dire(avis.phrase), "jour": en_clair(jour)},
        blocs=tuple(_blocs(avis, reponses, adresse)),
    )  # fmt: skip


def _blocs(avis: Avis, reponses: Reponses, adresse: str) -> Iterator[Bloc]:
    yield Titre(_("Votre cas"))
    yield Fiche(tuple((q.libelle, dit) for q, dit in reponses))
    yield Titre(_("La réponse"))
    yield Paragraphe(f"{dire(avis.phrase)}.")
    if avis.mentions:
        yield Encadre(Niveau.A_VERIFIER, tuple(dire(m) for m in avis.mentions))
    if avis.lignes:
        yield Titre(_("Chaque règle, la plus stricte d’abord"))
        for x in avis.lignes:
            yield from _ligne(x, en_double=len(avis.cas.colonnes) > 1)
    if avis.actes:
        yield Titre(_("Les actes à prendre, dans cet ordre"))
        yield Liste(tuple(_acte(a) for a in avis.actes), numerotee=True)
    if points := tuple(dict.fromkeys(v.phrase for x in avis.lignes for v in x.vigilances)):
        yield Titre(_("Points à surveiller"))
        yield Liste(points)
    doutes = a_verifier(avis)
    if doutes:
        yield Titre(_("À vérifier auprès de la préfecture"))
        yield Liste(doutes)
    yield Paragraphe((_("L’avis tel quel, où changer une réponse : "), Lien(adresse, adresse)))


def a_verifier(avis: Avis) -> tuple[str, ...]:
    """Ce qu'aucune source n'a confirmé : règles, points de vigilance, actes ; une fois chacun."""
    regles = [
        _("%(action)s : la règle n’a pas été retrouvée à sa source.") % {"action": x.action.libelle}
        for x in avis.lignes if not x.is_sure or x.dit is Verdict.NON_RENSEIGNE
    ]  # fmt: skip
    points = [v.phrase for x in avis.lignes for v in x.vigilances if v.etat is not Etat.TROUVE]
    actes = [
        _("%(acte)s : place et obligation de cet acte.") % {"acte": a.libelle}
        for a in avis.actes if a.etat is not Etat.TROUVE
    ]  # fmt: skip
    return tuple(dict.fromkeys((*regles, *points, *actes)))


def _ligne(x: LigneAvis, *, en_double: bool) -> Iterator[Bloc]:
    """Une règle ; en_double : le cas se lit dans deux colonnes, on dit laquelle."""
    yield Titre(f"{x.action.numero}. {x.action.libelle}", 2)
    yield Fiche((
        (_("Réponse"), f"{dire(x.phrase)}{_si(x.si)}"),
        *(((_("Colonne lue"), dire(f"type.{x.regle.type}")),) if en_double else ()),
        (_("Conditions"), (" ".join(x.conditions) or _("aucune condition dite"), _regle(x))),
        *((_("Reste à savoir"), faits()[f].phrase) for f in x.a_etablir),
        (_("Textes"), _textes(x)),
    ))  # fmt: skip


def _regle(x: LigneAvis) -> Note:
    m = x.regle.marque
    relu = _("relu par %(nom)s") % {"nom": m.relu_par} if m.is_relue else _("aucun juriste ne l’a relu")
    quand = m.source_date.in_french() if m.source_date else ""
    dite = _("Règle %(numero)s, %(etat)s, %(source)s, %(relu)s")
    return Note(dite % {"numero": x.action.numero, "etat": m.etat, "source": m.source, "relu": relu}, quand)


def _textes(x: LigneAvis) -> Contenu:
    cites = [note(t) for t in x.regle.textes]
    if not cites:
        return _("non renseigné")
    return (" ; ".join(t.reference for t in cites), *(source_du_texte(t) for t in cites))


def _acte(a: ActeAPrendre) -> Contenu:
    return (f"{a.libelle}{_si(a.si)}. {a.pourquoi}", Note(f"{a.libelle}, {a.etat}, {a.source}"))


def _si(si: tuple[str, ...]) -> str:
    return _(" (si %(faits)s)") % {"faits": _(" et ").join(faits()[f].phrase for f in si)} if si else ""
