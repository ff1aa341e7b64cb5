"""La file des doublons à décider : ce que la machine a proposé, relu à l'instant, sans rien de masqué."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, IntegerField, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Coalesce

from jumelles.cooperations.requetes.doublons.ecarts import Decrite, EcartDeChamp, decrire, ecarts
from jumelles.cooperations.requetes.doublons.fiches import (
    fiches_des_acteurs,
    fiches_des_projets,
    fiches_des_relations,
    projets_comparables,
    relations_comparables,
)
from jumelles.provenance.enums import Verdict
from jumelles.provenance.models import Jugement
from jumelles.provenance.paires import lire
from jumelles.rapprochement.doublons import ConstatPaire, PairePossible, juger
from jumelles.rapprochement.doublons.termes import Fiche

AUTEUR = "machine:doublons-1"
PAQUET = 50
QUI_NOMMENT = frozenset(
    ("parties_semblables", "parties_incluses", "parties_en_commun", "partenaire_commun", "noms_propres_autres")
)


@dataclass(frozen=True, slots=True)
class PaireADecider:
    """Deux fiches entre lesquelles une personne doit décider.

    jugement_id : à passer à `vu` de l'opération, et à `apres` pour la suite de la file. gauche, droite : « projet:7 ».
    constat : « doublon », « tranche d’un même programme », « à revoir ». debloque : liens et projets que la décision
    réunit. raisons : à montrer ; raisons_gardees : les seules à ranger dans un jugement, elles ne nomment personne.
    ecarts : champ par champ, les deux valeurs ; egal dit si elles sont les mêmes.
    """

    jugement_id: int
    sorte: str
    gauche: str
    droite: str
    titre_gauche: str
    titre_droite: str
    slug_gauche: str
    slug_droite: str
    constat: str
    score: float
    raisons: tuple[str, ...]
    raisons_gardees: tuple[str, ...]
    debloque: int
    ecarts: tuple[EcartDeChamp, ...]


def raisons_gardees(paire: PairePossible) -> tuple[str, ...]:
    """Les raisons qui ne nomment personne : un jugement reste, et ne doit rien dire que l'on masquera plus tard."""
    return tuple(dite for trait, dite in zip(paire.traits, paire.raisons, strict=True) if trait not in QUI_NOMMENT)


def proposees() -> QuerySet[Jugement]:
    """Les paires que la machine propose et que nul n'a décidées."""
    return Jugement.objects.vivants().paires().filter(verdict=Verdict.INDECIS, auteur__startswith="machine:doublons")


def combien_a_decider() -> int:
    """Combien de paires attendent ; celles que la nuit retirera en sont encore."""
    return proposees().count()


def paires_a_decider(
    limite: int, apres: int | None = None, *, jour: date, sorte: str = ""
) -> list[PaireADecider]:  # fmt: skip
    """Les paires à décider, d'abord celles qui réunissent le plus, puis les plus sûres. limite : combien au plus.

    apres : le jugement_id de la dernière reçue, décidée ou non depuis. sorte : « acteur », « relation », « projet ».
    Une fiche fondue, supprimée ou masquée depuis, ou une paire que plus rien ne rapproche, n'y est pas.
    """
    requete = _ordonnees(sorte)
    suivants = requete if apres is None else _apres(requete, apres)
    trouvees: list[PaireADecider] = []
    for debut in range(0, 10_000_000, PAQUET):
        paquet = list(suivants[debut : debut + PAQUET])
        trouvees += _montrer(paquet, jour)
        if len(paquet) < PAQUET or len(trouvees) >= limite:
            break
    return trouvees[:limite]


def paire_a_decider(jugement_id: int, *, jour: date) -> PaireADecider | None:
    """Cette paire, ou None si elle ne se décide plus."""
    return next(iter(_montrer(list(proposees().filter(pk=jugement_id)), jour)), None)


def _classes(jugements: QuerySet[Jugement]) -> Any:
    dit = Cast(KeyTextTransform("debloque", "details"), IntegerField())
    return jugements.annotate(reunis=Coalesce(dit, 0), chances=Coalesce(F("score"), 0.0))


def _ordonnees(sorte: str) -> Any:
    siennes = proposees().filter(gauche__startswith=f"{sorte}:") if sorte else proposees()
    return _classes(siennes).order_by("-reunis", "-chances", "pk")


def _apres(requete: Any, jugement_id: int) -> Any:
    borne = _classes(Jugement.objects.filter(pk=jugement_id)).first()
    if borne is None:
        return requete
    n, score = borne.reunis, borne.chances
    return requete.filter(
        Q(reunis__lt=n) | Q(reunis=n, chances__lt=score) | Q(reunis=n, chances=score, pk__gt=jugement_id)
    )


def _montrer(jugements: Sequence[Jugement], jour: date) -> list[PaireADecider]:
    refs = {r for j in jugements for r in (j.gauche, j.droite)}
    decrites: dict[str, Decrite] = {}
    fiches: dict[str, Fiche] = {}
    for sorte in ("acteur", "relation", "projet"):
        ids = sorted(lu[1] for r in refs if (lu := lire(r)) is not None and lu[0] == sorte)
        if ids:
            decrites |= {f"{sorte}:{pk}": d for pk, d in decrire(sorte, ids, jour=jour).items()}
            fiches |= {f.ref: f for f in fiches_de(sorte, ids)}
    montrables = (j for j in jugements if {j.gauche, j.droite} <= decrites.keys() & fiches.keys())
    jugees = ((j, juger(fiches[j.gauche], fiches[j.droite])) for j in montrables)
    return [_paire(j, p, decrites) for j, p in jugees if p.constat is not ConstatPaire.NON]


def fiches_de(sorte: str, ids: Iterable[int]) -> list[Fiche]:
    """Les fiches comparables de ces identifiants."""
    if sorte == "acteur":
        return list(fiches_des_acteurs(ids))
    if sorte == "relation":
        return list(fiches_des_relations(relations_comparables().filter(pk__in=list(ids))))
    return list(fiches_des_projets(projets_comparables().filter(pk__in=list(ids))))


def _paire(jugement: Jugement, jugee: PairePossible, decrites: dict[str, Decrite]) -> PaireADecider:
    gauche, droite = decrites[jugement.gauche], decrites[jugement.droite]
    return PaireADecider(
        jugement_id=jugement.pk, sorte=jugement.gauche.partition(":")[0], gauche=jugement.gauche,
        droite=jugement.droite, titre_gauche=gauche.titre, titre_droite=droite.titre, slug_gauche=gauche.slug,
        slug_droite=droite.slug, constat=str(jugee.constat), score=jugee.score, raisons=jugee.raisons,
        raisons_gardees=raisons_gardees(jugee),
        debloque=int(jugement.details.get("debloque", 0)), ecarts=ecarts(gauche, droite),
    )  # fmt: skip
