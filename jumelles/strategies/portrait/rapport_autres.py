"""Ce que font les autres : celles qui la contiennent, ses voisines, ses comparables."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from jumelles.documents.arbre import Alignement, Bloc, Contenu, Figure, Note, Paragraphe, Tableau, Texte, Titre
from jumelles.referentiel.nombres import milliers
from jumelles.strategies.portrait import phrases, phrases_comparables
from jumelles.strategies.portrait.arbre import Portrait
from jumelles.strategies.portrait.comparaison import Comparaison, Rapprochement
from jumelles.strategies.portrait.engagement import Engagement
from jumelles.strategies.portrait.reglette import write_reglettes

_G, _D = Alignement.GAUCHE, Alignement.DROITE
PAYS = 4


def dire_pays(e: Engagement) -> str:
    """Les premiers pays, et combien d'autres."""
    noms = [nom for _iso, nom in e.pays]
    if not noms:
        return _("non renseigné")
    reste = len(noms) - PAYS
    return ", ".join(noms[:PAYS]) + (_(" et %(n)s autres") % {"n": milliers(reste)} if reste > 0 else "")


def _nos_comptes(p: Portrait) -> Note:
    """D'où viennent ces nombres : comptés ici, ce jour-là."""
    return Note(_("Comptes de Jumelles, d’après les liens et les projets publiés ici"), phrases.quand(p.le.isoformat()))


def autour(p: Portrait) -> Iterator[Bloc]:
    """L'intercommunalité, le département, la région ; les voisines, avec leur distance."""
    if not p.englobantes and not p.voisines:
        return
    yield Titre(_("Ce que font les autres"))
    if p.englobantes:
        yield Tableau(
            (
                _("Celles qui la contiennent : ce qu’elles font en leur nom, et tous les liens de leur territoire"),
                _nos_comptes(p),
            ),
            (_("Collectivité"), _("Liens en son nom"), _("Projets"), _("Liens du territoire"), _("Pays")),
            tuple((e.bref.nom, phrases.connu(e.engagement.liens), phrases.connu(e.engagement.projets),
                   phrases.connu(e.sur_place),
                   dire_pays(e.engagement)) for e in p.englobantes),
            alignements=(_G, _D, _D, _D, _G),
        )  # fmt: skip
    if p.voisines:
        yield Tableau(
            (_("Ses voisines engagées, à vol d’oiseau"), _nos_comptes(p)),
            (_("Collectivité"), _("Distance"), _("Liens"), _("Projets"), _("Pays")),
            tuple((v.engage.nom, milliers(round(v.engage.distance_km or 0)), phrases.connu(v.engagement.liens),
                   phrases.connu(v.engagement.projets), dire_pays(v.engagement)) for v in p.voisines),
            unites=("", "km", "", "", ""), alignements=(_G, _D, _D, _D, _G),
        )  # fmt: skip


def comparables(p: Portrait) -> Iterator[Bloc]:
    """Médianes et effectif ; ce que nous faisons qu'elles ne font pas, et l'inverse."""
    c = p.comparaison
    yield Titre(_("Collectivités comparables"))
    yield Paragraphe(phrases_comparables.groupe(c))
    if c.mesures:
        yield from _mesures(p)
    if c.sans_mediane:
        yield Paragraphe(phrases_comparables.sans_mediane(c))
    for titre, alineas in (
        (_("Ce que nous faisons et qu’elles ne font pas"), [_seuls(r) for r in c.rapprochements if r.seuls]),
        (titre_ailleurs(p), [_ailleurs(r) for r in c.rapprochements if r.ailleurs]),
    ):
        if alineas:
            yield Titre(titre, 2)
            yield from (Paragraphe(x) for x in alineas)
    if c.citees:
        cites = ", ".join(f"{x.engage.nom} ({milliers(x.engagement.liens)})" for x in c.citees)
        yield Paragraphe(_("Les plus engagées du groupe, avec leurs liens : %(cites)s.") % {"cites": cites})


def _mesures(p: Portrait) -> Iterator[Bloc]:
    c = p.comparaison
    yield Figure(
        write_reglettes(c, p.territoire.nom_affiche),
        _("Réglettes : %(dits)s.") % {"dits": _dits(c)},
        _("Losange : la collectivité ; trait : la médiane ; barre : la moitié du milieu. Le tableau dit les nombres."),
    )
    yield Tableau(
        (_("Elle et ses comparables : médiane, premier et dernier quart, effectif"), _nos_comptes(p)),
        (_("Mesure"), p.territoire.nom_affiche, _("Médiane"), _("Premier quart"), _("Dernier quart"), _("n")),
        tuple((m.nom, phrases.connu(m.soi), phrases.milieu(m.groupe.valeur), phrases.milieu(m.groupe.quart_bas),
               phrases.milieu(m.groupe.quart_haut), milliers(m.groupe.n)) for m in c.mesures),
        alignements=(_G, _D, _D, _D, _D, _D),
    )  # fmt: skip
    yield Paragraphe(phrases_comparables.effectif())


def _dits(c: Comparaison) -> str:
    return "; ".join(
        _("%(nom)s, elle %(soi)s, médiane %(milieu)s parmi %(n)s")
        % {"nom": m.nom, "soi": phrases.connu(m.soi), "milieu": phrases.milieu(m.groupe.valeur), "n": m.groupe.n}
        for m in c.mesures
    )


def titre_ailleurs(p: Portrait) -> str:
    """Ce que l'on ne sait pas de nous n'est pas ce que nous ne faisons pas."""
    return _("Ce qu’elles font et qu’aucune source ne dit de nous") if p.agit else _("Ce que font les comparables")


def _seuls(r: Rapprochement) -> Contenu:
    return (Texte(r.nom, fort=True), " : ", phrases_comparables.enumerer(r.seuls, comptes=False), ".")


def _ailleurs(r: Rapprochement) -> Contenu:
    return (Texte(r.nom, fort=True), " : ", phrases_comparables.enumerer(r.ailleurs), ".")
