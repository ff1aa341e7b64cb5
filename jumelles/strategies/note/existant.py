"""Ce qui existe : les liens de la collectivité, ce que font les autres autour, et les comparables."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jumelles.cooperations.enums import EtatPartenariat
from jumelles.documents.arbre import Alignement, Bloc, Contenu, Lien, Paragraphe, Tableau
from jumelles.referentiel.nombres import milliers
from jumelles.referentiel.temps import dire
from jumelles.strategies.note.sources import citer_source
from jumelles.strategies.portrait import Portrait
from jumelles.strategies.portrait.arbre import LienVu
from jumelles.strategies.portrait.engagement import Engagement
from jumelles.strategies.portrait.phrases import connu, milieu

LIENS_MONTRES = 6
PAYS_CITES = 4
_ETATS_A_DIRE = (EtatPartenariat.SUSPENDU, EtatPartenariat.CLOS, EtatPartenariat.REPRIS)


def en_bref_l_existant(p: Portrait) -> str:
    """Une phrase : combien de liens, avec combien de pays, et de quand date la dernière information."""
    n = len(p.liens)
    if not n:
        return _("Aucun lien international connu ici.")
    liens = ngettext("%(n)s lien international connu", "%(n)s liens internationaux connus", n) % {"n": milliers(n)}
    pays = ngettext("%(n)s pays", "%(n)s pays", len(p.pays)) % {"n": len(p.pays)}
    return _("%(liens)s, avec %(pays)s ; dernière information : %(quand)s.") % {
        "liens": liens, "pays": pays, "quand": _quand(p.fraicheur.derniere_information),
    }  # fmt: skip


def dire_l_existant(p: Portrait, *, site: str) -> Iterator[Bloc]:
    """Les liens, l'alentour, les comparables ; site : l'adresse publique."""
    if p.liens:
        yield _les_liens(p, site)
        reste = len(p.liens) - LIENS_MONTRES
        if reste > 0:
            yield Paragraphe(
                ngettext("Et %(n)s autre lien, sur le site.", "Et %(n)s autres liens, sur le site.", reste)
                % {"n": milliers(reste)}
            )
    else:
        yield Paragraphe(
            _("Aucun lien international n’est connu ici. Cela ne veut pas dire qu’il n’y en a pas : "
              "aucune des sources lues n’en parle.")
        )  # fmt: skip
    rangees = tuple(_autour(p, site))
    if rangees:
        yield Tableau(
            _("Autour de vous : les collectivités engagées qui vous contiennent ou vous entourent"),
            (_("Collectivité"), _("Distance"), _("Liens"), _("Pays")), rangees, ("", "km", "", ""),
            (Alignement.GAUCHE, Alignement.DROITE, Alignement.DROITE, Alignement.GAUCHE),
        )  # fmt: skip
    yield from _comparables(p)


def _les_liens(p: Portrait, site: str) -> Tableau:
    return Tableau(
        _("Vos liens internationaux connus"), (_("Partenaire"), _("Nature"), _("Depuis"), _("Dernière information")),
        tuple(_rangee(lien, site) for lien in p.liens[:LIENS_MONTRES]),
    )  # fmt: skip


def _rangee(lien: LienVu, site: str) -> tuple[Contenu, ...]:
    r = lien.relation
    nom = f"{lien.nom} ({lien.pays})" if lien.pays else lien.nom
    sources = ", ".join(nom for _code, nom in r.sources)
    partenaire: Contenu = (
        Lien(nom, f"{site}/relations/{r.id}-{r.slug}/"),
        citer_source(sources, quand=r.derniere_information),
    )
    nature = f"{r.nature_libelle}, {r.etat_libelle}" if r.etat in _ETATS_A_DIRE else r.nature_libelle
    return partenaire, nature, dire(r.debut) or _("non renseigné"), _quand(r.derniere_information)


def _autour(p: Portrait, site: str) -> Iterator[tuple[Contenu, ...]]:
    for e in p.englobantes:
        if e.engagement.liens or e.engagement.projets:
            yield _ligne_autour(e.bref.nom, f"{site}/territoires/{e.bref.code}-{e.bref.slug}/", "–", e.engagement)
    for v in p.voisines:
        km = "–" if v.engage.distance_km is None else _km(v.engage.distance_km)
        adresse = f"{site}/territoires/{v.engage.code}-{v.engage.slug}/"
        yield _ligne_autour(v.engage.nom, adresse, km, v.engagement)


def _ligne_autour(nom: str, adresse: str, km: str, e: Engagement) -> tuple[Contenu, ...]:
    return Lien(nom, adresse), km, connu(e.liens), _pays(e)


def _pays(e: Engagement) -> str:
    noms = [nom for _iso, nom in e.pays]
    reste = len(noms) - PAYS_CITES
    dits = ", ".join(noms[:PAYS_CITES]) or _("non renseigné")
    return f"{dits}…" if reste > 0 else dits


def _comparables(p: Portrait) -> Iterator[Bloc]:
    c = p.comparaison
    if c.pas is None or not c.mesures:
        yield Paragraphe(_("Moins de cinq collectivités comparables sont connues : pas de comparaison."))
        return
    mesures = " ; ".join(
        _("%(nom)s : %(milieu)s parmi %(n)s (vous : %(soi)s)") % {
            "nom": m.nom, "soi": connu(m.soi), "milieu": milieu(m.groupe.valeur), "n": milliers(m.groupe.n)}
        for m in c.mesures
    )  # fmt: skip
    phrase = _("Parmi les collectivités semblables dont on le sait (%(qui)s), la moitié ont au plus : %(mesures)s.")
    yield Paragraphe(phrase % {"qui": c.pas.dit, "mesures": mesures})


def _km(km: float) -> str:
    """« 12 » : à vol d'oiseau, sans décimale."""
    return milliers(round(km))


def _quand(texte: str) -> str:
    return dire(texte) or _("non renseignée")
