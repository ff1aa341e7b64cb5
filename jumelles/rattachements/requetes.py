"""Les questions des rattachements."""

from collections.abc import Iterable
from dataclasses import dataclass

from jumelles.comptes.models import Utilisateur
from jumelles.rattachements.habilitation import ANONYME, Habilitation
from jumelles.rattachements.models import Adhesion
from jumelles.territoires.enums import CategorieCollectivite
from jumelles.territoires.requetes import brefs_par_code
from jumelles.territoires.suites import codes_d_aujourdhui, codes_d_hier


@dataclass(frozen=True, slots=True)
class Membre:
    """Une personne d'une équipe : pour ses collègues seulement. venue_de : sa collectivité d'avant la réunion."""

    adhesion_id: int
    nom: str
    courriel: str
    role: str
    depuis: str
    venue_de: str = ""


@dataclass(frozen=True, slots=True)
class ChezMoi:
    """Une collectivité pour laquelle la personne parle."""

    code: str
    nom: str
    role: str


def habilitation_de(utilisateur_id: int | None) -> Habilitation:
    """Ce que cette personne peut faire aujourd'hui ; deux questions à la base au plus, ANONYME pour None.

    Qui parlait pour une commune réunie à d'autres parle pour celle d'aujourd'hui : trois questions de plus.
    """
    personne = Utilisateur.objects.filter(pk=utilisateur_id, is_active=True).first() if utilisateur_id else None
    if personne is None:
        return ANONYME
    siennes = list(Adhesion.objects.vivantes().filter(utilisateur=personne).select_related("collectivite"))
    return Habilitation(
        signature=personne.signature, equipe=personne.est_equipe,
        collectivites=frozenset(aujourd_hui(siennes).values()),
        reseaux=frozenset(a.reseau_id for a in siennes if a.reseau_id),
    )  # fmt: skip


def aujourd_hui(adhesions: Iterable[Adhesion]) -> dict[int, str]:
    """Adhésion à une collectivité (identifiant) → le code d'aujourd'hui de celle-ci ; sans suite connue, absente.

    Un arrondissement n'est pas une commune réunie : qui parle pour lui ne parle pas pour sa ville.
    """
    dits = {a.pk: c for a in adhesions if (c := a.collectivite) and c.categorie != CategorieCollectivite.ARRONDISSEMENT}
    passees = {c.code for c in dits.values() if c.ancienne or c.parent_id}
    suites = codes_d_aujourdhui(passees) if passees else {}
    codes = {pk: suites.get(c.code, "") if c.code in passees else c.code for pk, c in dits.items()}
    return {pk: code for pk, code in codes.items() if code}


def tenus(code: str) -> tuple[str, ...]:
    """Cette collectivité, puis celles d'hier qu'elle continue : ce qui était à elles est à elle."""
    return (code, *codes_d_hier(code))


def chez(utilisateur_id: int) -> tuple[ChezMoi, ...]:
    """Les collectivités d'aujourd'hui d'une personne, par nom, chacune une fois."""
    siennes = Adhesion.objects.vivantes().filter(utilisateur_id=utilisateur_id, collectivite__isnull=False)
    lues = list(siennes.select_related("collectivite").order_by("pk"))
    codes = aujourd_hui(lues)
    noms = {code: b.nom for code, b in brefs_par_code(set(codes.values())).items()}
    roles = {codes[a.pk]: a.get_role_display() for a in reversed(lues) if a.pk in codes}
    return tuple(sorted((ChezMoi(c, noms[c], role) for c, role in roles.items()), key=lambda c: (c.nom, c.code)))


def equipe_de(code: str) -> tuple[Membre, ...]:
    """Les personnes rattachées à cette collectivité ou à celles qu'elle continue, la plus ancienne d'abord.

    Jamais montrées hors de l'équipe.
    """
    lues = Adhesion.objects.vivantes().filter(collectivite__code__in=tenus(code)).order_by("pk")
    return tuple(
        Membre(
            a.pk, a.utilisateur.nom, a.utilisateur.email, a.get_role_display(), a.depuis.date().isoformat(),
            venue_de=a.collectivite.nom if a.collectivite and a.collectivite.code != code else "",
        )
        for a in lues.select_related("utilisateur", "collectivite")
    )  # fmt: skip


def adhesions_de(courriel: str, *, code: str = "", reseau_id: int | None = None) -> tuple[int, ...]:
    """Les adhésions vivantes qui font parler cette personne pour cette collectivité, ou pour ce réseau."""
    siennes = Adhesion.objects.vivantes().filter(utilisateur__email__iexact=courriel.strip())
    if reseau_id is not None:
        siennes = siennes.filter(reseau_id=reseau_id)
    else:
        siennes = siennes.filter(collectivite__code__in=tenus(codes_d_aujourdhui([code]).get(code, code)))
    return tuple(siennes.order_by("pk").values_list("pk", flat=True))
