"""Ce qu'on a jugé : de quoi décider, et de quoi montrer qui a décidé quoi, et quand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from jumelles.provenance.enums import Verdict
from jumelles.provenance.models import Jugement
from jumelles.provenance.paires import lire, ordonner

PAQUET = 900


@dataclass(frozen=True, slots=True)
class JugementLu:
    """Un jugement, vivant ou annulé. score, marge : de 0 à 1, None si la machine n'en a pas donné.

    gauche, droite : « acteur:12 », ou un nom dans une source à gauche ; seconde : ce qui venait juste derrière ;
    garde : l'objet qu'on a voulu garder. auteur : « machine:… » ou « personne:… ».
    """

    id: int
    gauche: str
    droite: str
    paire: bool
    verdict: str
    verdict_libelle: str
    score: float | None
    marge: float | None
    seconde: str
    garde: str
    motif: str
    raisons: tuple[str, ...]
    auteur: str
    prononce_le: datetime
    annule_le: datetime | None
    annule_par: str


def jugements_vivants(ref: str) -> tuple[JugementLu, ...]:
    """Ceux qui valent pour cet objet ou ce nom, du plus ancien au plus récent ; leurs id sont le `vu` de prononcer."""
    return tuple(_lire(j) for j in Jugement.objects.vivants().about(ref).order_by("pk"))


def jugements_par_objet(refs: Iterable[str]) -> dict[str, tuple[JugementLu, ...]]:
    """Objet ou nom → ses jugements vivants ; deux requêtes par paquet de 900."""
    voulus = sorted(set(refs))
    rendus: dict[str, list[JugementLu]] = {ref: [] for ref in voulus}
    for debut in range(0, len(voulus), PAQUET):
        for jugement in Jugement.objects.vivants().about(*voulus[debut : debut + PAQUET]).order_by("pk"):
            for ref in {jugement.gauche, jugement.droite} & rendus.keys():
                rendus[ref].append(_lire(jugement))
    return {ref: tuple(siens) for ref, siens in rendus.items()}


def histoire(a: str, b: str) -> tuple[JugementLu, ...]:
    """Tout ce qu'on a jugé de deux de nos objets, annulés compris, du plus ancien au plus récent."""
    gauche, droite = ordonner(a, b)
    return tuple(_lire(j) for j in Jugement.objects.filter(gauche=gauche, droite=droite).order_by("pk"))


def is_distincts(a: str, b: str) -> bool:
    """Vrai si un jugement vivant dit de ces deux objets : pas un doublon."""
    gauche, droite = ordonner(a, b)
    vivants = Jugement.objects.vivants().paires()
    return vivants.filter(gauche=gauche, droite=droite, verdict=Verdict.DIFFERENTS).exists()


def distincts(sorte: str) -> frozenset[tuple[int, int]]:
    """Les paires d'objets de cette sorte dites « pas un doublon », le plus petit numéro d'abord."""
    vivants = Jugement.objects.vivants().paires().filter(verdict=Verdict.DIFFERENTS, gauche__startswith=f"{sorte}:")
    paires = ((lire(g), lire(d)) for g, d in vivants.values_list("gauche", "droite"))
    return frozenset((un[1], autre[1]) for un, autre in paires if un is not None and autre is not None)


def _lire(j: Jugement) -> JugementLu:
    return JugementLu(
        id=j.pk, gauche=j.gauche, droite=j.droite, paire=j.paire, verdict=j.verdict,
        verdict_libelle=str(j.get_verdict_display()), score=j.score, marge=j.details.get("marge"),
        seconde=str(j.details.get("seconde", "")), garde=str(j.details.get("garde", "")),
        motif=str(j.details.get("motif", "")), raisons=tuple(j.raisons), auteur=j.auteur, prononce_le=j.prononce_le,
        annule_le=j.annule_le, annule_par=j.annule_par,
    )  # fmt: skip
