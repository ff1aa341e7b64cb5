"""Fondre, séparer, distinguer : chaque geste est un jugement, et les tables suivent."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from jumelles.cooperations.operations.fusion.cloture import Cloture, fermer, juges
from jumelles.cooperations.operations.fusion.hors_fusion import hors_fusion
from jumelles.cooperations.operations.fusion.refus import FusionRefusee, groupe_de, verifier_fusion
from jumelles.cooperations.requetes.titres import numeroter
from jumelles.provenance.entites import voisinage
from jumelles.provenance.enums import Verdict
from jumelles.provenance.models import Jugement
from jumelles.provenance.operations import DejaJuge, annuler_jugement, prononcer, reprendre_jugements
from jumelles.provenance.paires import lire, ordonner, ref
from jumelles.provenance.verrou import tenir_les_entites


def fondre_acteurs(
    *, garde: int, fondu: int, par: str, motif: str = "", raisons: Sequence[str] = (), score: float | None = None,
    details: dict[str, Any] | None = None, vu: Collection[int] | None = None,
) -> Jugement:  # fmt: skip
    """Dire que deux acteurs n'en font qu'un ; rend le jugement. Ses liens, projets et montants passent à `garde`.

    L'ancienne adresse mène à la nouvelle ; les liens devenus le même se fondent, leurs sources côte à côte ; les
    masques s'ajoutent. `separer_acteurs` rend tout. FusionRefusee si cela ferait dire une chose fausse (deux
    collectivités, démonstration et réel, deux pays, les deux bouts d'un lien, « pas un doublon ») ; DejaJuge si `vu`
    (les jugements vivants sous les yeux de la personne) n'est plus l'état. Refondre ne change rien.
    """
    return _fondre("acteur", garde, fondu, par=par, motif=motif, raisons=raisons, score=score, details=details, vu=vu)


def fondre_relations(
    *, garde: int, fondue: int, par: str, motif: str = "", raisons: Sequence[str] = (), score: float | None = None,
    details: dict[str, Any] | None = None, vu: Collection[int] | None = None,
) -> Jugement:  # fmt: skip
    """Dire que deux liens n'en font qu'un, comme fondre_acteurs ; ils ont une partie en commun au moins."""
    return _fondre(
        "relation", garde, fondue, par=par, motif=motif, raisons=raisons, score=score, details=details, vu=vu
    )


def fondre_projets(
    *, garde: int, fondu: int, par: str, motif: str = "", raisons: Sequence[str] = (), score: float | None = None,
    details: dict[str, Any] | None = None, vu: Collection[int] | None = None,
) -> Jugement:  # fmt: skip
    """Dire que deux projets n'en font qu'un, comme fondre_acteurs.

    Les montants d'une même source s'ajoutent (deux tranches) ; le même, dit par deux sources, ne compte qu'une fois.
    """
    return _fondre("projet", garde, fondu, par=par, motif=motif, raisons=raisons, score=score, details=details, vu=vu)


@transaction.atomic
def _fondre(
    sorte: str, garde: int, fondu: int, *, par: str, motif: str, raisons: Sequence[str], score: float | None,
    details: dict[str, Any] | None, vu: Collection[int] | None,
) -> Jugement:  # fmt: skip
    tenir_les_entites()
    a_garder, a_fondre = ref(sorte, garde), ref(sorte, fondu)
    dits = {**(details or {}), "garde": a_garder, **({"motif": motif} if motif else {})}
    verifier_fusion(sorte, garde, fondu, vu=vu)
    with hors_fusion(_cloture(sorte, garde, fondu), par=par):
        return prononcer(
            gauche=a_garder, droite=a_fondre, verdict=Verdict.IDENTIQUES, par=par, raisons=raisons, score=score,
            details=dits, vu=vu,
        )  # fmt: skip


def _cloture(sorte: str, *ids: int) -> Cloture:
    return fermer(**{f"{sorte}s": ids})


def separer_acteurs(
    *, garde: int, fondu: int, par: str, motif: str = "", vu: Collection[int] | None = None
) -> Jugement:  # fmt: skip
    """Annuler la fusion de ces deux acteurs ; chacun retrouve ses liens, ses montants, son adresse. Rend le jugement.

    FusionRefusee si aucun jugement vivant ne les joint directement. Pour retenir qu'ils sont deux : `distinguer`.
    """
    return _separer("acteur", garde, fondu, par=par, motif=motif, vu=vu)


def separer_relations(
    *, garde: int, fondue: int, par: str, motif: str = "", vu: Collection[int] | None = None
) -> Jugement:  # fmt: skip
    """Comme separer_acteurs, pour deux liens."""
    return _separer("relation", garde, fondue, par=par, motif=motif, vu=vu)


def separer_projets(
    *, garde: int, fondu: int, par: str, motif: str = "", vu: Collection[int] | None = None
) -> Jugement:  # fmt: skip
    """Comme separer_acteurs, pour deux projets."""
    return _separer("projet", garde, fondu, par=par, motif=motif, vu=vu)


@transaction.atomic
def _separer(
    sorte: str, garde: int, fondu: int, *, par: str, motif: str, vu: Collection[int] | None
) -> Jugement:  # fmt: skip
    tenir_les_entites()
    gauche, droite = ordonner(ref(sorte, garde), ref(sorte, fondu))
    vivants = Jugement.objects.vivants().paires().filter(gauche=gauche, droite=droite)
    vivant = vivants.filter(verdict=Verdict.IDENTIQUES).first()
    if vivant is None:
        raise FusionRefusee(_pourquoi_pas(sorte, garde, fondu))
    if vu is not None and vivant.pk not in vu:
        raise DejaJuge(vivant)
    with hors_fusion(_cloture(sorte, garde, fondu), par=par):
        return annuler_jugement(jugement_id=vivant.pk, par=par, motif=motif)


def _pourquoi_pas(sorte: str, garde: int, fondu: int) -> str:
    paires = {"a": numeroter(sorte, garde), "b": numeroter(sorte, fondu)}
    if fondu not in groupe_de(sorte, garde):
        return _("%(a)s et %(b)s ne sont pas fondus : il n'y a rien à séparer.") % paires
    if sorte == "relation":
        return (
            _(
                "%(a)s et %(b)s n'en font qu'un parce que leurs parties n'en font qu'une : séparez d'abord "
                "les acteurs, ou dites que ces deux liens sont distincts."
            )
            % paires
        )
    return _(
        "%(a)s et %(b)s ne sont joints que par d'autres fiches : annulez le jugement qui joint l'une d'elles."
    ) % paires  # fmt: skip


@transaction.atomic
def distinguer(
    *, gauche: str, droite: str, par: str, motif: str = "", raisons: Sequence[str] = (), score: float | None = None,
    details: dict[str, Any] | None = None, verdict: str = Verdict.DIFFERENTS, vu: Collection[int] | None = None,
) -> Jugement:  # fmt: skip
    """Dire « pas un doublon » de deux objets (« acteur:12 », « acteur:40 »), ou « indécis » ; la fusion se défait.

    « Pas un doublon » se retient : la paire n'est plus proposée, et rien ne la fond sans lever ce jugement.
    FusionRefusee si d'autres jugements les joignent encore ; DejaJuge si `vu` n'est plus l'état.
    """
    tenir_les_entites()
    if verdict not in (Verdict.DIFFERENTS, Verdict.INDECIS):
        raise ValueError(
            f"Le verdict {verdict!r} ne distingue rien : fondre_acteurs, fondre_relations, fondre_projets."
        )
    un, autre = (lire(r) for r in ordonner(gauche, droite))
    if un is None or autre is None:
        raise ValueError(f"« {gauche} » et « {droite} » ne font pas une paire.")
    dits = {**(details or {}), **({"motif": motif} if motif else {})}
    with hors_fusion(_cloture(un[0], un[1], autre[1]), par=par):
        jugement = prononcer(
            gauche=gauche, droite=droite, verdict=verdict, par=par, raisons=raisons, score=score, details=dits, vu=vu
        )
        if jugement.verdict == Verdict.DIFFERENTS and autre[1] in voisinage([un[1]], juges()[un[0]]):
            raise FusionRefusee(_pourquoi_pas(un[0], un[1], autre[1]))
    return jugement


@transaction.atomic
def annuler_decision(*, jugement_id: int, par: str, motif: str = "") -> Jugement:
    """Annuler n'importe quel jugement ; s'il porte sur deux de nos objets, les tables suivent."""
    tenir_les_entites()
    jugement = Jugement.objects.get(pk=jugement_id)
    un, autre = lire(jugement.gauche), lire(jugement.droite)
    if not jugement.paire or un is None or autre is None:
        return annuler_jugement(jugement_id=jugement_id, par=par, motif=motif)
    with hors_fusion(_cloture(un[0], un[1], autre[1]), par=par):
        return annuler_jugement(jugement_id=jugement_id, par=par, motif=motif)


@transaction.atomic
def reprendre_decision(*, jugement_id: int, par: str, motif: str = "") -> None:
    """Rendre la vie à un jugement annulé ; s'il fond deux de nos objets, ils se fondent de nouveau.

    FusionRefusee si cela ferait dire, aujourd'hui, une chose fausse.
    """
    tenir_les_entites()
    jugement = Jugement.objects.get(pk=jugement_id)
    un, autre = lire(jugement.gauche), lire(jugement.droite)
    if not jugement.paire or un is None or autre is None:
        reprendre_jugements(ids=[jugement_id], par=par, motif=motif)
        return
    if jugement.verdict == Verdict.IDENTIQUES:
        a_garder = lire(str(jugement.details.get("garde", ""))) or un
        verifier_fusion(un[0], a_garder[1], (autre if a_garder == un else un)[1])
    with hors_fusion(_cloture(un[0], un[1], autre[1]), par=par):
        reprendre_jugements(ids=[jugement_id], par=par, motif=motif)
