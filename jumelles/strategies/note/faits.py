"""Les faits que les règles de direction regardent, comptés dans le portrait et le conseil, jamais ailleurs."""

from collections.abc import Iterable, Iterator
from datetime import date

from jumelles.acteurs.enums import NatureActeur
from jumelles.conseil.appels import AppelConseille
from jumelles.conseil.demande import ascendants, se_rejoignent
from jumelles.cooperations.enums import EtatPartenariat
from jumelles.cooperations.fiches import RelationBreve
from jumelles.cooperations.requetes.projets_reunis import ActeurAssocie
from jumelles.droit.cas import TypeCollectivite
from jumelles.referentiel.temps import DatePartielle
from jumelles.strategies.conseil_explique import ConseilExplique
from jumelles.strategies.directions import ICI, SituationLocale
from jumelles.strategies.portrait import Portrait
from jumelles.strategies.portrait.arbre import LienVu
from jumelles.strategies.portrait.engagement import Engagement

ANS_SANS_NOUVELLE = 5
COLLECTIVITE = "/territoires/"  # le début de l'adresse d'une collectivité ; les autres acteurs ont la leur
SERVICES = ("eau", "energie", "dechets")
_D_ICI = (
    NatureActeur.ASSOCIATION, NatureActeur.DIASPORA, NatureActeur.ENTREPRISE, NatureActeur.UNIVERSITE,
    NatureActeur.HOPITAL, NatureActeur.ETABLISSEMENT,
)  # fmt: skip
_CHARGES_DE_SERVICE = frozenset({TypeCollectivite.COMMUNE, TypeCollectivite.EPCI, TypeCollectivite.SYNDICAT_MIXTE})


def situer(p: Portrait, conseil: ConseilExplique, *, jour: date) -> SituationLocale:
    """Les comptes, au jour dit ; ce que la personne n'a pas demandé (pays, thème) compte pour zéro."""
    ouverts = [lien.relation for lien in liens_ouverts(p)]
    anciens = sum(is_ancien(r, jour) for r in ouverts)
    autour = [(km, e) for _code, _nom, km, e in alentour(p) if e.liens or e.projets]
    d = conseil.demande
    return SituationLocale(
        liens=len(ouverts), anciens=anciens, recents=len(ouverts) - anciens,
        projets=p.projets_nombre, locaux=len(associes_d_ici(p)), voisins=tuple(km for km, _e in autour),
        voisins_pays=tuple(km for _nom, km in actives_la(p, conseil)),
        voisins_theme=tuple(km for km, e in autour if se_retrouvent(d.themes, e)),
        appels=len(appels_possibles(conseil)),
        pays_partages=_pays_partages(p),
        service=int(se_rejoignent(d.themes, SERVICES) and d.type in _CHARGES_DE_SERVICE),
    )  # fmt: skip


def alentour(p: Portrait) -> Iterator[tuple[str, str, int, Engagement]]:
    """(code, nom, kilomètres, ce qu'elle fait) : ses voisines, sauf sans lieu connu, puis celles qui la contiennent."""
    for v in p.voisines:
        if v.engage.distance_km is not None:
            yield v.engage.code, v.engage.nom, round(v.engage.distance_km), v.engagement
    yield from ((e.bref.code, e.bref.nom, ICI, e.engagement) for e in p.englobantes)


def agit_la(e: Engagement, pays: str | None) -> bool:
    """Vrai si elle agit dans le pays demandé ; faux si l'on n'en demande aucun."""
    return bool(pays) and pays in dict(e.pays)


def actives_la(p: Portrait, c: ConseilExplique) -> Iterator[tuple[str, int]]:
    """(nom, kilomètres) des collectivités actives dans le pays demandé, la plus proche d'abord, chacune une fois.

    Celles d'autour, et celles du conseil dont on sait la distance.
    """
    pays, vues = c.demande.pays, set[str]()
    autour = [(code, nom, km) for code, nom, km, e in alentour(p) if agit_la(e, pays)]
    conseillees = [
        (code_de(a.acteur.adresse), a.acteur.nom, a.acteur.km)
        for a in c.conseil.acteurs
        if a.acteur.km is not None and pays in a.acteur.pays and a.acteur.adresse.startswith(COLLECTIVITE)
    ]
    for code, nom, km in sorted((*autour, *conseillees), key=lambda x: (x[2], x[1], x[0])):
        if code not in vues:
            vues.add(code)
            yield nom, km


def code_de(adresse: str) -> str:
    """« /territoires/38185-grenoble/ » → « 38185 » ; vide pour un autre acteur."""
    return adresse.removeprefix(COLLECTIVITE).partition("-")[0] if adresse.startswith(COLLECTIVITE) else ""


def se_retrouvent(themes: Iterable[str], e: Engagement) -> bool:
    """Vrai si elle agit sur un thème demandé."""
    return se_rejoignent(themes, (t for t in e.themes if t in ascendants()))


def appels_possibles(c: ConseilExplique) -> tuple[AppelConseille, ...]:
    """Les appels ouverts dont aucun critère connu n'écarte la collectivité, ni le pays demandé."""
    return tuple(a for a in c.conseil.appels if a.is_ouvert and a.eligibilite.is_eligible is not False)


def liens_ouverts(p: Portrait) -> tuple[LienVu, ...]:
    """Ceux que personne n'a clos ni transmis à un autre : on ne réveille pas ce que l'assemblée a clos."""
    return tuple(lien for lien in p.liens if lien.relation.etat not in (EtatPartenariat.CLOS, EtatPartenariat.REPRIS))


def associes_d_ici(p: Portrait) -> tuple[ActeurAssocie, ...]:
    """Les associations, écoles, entreprises… parmi les structures que montre le portrait : ni bailleur, ni État."""
    natures = {str(n.label) for n in _D_ICI}
    return tuple(a for a in p.associes if a.nature_libelle in natures)


def is_ancien(r: RelationBreve, jour: date) -> bool:
    """Vrai si la dernière information a plus de cinq ans, ou n'est pas datée."""
    if not r.derniere_information:
        return True
    return DatePartielle.read(r.derniere_information).latest().year < jour.year - ANS_SANS_NOUVELLE


def _pays_partages(p: Portrait) -> int:
    return sum(len(r.ailleurs) for r in p.comparaison.rapprochements if r.facette == "pays")
