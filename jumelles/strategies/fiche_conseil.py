"""Le conseil en document : les mêmes mots que la page, chaque source en note."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from jumelles.conseil.conseiller import ActeurConseille, Raison, TypeConseille
from jumelles.conseil.faits import SANS_SOURCE, FaitCite
from jumelles.conseil.phrases import dire
from jumelles.documents.arbre import (
    Bloc,
    Contenu,
    Encadre,
    Fiche,
    Lien,
    Liste,
    Morceau,
    Niveau,
    Note,
    Paragraphe,
    Rapport,
    Tableau,
    Titre,
)
from jumelles.droit.phrases import dire as dire_du_droit
from jumelles.referentiel.nombres import milliers
from jumelles.referentiel.temps import DatePartielle
from jumelles.referentiel.thesaurus import themes
from jumelles.strategies.conseil_explique import ACTEURS_MONTRES, ConseilExplique

AUTEUR = "Jumelles"
_DATE = re.compile(r", ((?:\d{2}/\d{2}/)?(?:19|20)\d{2})$")


def fiche_conseil(r: ConseilExplique, *, adresse: str, jour: date) -> Rapport:
    """Le document d'un conseil ; adresse : la page qui le rouvre ; jour : celui où on l'emporte."""
    chez = r.chez.nom_affiche if r.chez else ""
    return Rapport(
        titre="À qui s’adresser", auteur=AUTEUR, jour=jour, blocs=tuple(_blocs(r, adresse)),
        sous_titre=" · ".join(x for x in (chez, r.pays.nom if r.pays else "") if x),
    )  # fmt: skip


def _blocs(r: ConseilExplique, adresse: str) -> Iterator[Bloc]:
    yield Titre("La question")
    yield Fiche(tuple(_question(r)))
    if r.conseil.avertissements:
        yield Encadre(Niveau.ATTENTION, tuple(_citer(x.fait) for x in r.conseil.avertissements))
    yield Titre("À quels types de partenaires s’adresser")
    yield Paragraphe(dire(r.conseil.mentions[0]))
    for rang, t in enumerate(r.gardes, 1):
        yield from _type(rang, t)
    yield from _ecartes(r)
    yield Titre("Des acteurs réels, proches ou actifs là-bas")
    yield from _acteurs(r.conseil.acteurs[:ACTEURS_MONTRES])
    yield Titre("Des appels à regarder")
    yield from _appels(r)
    yield Titre("Ce que vaut cette fiche")
    yield Liste(tuple(dire(m) for m in r.conseil.mentions[1:]) or (dire("mention.types"),))
    yield Paragraphe(("Le conseil tel quel, avec ses règles : ", Lien(adresse, adresse)))


def _question(r: ConseilExplique) -> Iterator[tuple[str, Contenu]]:
    d, rien = r.demande, dire("non_renseigne")
    nommes = {t.code: t.libelle for t in themes()}
    yield "Besoin", ", ".join(dire(f"besoin.{b}") for b in d.besoins)
    yield "Thème", ", ".join(nommes[t] for t in d.themes) or rien
    yield "Pays", r.pays.nom if r.pays else rien
    yield "Droit à l’aide au développement", _aide(r)
    yield "Collectivité", r.chez.nom_affiche if r.chez else rien
    yield "Type", dire_du_droit(f"type.{d.type}") if d.type else rien
    yield "Habitants", _habitants(r)
    yield "Jour du conseil", DatePartielle.read(d.jour.isoformat()).in_french() if d.jour else rien


def _habitants(r: ConseilExplique) -> Contenu:
    if r.demande.habitants is None:
        return dire("non_renseigne")
    nombre = milliers(r.demande.habitants)
    lus = r.chez is not None and "habitants" in dict(r.deduits)
    return (nombre, Note(r.chez.source_nom, r.chez.millesime)) if r.chez and lus else nombre


def _aide(r: ConseilExplique) -> Contenu:
    dit = {True: "oui", False: "non", None: dire("non_renseigne")}[r.demande.pays_apd]
    source = dict(r.deduits).get("pays_apd", "")
    return (dit, _note(source)) if source else dit


def _type(rang: int, t: TypeConseille) -> Iterator[Bloc]:
    yield Titre(f"{rang}. {t.type.nom}", 2)
    yield Liste(tuple(_citer(x.fait) for x in t.raisons))
    gardes = (*(x.fait for x in t.prudences), *t.faiblesses)
    yield Fiche((
        ("Ce dont il faut se garder", _cellule(gardes)),
        ("Contrepartie attendue", _cellule(t.contrepartie)),
        ("Premier pas", _citer(t.premier_pas)),
        ("Qui le dit", t.type.etiquette.libelle),
        ("Règles", ", ".join(_regle(x) for x in (*t.raisons, *t.prudences))),
    ))  # fmt: skip


def _regle(x: Raison) -> str:
    return f"{x.regle} ({x.poids:+d})" if x.poids else x.regle


def _ecartes(r: ConseilExplique) -> Iterator[Bloc]:
    if r.ecartes:
        yield Titre("Pistes que vous avez écartées")
        yield Liste(tuple(f"{t.type.nom} : {raison or 'raison non renseignée'}" for t, raison in r.ecartes))


def _acteurs(acteurs: Iterable[ActeurConseille]) -> Iterator[Bloc]:
    lignes = tuple(
        (
            (a.acteur.nom, Note(a.acteur.source, str(a.acteur.annee or ""))),
            " ".join(x.fait.texte for x in a.raisons),
            dire("non_renseigne") if a.acteur.km is None else milliers(a.acteur.km),
        )
        for a in acteurs
    )
    if not lignes:
        yield Paragraphe(dire("mention.sans_acteur"))
        return
    yield Paragraphe("Les avis sur un type de partenaire ne disent rien d’eux. Distances à vol d’oiseau.")
    yield Tableau("Acteurs réels, et pourquoi ils sont là", ("Acteur", "Pourquoi", "Distance"), lignes, ("", "", "km"))


def _appels(r: ConseilExplique) -> Iterator[Bloc]:
    if not r.conseil.appels:
        yield Paragraphe(dire("mention.sans_appel"))
        return
    yield Liste(tuple(
        f"{a.appel.nom} ({a.appel.financeur}) : "
        + (_jusqu_au(a.appel.cloture) if a.is_ouvert else "dates non renseignées, à vérifier auprès du financeur")
        for a in r.conseil.appels
    ))  # fmt: skip


def _jusqu_au(cloture: date | None) -> str:
    return "ouvert" if cloture is None else f"ouvert jusqu’au {DatePartielle.read(cloture.isoformat()).in_french()}"


def _cellule(faits: Iterable[FaitCite]) -> Contenu:
    morceaux: list[str | Morceau] = []
    for fait in faits:
        morceaux += [" ; "] if morceaux else []
        morceaux += _citer(fait)
    return tuple(morceaux) or dire("non_renseigne")


def _citer(fait: FaitCite) -> tuple[str | Morceau, ...]:
    """La phrase ; sa source en note, ou ce qu'elle vaut entre parenthèses s'il n'y en a pas."""
    if fait.source in ("", SANS_SOURCE):
        return (f"{fait.texte} ({fait.etat})",)
    return (fait.texte, _note(fait.source, fait.etat))


def _note(source: str, etat: str = "") -> Note:
    """La source ; la date qui la termine (« 2015 », « 27/06/2024 ») est mise à part."""
    date_dite = _DATE.search(source)
    nom = source[: date_dite.start()] if date_dite else source
    return Note(f"{nom} ({etat})" if etat else nom, date_dite[1] if date_dite else "")
