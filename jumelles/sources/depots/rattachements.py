"""Ce qu'un essai a rattaché, ligne à ligne : de quoi tout vérifier avant de publier."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from jumelles.acteurs.designation import Partie
from jumelles.acteurs.operations import Registre
from jumelles.cooperations.models import Relation
from jumelles.cooperations.regles import cle_de_lien
from jumelles.provenance.enums import EtatLigne
from jumelles.provenance.models import LigneLot
from jumelles.referentiel.exonymes import nom_francais
from jumelles.sources.plans import read_projet, read_relation
from jumelles.territoires.models import Collectivite, Lieu, Pays

PAQUET = 500
ENTRE = " | "
Jugements = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class _Ligne:
    """Une ligne qui entrerait : ses deux côtés, ce que la machine en a jugé ; nature None : un projet."""

    numero: int
    ici: Sequence[Partie]
    la_bas: Sequence[Partie]
    jugements: Jugements
    messages: Sequence[str]
    nature: str | None


def entete_des_rattachements() -> tuple[str, ...]:
    """Les titres des colonnes de `rattachements`."""
    return (
        _("ligne"), _("collectivité telle qu'écrite"), _("collectivité retenue"), _("département"),
        _("score de la collectivité"), _("partenaire tel qu'écrit"), _("partenaire retenu"), _("pays"),
        _("score du partenaire"), _("raisons"), _("lien déjà connu"),
    )  # fmt: skip


def rattachements(lot_id: int) -> Iterator[tuple[str, ...]]:
    """Une rangée par ligne qui entrerait, dans l'ordre du fichier, lue par paquets ; scores de 0 à 1.

    Rien une fois le lot basculé ou abandonné : ses lignes en attente n'y sont plus.
    """
    dernier = 0
    valides = LigneLot.objects.filter(lot_id=lot_id, etat=EtatLigne.VALIDE).order_by("numero")
    while paquet := list(valides.filter(numero__gt=dernier)[:PAQUET]):
        yield from _rendre([x for ligne in paquet if (x := _lire(ligne)) is not None])
        dernier = paquet[-1].numero


def _lire(ligne: LigneLot) -> _Ligne | None:
    """Ce que cette ligne écrirait, ou None si le site le dit déjà à l'identique."""
    relation, projet = read_relation(ligne.plan), read_projet(ligne.plan)
    jugements: Jugements = ligne.plan.get("jugements", [])
    if relation is not None:
        ici = [p for p in relation.parties if p.pays == "FR"]
        la_bas = [p for p in relation.parties if p.pays != "FR"]
        nature = str(relation.champs.get("nature", ""))
        return _Ligne(ligne.numero, ici, la_bas, jugements, ligne.messages, nature)
    if projet is not None:
        return _Ligne(ligne.numero, projet.porteurs, projet.partenaires, jugements, ligne.messages, None)
    return None


def _rendre(lignes: Sequence[_Ligne]) -> Iterator[tuple[str, ...]]:
    ici, la_bas = [p for x in lignes for p in x.ici], [p for x in lignes for p in x.la_bas]
    collectivites = {c.code: c for c in Collectivite.objects.filter(code__in={p.collectivite_code for p in ici})}
    lieux = {x.geonameid: x for x in Lieu.objects.filter(geonameid__in={p.geonameid for p in la_bas if p.geonameid})}
    pays = dict(Pays.objects.filter(iso2__in={p.pays for p in la_bas}).values_list("iso2", "nom"))
    connus = _connus(lignes)
    for x in lignes:
        siennes = [c for p in x.ici if (c := collectivites.get(p.collectivite_code)) is not None]
        d_ici = [j for j in x.jugements if j["droite"].startswith("collectivite:")]
        de_la_bas = [j for j in x.jugements if j not in d_ici]
        yield (
            str(x.numero), _joindre(p.nom for p in x.ici), _joindre(f"{c.nom} ({c.code})" for c in siennes),
            _joindre(c.departement for c in siennes), _score(d_ici), _joindre(p.nom for p in x.la_bas),
            _joindre(_nommer(p, lieux) for p in x.la_bas), _joindre(pays.get(p.pays, p.pays) for p in x.la_bas),
            _score(de_la_bas), _raisons(x), _deja_connu(x, connus),
        )  # fmt: skip


def _joindre(valeurs: Iterable[str]) -> str:
    return ENTRE.join(dict.fromkeys(v for v in valeurs if v))


def _nommer(partie: Partie, lieux: dict[int, Lieu]) -> str:
    """Le lieu retenu, avec son numéro GeoNames ; rien de rattaché : on le dit."""
    lieu = lieux.get(partie.geonameid or 0)
    if lieu is None:
        return _("non rattaché")
    return f"{nom_francais(lieu.geonameid) or lieu.nom} ({lieu.geonameid})"


def _score(jugements: Jugements) -> str:
    """Le plus faible de ceux qui ont compté ; vide si aucune question ne s'est posée."""
    scores = [j["score"] for j in jugements if j["score"] is not None]
    return f"{min(scores):.2f}".replace(".", ",") if scores else ""


def _raisons(ligne: _Ligne) -> str:
    """Pourquoi ces lieux-là ; ce que les autres cellules ont d'étrange est au rapport."""
    dites = [str(r) for j in ligne.jugements for r in j["raisons"]]
    des_noms = [m for m in ligne.messages if not m.startswith(f"ligne {ligne.numero},")]
    return " ; ".join(dict.fromkeys([*dites, *des_noms]))


def _connus(lignes: Sequence[_Ligne]) -> set[int]:
    """Les numéros des lignes dont la base porte déjà le lien."""
    registre = Registre([p for x in lignes for p in (*x.ici, *x.la_bas)])
    cles = {cle for x in lignes if (cle := _cle(x, registre))}
    connus = set(Relation.objects.filter(cle__in=cles).values_list("cle", flat=True))
    return {x.numero for x in lignes if _cle(x, registre) in connus}


def _cle(ligne: _Ligne, registre: Registre) -> str:
    """L'identité du lien, si toutes ses parties sont déjà connues ; sinon il est nouveau."""
    acteurs = [registre.find(p) for p in (*ligne.ici, *ligne.la_bas)]
    if ligne.nature is None or None in acteurs:
        return ""
    return cle_de_lien(ligne.nature, [a.pk for a in acteurs if a is not None])


def _deja_connu(ligne: _Ligne, connus: set[int]) -> str:
    if ligne.nature is None:
        return ""
    return _("oui") if ligne.numero in connus else _("non")
