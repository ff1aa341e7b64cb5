"""Les phrases du portrait, dites une fois : la page et les documents les portent à l'identique."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jumelles.cooperations.requetes.financements import FinancementConnu
from jumelles.referentiel.nombres import INSECABLE, decimal_fr, euros, milliers
from jumelles.referentiel.temps import dire
from jumelles.strategies.portrait.arbre import Portrait


def quand(texte: str) -> str:
    """« 12 mai 1998 », ou « non renseigné »."""
    return dire(texte) or _("non renseigné")


def nombre(valeur: Decimal) -> str:
    """« 3 », « 2,5 » : une médiane n'est pas toujours entière."""
    return decimal_fr(valeur, 0 if valeur == valeur.to_integral_value() else 1)


def somme(f: FinancementConnu) -> str:
    """« 12 500 € », ou le montant suivi de sa devise."""
    if f.devise == "EUR":
        return euros(f.montant)
    return decimal_fr(f.montant, 0 if f.montant == f.montant.to_integral_value() else 2) + INSECABLE + f.devise


def payeur(f: FinancementConnu) -> str:
    """Qui paie, vu de la collectivité."""
    if f.soi is None:
        return _("payeur non renseigné")
    return _("la collectivité") if f.soi else _("un autre payeur")


def population(p: Portrait) -> str:
    """« 8 012 habitants », ou « population non renseignée »."""
    n = p.territoire.population
    return _("population non renseignée") if n is None else _("%(n)s habitants") % {"n": milliers(n)}


def liens(n: int) -> str:
    """« 5 liens internationaux »."""
    return ngettext("%(n)s lien international", "%(n)s liens internationaux", n) % {"n": milliers(n)}


def projets(n: int) -> str:
    """« 12 projets »."""
    return ngettext("%(n)s projet", "%(n)s projets", n) % {"n": milliers(n)}


def pays(n: int) -> str:
    """« 4 pays ou territoires »."""
    return ngettext("%(n)s pays ou territoire", "%(n)s pays ou territoires", n) % {"n": milliers(n)}


def connu(n: int) -> str:
    """Le nombre, ou « aucun connu » : ce que l'on ne sait pas n'est pas zéro."""
    return milliers(n) if n else _("aucun connu")


def milieu(valeur: Decimal) -> str:
    """Une médiane ou un quartile de nombres connus."""
    return nombre(valeur) if valeur else _("aucun connu")


def en_bref(p: Portrait) -> Iterator[str]:
    """Ce que l'on retient en une minute."""
    if p.liens:
        yield _("%(liens)s dans %(pays)s ; le plus ancien connu date de %(annee)s.") % {
            "liens": liens(len(p.liens)), "pays": pays(len(p.pays)), "annee": p.premiere_annee[:4],
        } if p.premiere_annee else _("%(liens)s dans %(pays)s ; aucun début connu.") % {
            "liens": liens(len(p.liens)), "pays": pays(len(p.pays)),
        }  # fmt: skip
        yield fraicheur(p)
    elif p.projets_nombre:
        yield _("Aucun lien durable connu ici, mais des projets.")
    else:
        yield _("Aucune des sources lues ne parle d’un lien ou d’un projet de cette collectivité. "
                "Cela ne veut pas dire qu’il n’y en a pas.")  # fmt: skip
    if p.projets_nombre:
        yield (
            _("%(projets)s connus ici.") % {"projets": projets(p.projets_nombre)}
            if p.projets_nombre > 1
            else _("Un projet connu ici.")
        )
    if p.sur_place:
        yield _("Sur son territoire, elle comprise : %(liens)s dans %(pays)s, %(projets)s.") % {
            "liens": liens(p.sur_place.liens), "pays": pays(p.sur_place.pays), "projets": projets(p.sur_place.projets),
        }  # fmt: skip
    yield from _autour(p)


def _autour(p: Portrait) -> Iterator[str]:
    c = p.comparaison
    if p.voisines:
        noms = ", ".join(v.engage.nom for v in p.voisines[:3])
        yield _("Autour, à moins de %(km)s km, agissent notamment : %(noms)s.") % {
            "km": milliers(p.voisines_rayon_km), "noms": noms,
        }  # fmt: skip
    m = next((m for m in c.mesures if m.code == "liens"), None)
    if m:
        yield _("Liens internationaux : médiane de %(m)s parmi %(n)s collectivités comparables engagées.") % {
            "n": milliers(m.groupe.n), "m": milieu(m.groupe.valeur),
        }  # fmt: skip


def fraicheur(p: Portrait) -> str:
    """« 8 liens confirmés sur 20 ; dernière information : 2017 »."""
    f = p.fraicheur
    dit = _("Liens confirmés depuis moins de vingt-quatre mois : %(n)s sur %(total)s. Dernière information : %(jour)s.")
    return dit % {
        "n": milliers(f.confirmees), "total": milliers(f.total), "jour": quand(f.derniere_information),
    }  # fmt: skip


def installees(p: Portrait) -> str:
    """Les structures du lieu, ou ce que l'annuaire n'en sait pas."""
    km = milliers(p.installees_rayon_km)
    if p.installees:
        return _("Structures de l’annuaire dont le siège est à moins de %(km)s km") % {"km": km}
    return _("Associations, entreprises, établissements à moins de %(km)s km : aucun connu de l’annuaire.") % {"km": km}


def par_ou_commencer(p: Portrait) -> tuple[str, ...]:
    """Les premiers gestes d'une collectivité dont on ne connaît rien."""
    gestes = [
        _("Demander en mairie et au comité de jumelage, s’il existe : un serment, une convention, une délibération "
          "anciens suffisent pour que le lien entre ici."),
    ]  # fmt: skip
    actives = [e.bref.nom for e in p.englobantes if e.engagement.liens or e.engagement.projets]
    if actives:
        gestes.append(_("Parler à qui agit déjà et contient ce territoire : %(noms)s.") % {"noms": ", ".join(actives)})
    if p.voisines:
        noms = ", ".join(v.engage.nom for v in p.voisines[:3])
        gestes.append(_("Appeler une voisine qui a de l’expérience : %(noms)s.") % {"noms": noms})
    frequents = [e.nom for r in p.comparaison.rapprochements if r.facette == "pays" for e in r.ailleurs[:3]]
    if frequents:
        gestes.append(
            _("Regarder où vont les comparables : %(noms)s reviennent le plus.") % {"noms": ", ".join(frequents)}
        )
    gestes.append(_("Lire ce que la loi permet à son niveau avant de s’engager, et prendre une délibération."))
    return tuple(gestes)
