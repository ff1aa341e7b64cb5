"""Qui agit d'ici : les collectivités du territoire, les structures associées, celles dont le siège est sur place."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from jumelles.documents.arbre import Alignement, Bloc, Liste, Paragraphe, Tableau, Titre
from jumelles.referentiel.nombres import milliers
from jumelles.strategies.portrait import phrases
from jumelles.strategies.portrait.arbre import Portrait

_G, _D = Alignement.GAUCHE, Alignement.DROITE


def ici(p: Portrait) -> Iterator[Bloc]:
    """Qui agit d'ici : les structures associées, et les collectivités du territoire."""
    if not (p.associes or p.sur_place or p.installees_rayon_km):
        return
    yield Titre(_("Acteurs du territoire"))
    if p.sur_place:
        s = p.sur_place
        yield Paragraphe(_("Sur son territoire, elle comprise : %(liens)s, %(projets)s, %(pays)s.") % {
            "liens": phrases.liens(s.liens), "projets": phrases.projets(s.projets), "pays": phrases.pays(s.pays),
        })  # fmt: skip
        if s.premieres:
            dits = ", ".join(f"{nom} ({milliers(n)})" for nom, _adresse, n in s.premieres)
            yield Paragraphe(_("Les plus engagées, avec leur nombre de liens : %(dits)s.") % {"dits": dits})
    if p.associes:
        yield Paragraphe(
            _("Structures françaises associées à ses liens et à ses projets : %(n)s.")
            % {"n": milliers(p.associes_nombre)}
        )
        yield Liste(tuple(
            f"{a.nom} ({', '.join((a.nature_libelle, *a.roles))}) : {phrases.projets(a.projets)}" for a in p.associes
        ))  # fmt: skip
    if p.installees:
        yield Tableau(
            phrases.installees(p), (_("Structure"), _("Nature"), _("Distance"), _("Liens"), _("Projets")),
            tuple((x.nom, x.nature_libelle, milliers(x.distance_km), phrases.connu(x.liens), phrases.connu(x.projets))
                  for x in p.installees),
            unites=("", "", "km", "", ""), alignements=(_G, _G, _D, _D, _D),
        )  # fmt: skip
    elif p.installees_rayon_km:
        yield Paragraphe(phrases.installees(p))
