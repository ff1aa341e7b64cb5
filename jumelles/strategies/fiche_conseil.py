"""Le conseil en document : les mêmes mots que la page, chaque source en note, aucun code de règle."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _

from jumelles.conseil.conseiller import ActeurConseille, TypeConseille
from jumelles.conseil.faits import SANS_SOURCE, FaitCite
from jumelles.conseil.phrases import dire
from jumelles.conseil.reseaux import ReseauRegional
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
from jumelles.referentiel.temps import dire as dire_le_jour
from jumelles.referentiel.thesaurus import themes
from jumelles.strategies.conseil_explique import ACTEURS_MONTRES, PISTES_ENTIERES, RESEAU_REGIONAL, ConseilExplique
from jumelles.strategies.note.sources import citer_source

AUTEUR = "Jumelles"


def fiche_conseil(r: ConseilExplique, *, adresse: str, jour: date) -> Rapport:
    """Le document d'un conseil ; adresse : la page qui le rouvre ; jour : celui où on l'emporte."""
    chez = r.chez.nom_affiche if r.chez else ""
    return Rapport(
        titre=_("À qui s’adresser"), auteur=AUTEUR, jour=jour, blocs=tuple(_blocs(r, adresse)), serre=True,
        sous_titre=" · ".join(x for x in (chez, r.pays.nom if r.pays else "") if x),
    )  # fmt: skip


def _blocs(r: ConseilExplique, adresse: str) -> Iterator[Bloc]:
    yield Titre(_("La question"))
    yield Fiche(tuple(_question(r)))
    if r.conseil.avertissements:
        yield Encadre(Niveau.ATTENTION, tuple(_citer(x.fait) for x in r.conseil.avertissements))
    yield Titre(_("À quels types de partenaires s’adresser"))
    yield from _pistes(r)
    yield from _ecartes(r)
    yield Titre(_("Des acteurs réels, proches ou actifs là-bas"))
    yield from _acteurs(r.conseil.acteurs[:ACTEURS_MONTRES])
    yield Titre(_("Des appels à regarder"))
    yield from _appels(r)
    yield Titre(_("Ce que vaut cette fiche"))
    yield Liste(tuple(dire(m) for m in r.conseil.mentions_de_fin))
    yield Paragraphe((_("Le conseil tel quel, avec ses règles : "), Lien(adresse, adresse)))


def _question(r: ConseilExplique) -> Iterator[tuple[str, Contenu]]:
    d, rien = r.demande, dire("non_renseigne")
    nommes = {t.code: t.libelle for t in themes()}
    yield _("Besoin"), ", ".join(dire(f"besoin.{b}") for b in d.besoins)
    yield _("Thème"), ", ".join(nommes[t] for t in d.themes) or rien
    yield _("Pays"), r.pays.nom if r.pays else rien
    yield _("Droit à l’aide au développement"), _aide(r)
    yield _("Collectivité"), _collectivite(r)
    yield _("Habitants"), _habitants(r)
    yield _("Jour du conseil"), dire_le_jour(d.jour) if d.jour else rien


def _collectivite(r: ConseilExplique) -> str:
    """Son nom et son type : « Audenge, commune »."""
    type_ = dire_du_droit(f"type.{r.demande.type}") if r.demande.type else ""
    return ", ".join(x for x in (r.chez.nom_affiche if r.chez else "", type_) if x) or dire("non_renseigne")


def _habitants(r: ConseilExplique) -> Contenu:
    if r.demande.habitants is None:
        return dire("non_renseigne")
    nombre = milliers(r.demande.habitants)
    lus = r.chez is not None and "habitants" in dict(r.deduits)
    return (nombre, Note(r.chez.source_nom, r.chez.millesime)) if r.chez and lus else nombre


def _aide(r: ConseilExplique) -> Contenu:
    dit = {True: _("oui"), False: _("non"), None: dire("non_renseigne")}[r.demande.pays_apd]
    source = dict(r.deduits).get("pays_apd", "")
    return (dit, citer_source(source)) if source else dit


def _pistes(r: ConseilExplique) -> Iterator[Bloc]:
    """Les premières en entier, les autres en un tableau."""
    if not r.conseil.types:
        yield Paragraphe(dire("mention.sans_type"))
    for rang, t in enumerate(r.gardes[:PISTES_ENTIERES], 1):
        yield from _type(rang, t, r.reseau)
    if autres := r.gardes[PISTES_ENTIERES:]:
        yield Titre(_("Les autres pistes"), 2)
        yield Tableau(
            _("Les autres pistes, dans leur ordre"), (_("Type de partenaire"), _("Pourquoi"), _("Premier pas")),
            tuple(_autre(rang, t, r.reseau) for rang, t in enumerate(autres, PISTES_ENTIERES + 1)),
        )  # fmt: skip


def _type(rang: int, t: TypeConseille, reseau: ReseauRegional | None) -> Iterator[Bloc]:
    yield Titre(f"{rang}. {t.type.nom}", 2)
    gardes = (*(x.fait for x in t.prudences), *t.faiblesses)
    yield Fiche((
        (_("Pourquoi"), _raisons(t)),
        (_("Ce dont il faut se garder"), _cellule(gardes)),
        (_("Contrepartie attendue"), _cellule(t.contrepartie)),
        (_("Premier pas"), _premier_pas(t, reseau)),
    ))  # fmt: skip


def _autre(rang: int, t: TypeConseille, reseau: ReseauRegional | None) -> tuple[Contenu, ...]:
    return f"{rang}. {t.type.nom}", _raisons(t), _premier_pas(t, reseau)


def _premier_pas(t: TypeConseille, reseau: ReseauRegional | None) -> Contenu:
    """Par où commencer ; le réseau de la région y est nommé, avec son site."""
    pas = _citer(t.premier_pas)
    if t.type.code != RESEAU_REGIONAL or reseau is None or not reseau.nom:
        return pas
    nom = Lien(reseau.nom, reseau.site) if reseau.site else reseau.nom
    return (
        *pas,
        _(" Dans votre région : "),
        nom,
        citer_source(reseau.source, reseau.etat, reseau.date, reseau.adresse),
    )


def _ecartes(r: ConseilExplique) -> Iterator[Bloc]:
    if r.ecartes:
        yield Titre(_("Pistes que vous avez écartées"))
        rien = _("raison non renseignée")
        yield Liste(tuple(f"{t.type.nom} : {raison or rien}" for t, raison in r.ecartes))


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
    yield Paragraphe(_("Les avis sur un type de partenaire ne disent rien d’eux. Distances à vol d’oiseau."))
    titres = (_("Acteur"), _("Pourquoi"), _("Distance"))
    yield Tableau(_("Acteurs réels, et pourquoi ils sont là"), titres, lignes, ("", "", "km"))


def _appels(r: ConseilExplique) -> Iterator[Bloc]:
    if not r.conseil.appels:
        yield Paragraphe(dire("mention.sans_appel"))
        return
    inconnues = _("dates non renseignées, à vérifier auprès du financeur")
    yield Liste(tuple(
        f"{a.appel.nom} ({a.appel.financeur}) : " + (_jusqu_au(a.appel.cloture) if a.is_ouvert else inconnues)
        for a in r.conseil.appels
    ))  # fmt: skip


def _jusqu_au(cloture: date | None) -> str:
    return _("ouvert") if cloture is None else _("ouvert jusqu’au %(jour)s") % {"jour": dire_le_jour(cloture)}


def _raisons(t: TypeConseille) -> Contenu:
    """Des phrases entières, l'une après l'autre."""
    return _cellule((x.fait for x in t.raisons), " ")


def _cellule(faits: Iterable[FaitCite], entre: str = " ; ") -> Contenu:
    morceaux: list[str | Morceau] = []
    for fait in faits:
        morceaux += [entre] if morceaux else []
        morceaux += _citer(fait)
    return tuple(morceaux) or dire("non_renseigne")


def _citer(fait: FaitCite) -> tuple[str | Morceau, ...]:
    """La phrase ; sa source en note, ou ce qu'elle vaut entre parenthèses s'il n'y en a pas."""
    if fait.source in ("", SANS_SOURCE):
        return (f"{fait.texte} ({fait.etat})",)
    return (fait.texte, citer_source(fait.source, fait.etat))
