"""Des acteurs aux fiches que l'on compare, pour trouver deux fiches d'une même structure."""

from collections.abc import Mapping

from django.db.models import QuerySet

from jumelles.acteurs.models import Acteur
from jumelles.rapprochement.doublons import FicheStructure
from jumelles.territoires.pays_francais import ISO_FRANCAIS

Partenaires = Mapping[int, frozenset[tuple[str, str]]]
_COLONNES = (
    "pk", "nom", "sigle", "pays_id", "nature", "niveau", "siren", "rna", "lat", "lon",
    "collectivite__code", "lieu__geonameid",
)  # fmt: skip


def comparables() -> QuerySet[Acteur]:
    """Les acteurs que l'on peut comparer et montrer : publiés, réels, et que rien ne cache."""
    return Acteur.objects.reels()


def fiches_des_structures(acteurs: QuerySet[Acteur], partenaires: Partenaires) -> list[FicheStructure]:
    """Une fiche par acteur ; partenaires : acteur → (ref, nom) de ceux avec qui il a un lien que l'on peut montrer."""
    lus = acteurs.order_by("pk").values_list(*_COLONNES)
    return [
        FicheStructure(
            f"acteur:{pk}", nom, pays_compare(iso), sigle, nature, niveau, siren, rna, lieu_de(code, geonameid), lat,
            lon, partenaires.get(pk, frozenset()),
        )
        for pk, nom, sigle, iso, nature, niveau, siren, rna, lat, lon, code, geonameid in lus.iterator(chunk_size=5000)
    ]  # fmt: skip


def lieu_de(code: str | None, geonameid: int | None) -> str:
    """« collectivite:38185 », « lieu:2990969 », ou vide."""
    if code:
        return f"collectivite:{code}"
    return f"lieu:{geonameid}" if geonameid is not None else ""


def pays_compare(iso: str) -> str:
    """« FR » pour tout territoire français."""
    return "FR" if iso in ISO_FRANCAIS else iso
