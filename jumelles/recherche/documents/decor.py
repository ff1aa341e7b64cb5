"""Le décor : ce que tous les documents d'une course partagent, lu une fois : pays, départements, sources, libellés."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from jumelles.acteurs.enums import NatureActeur, NiveauAutorite
from jumelles.cooperations.enums import (
    EtatActe,
    EtatPartenariat,
    NatureRelation,
    StatutProjet,
    TypeActe,
    TypeInstrument,
)
from jumelles.provenance.models import Source
from jumelles.referentiel import thesaurus
from jumelles.territoires.enums import CategorieCollectivite
from jumelles.territoires.models import Collectivite, Filiation, Pays
from jumelles.territoires.regles import nom_affiche

COMMUNALES = (
    CategorieCollectivite.COMMUNE, CategorieCollectivite.COMMUNE_DELEGUEE, CategorieCollectivite.COMMUNE_ASSOCIEE,
    CategorieCollectivite.ARRONDISSEMENT,
)  # fmt: skip
_LISTES = {
    "nature": NatureRelation, "etat": EtatPartenariat, "acte": EtatActe, "type_acte": TypeActe,
    "instrument": TypeInstrument, "type_acteur": NatureActeur, "niveau": NiveauAutorite, "statut": StatutProjet,
    "categorie": CategorieCollectivite,
}  # fmt: skip


class _Sources(dict[int, Source]):
    """Une source née pendant une longue course se lit quand on la rencontre."""

    def __missing__(self, pk: int) -> Source:
        self[pk] = Source.objects.get(pk=pk)
        return self[pk]


@dataclass(frozen=True, slots=True)
class Decor:
    """Ce que tous les documents d'une course partagent.

    pays : ISO 2 → objet ; noms_pays : ISO 2 → ses noms ; grands : code d'EPCI, département, région → nom montré ;
    codes : identifiant de grand territoire → code ; suites : code de département d'hier → celui d'aujourd'hui ;
    sources : identifiant → objet ; libelles : liste → code → mots.
    """

    jour: date
    pays: Mapping[str, Pays]
    noms_pays: Mapping[str, tuple[str, ...]]
    grands: Mapping[str, str]
    codes: Mapping[int, str]
    suites: Mapping[str, str]
    sources: Mapping[int, Source]
    libelles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def en_clair(self, liste: str, codes: Iterable[str]) -> tuple[str, ...]:
        """Les libellés de ces codes, dans leur ordre ; un code inconnu se rend tel quel."""
        mots = self.libelles[liste]
        return tuple(mots.get(code, code) for code in codes)


def planter(jour: date) -> Decor:
    """Lire le décor : quatre requêtes."""
    pays = {p.iso2: p for p in Pays.objects.all()}
    grands, codes = {}, {}
    lignes = Collectivite.objects.exclude(categorie__in=COMMUNALES)
    for pk, code, nom, charniere, categorie in lignes.values_list("pk", "code", "nom", "charniere", "categorie"):
        codes[pk], grands[code] = code, nom_affiche(categorie, nom, charniere)
    departements = Filiation.objects.filter(ancienne__categorie=CategorieCollectivite.DEPARTEMENT)
    suites = dict(departements.order_by("date").values_list("ancienne__code", "nouvelle__code"))
    return Decor(
        jour=jour, pays=pays, noms_pays={iso: _noms(p) for iso, p in pays.items()}, grands=grands, codes=codes,
        suites={avant: apres for avant, apres in suites.items() if apres in grands},
        sources=_Sources(Source.objects.in_bulk()), libelles=_libelles(),
    )  # fmt: skip


def _noms(p: Pays) -> tuple[str, ...]:
    return tuple(dict.fromkeys(n for n in (p.nom, p.nom_long, p.nom_onu, *p.autres_noms) if n))


def _libelles() -> dict[str, dict[str, str]]:
    listes = {nom: {c: str(mot) for c, mot in enumeration.choices} for nom, enumeration in _LISTES.items()}
    listes["theme"] = {t.code: t.libelle for t in thesaurus.themes()}
    listes["dimension"] = {t.code: t.libelle for t in thesaurus.dimensions()}
    listes["odd"] = {str(o.numero): o.titre for o in thesaurus.odd()}
    listes["cible"] = {c.code: c.libelle for c in thesaurus.cibles()}
    return listes
