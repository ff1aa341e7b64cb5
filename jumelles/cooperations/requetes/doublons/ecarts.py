"""Champ par champ, ce que deux fiches disent : de quoi voir d'un coup d'œil ce qui les sépare."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from jumelles.acteurs.models import Acteur
from jumelles.acteurs.requetes import bref
from jumelles.acteurs.semblables import comparables
from jumelles.cooperations.fiches import ProjetBref, RelationBreve
from jumelles.cooperations.models import Financement, ParticipationProjet
from jumelles.cooperations.requetes.breves import breves, nom_de_theme
from jumelles.cooperations.requetes.doublons.fiches import projets_comparables, relations_comparables
from jumelles.cooperations.requetes.projets import projets_brefs

Champs = tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class EcartDeChamp:
    """Un champ, son libellé, ce qu'en dit chaque fiche (vide : non renseigné). egal : elles disent la même chose."""

    champ: str
    libelle: str
    gauche: str
    droite: str

    @property
    def egal(self) -> bool:
        """Vrai si les deux fiches disent la même chose, ou n'en disent rien ni l'une ni l'autre."""
        return self.gauche == self.droite


@dataclass(frozen=True, slots=True)
class Decrite:
    """Une fiche telle qu'on la montre : titre, adresse par identifiant et nom court, champs (code, libellé, valeur)."""

    titre: str
    slug: str
    champs: Champs


def decrire(sorte: str, ids: Sequence[int], *, jour: date) -> dict[int, Decrite]:
    """Les fiches que l'on peut montrer, parmi ces identifiants : ni fondues, ni supprimées, ni masquées."""
    if sorte == "acteur":
        return _acteurs(ids)
    if sorte == "relation":
        lignes = breves(list(relations_comparables().filter(pk__in=ids)), jour=jour)
        return {r.id: Decrite(r.titre, r.slug, _relation(r)) for r in lignes}
    projets = projets_brefs(list(projets_comparables().filter(pk__in=ids)), jour=jour)
    partenaires, montants = _partenaires(ids), _montants(ids)
    return {p.id: Decrite(p.titre, p.slug, _projet(p, partenaires[p.id], montants[p.id])) for p in projets}


def ecarts(gauche: Decrite, droite: Decrite) -> tuple[EcartDeChamp, ...]:
    """Champ par champ, dans l'ordre où on les lit ; les champs dont ni l'une ni l'autre ne dit rien sont tus."""
    paires = zip(gauche.champs, droite.champs, strict=True)
    return tuple(EcartDeChamp(code, libelle, a, b) for (code, libelle, a), (_c, _l, b) in paires if a or b)


def _acteurs(ids: Sequence[int]) -> dict[int, Decrite]:
    lus = comparables().filter(pk__in=ids).select_related("pays", "collectivite", "lieu")
    return {a.pk: _acteur(a) for a in lus}


def _acteur(acteur: Acteur) -> Decrite:
    ligne, lieu = bref(acteur), acteur.lieu
    champs = (
        ("nom", _("nom"), ligne.nom), ("sigle", _("sigle"), acteur.sigle),
        ("nature", _("nature"), ligne.nature_libelle),
        ("niveau", _("niveau"), ligne.niveau_libelle), ("pays", _("pays"), ligne.pays_nom),
        ("territoire", _("code du territoire"), ligne.territoire_code), ("lieu", _("lieu"), lieu.nom if lieu else ""),
        ("siren", _("SIREN"), acteur.siren), ("rna", _("RNA"), acteur.rna),
    )  # fmt: skip
    return Decrite(ligne.nom, ligne.slug, champs)


def _relation(r: RelationBreve) -> Champs:
    return (
        ("parties", _("parties"), _liste(p.nom for p in r.parties)), ("nature", _("nature"), r.nature_libelle),
        ("debut", _("début"), r.debut), ("premiere_convention", _("première convention"), r.premiere_convention),
        ("fin", _("fin"), r.fin), ("etat", _("état"), r.etat_libelle), ("themes", _("thèmes"), _themes(r.themes)),
        ("sources", _("sources"), _liste(nom for _c, nom in r.sources)),
    )  # fmt: skip


def _projet(p: ProjetBref, partenaires: Iterable[str], montants: Iterable[str]) -> Champs:
    return (
        ("titre", _("titre"), p.titre), ("porteurs", _("porteurs"), _liste(x.nom for x in p.porteurs)),
        ("partenaires", _("partenaires"), _liste(partenaires)), ("pays", _("pays"), _liste(nom for _c, nom in p.pays)),
        ("debut", _("début"), p.debut), ("fin", _("fin"), p.fin), ("statut", _("statut"), p.statut_libelle),
        ("themes", _("thèmes"), _themes(p.themes)), ("dispositif", _("dispositif"), p.dispositif),
        ("montants", _("montants"), _liste(montants)), ("sources", _("sources"), _liste(nom for _c, nom in p.sources)),
    )  # fmt: skip


def _liste(noms: Iterable[str]) -> str:
    return ", ".join(sorted(set(noms)))


def _themes(codes: Iterable[str]) -> str:
    return _liste(nom_de_theme(c) for c in codes)


def _partenaires(ids: Sequence[int]) -> defaultdict[int, list[str]]:
    rangees: defaultdict[int, list[str]] = defaultdict(list)
    lus = ParticipationProjet.objects.filter(projet_id__in=ids, role="partenaire", acteur__sensible=False)
    for projet, nom in lus.values_list("projet_id", "acteur__nom"):
        rangees[projet].append(nom)
    return rangees


def _montants(ids: Sequence[int]) -> defaultdict[int, list[str]]:
    """« 505 000 EUR engagé (2019) » : jamais additionnés, deux étapes ne s'ajoutent pas."""
    rangees: defaultdict[int, list[str]] = defaultdict(list)
    for f in Financement.objects.filter(projet_id__in=ids):
        somme = f"{f.montant:,.0f}".replace(",", "\u202f")
        an = f" ({f.annee})" if f.annee else ""
        rangees[f.projet_id].append(f"{somme}\u00a0{f.devise} {f.get_etape_display()}{an}")
    return rangees
