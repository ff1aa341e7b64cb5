"""Les questions posées aux témoignages : ceux que tout le monde lit, ceux que l'équipe doit lire."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.db.models import Count, Q

from jumelles.conseil.models import Temoignage
from jumelles.conseil.moderation import EtatDuDroit, EtatTemoignage
from jumelles.conseil.phrases import dire

Sujet = Literal["type", "acteur"]
PAR_PAGE = 50


@dataclass(frozen=True, slots=True)
class TemoignagePublie:
    """Ce que tout le monde lit ; au_titre_de vide : non renseigné ; reponse vide : le tiers n'a pas répondu."""

    id: int
    avantage: str
    faiblesse: str
    contrepartie: str
    apport: str
    contexte: str
    au_titre_de: str
    publie_le: date | None
    droit_offert_le: date | None
    reponse: str
    repondu_le: date | None


@dataclass(frozen=True, slots=True)
class TemoignageALire:
    """Ce que l'équipe lit d'un témoignage, quel que soit son état ; sujet : code d'un type ou nom d'un acteur."""

    id: int
    sorte: Sujet
    sujet: str
    acteur_id: int | None
    textes: tuple[tuple[str, str], ...]  # (titre, texte), sans les vides
    au_titre_de: str
    par: str
    propose_le: datetime
    etat: str
    etat_libelle: str
    raison: str
    droit: EtatDuDroit
    droit_offert_a: str
    reponse: str
    contexte: str


def publies(sorte: Sujet, sujet: str | int, *, page: int = 1) -> tuple[TemoignagePublie, ...]:
    """Les témoignages publiés sur ce type (code) ou cet acteur (numéro), le plus récent d'abord ; une requête.

    PAR_PAGE par page, la première est 1.
    """
    lus = Temoignage.objects.publies().filter(_sur(sorte, sujet)).order_by("-publie_le", "-pk")
    colonnes = ("pk" if c == "id" else c for c in TemoignagePublie.__dataclass_fields__)
    return tuple(TemoignagePublie(*ligne) for ligne in lus.values_list(*colonnes)[_tranche(page)])


def nombre(sorte: Sujet, sujet: str | int) -> int:
    """Combien de témoignages publiés sur ce type ou cet acteur ; une requête."""
    return Temoignage.objects.publies().filter(_sur(sorte, sujet)).count()


def nombres_par_type() -> dict[str, int]:
    """Type → combien de témoignages publiés ; une requête."""
    lus = Temoignage.objects.publies().exclude(type_partenaire="").order_by()
    return dict(lus.values_list("type_partenaire").annotate(n=Count("pk")))


def a_lire(etat: str, *, page: int = 1) -> tuple[TemoignageALire, ...]:
    """Ceux de cet état, le plus ancien d'abord, PAR_PAGE par page, la première est 1 ; une requête."""
    lus = Temoignage.objects.filter(etat=etat).select_related("acteur").order_by("pk")
    return tuple(_a_lire(t) for t in lus[_tranche(page)])


def temoignage(temoignage_id: int) -> TemoignageALire | None:
    """Un témoignage, pour l'équipe ; None s'il n'existe pas."""
    lu = Temoignage.objects.select_related("acteur").filter(pk=temoignage_id).first()
    return None if lu is None else _a_lire(lu)


def nombres_par_etat() -> dict[str, int]:
    """Chaque état → combien."""
    lus = dict(Temoignage.objects.order_by().values_list("etat").annotate(n=Count("pk")))
    return {e.value: lus.get(e.value, 0) for e in EtatTemoignage}


def _tranche(page: int) -> slice:
    return slice((page - 1) * PAR_PAGE, page * PAR_PAGE)


def _sur(sorte: Sujet, sujet: str | int) -> Q:
    """Un acteur fondu dans un autre lui laisse ses témoignages."""
    if sorte == "type":
        return Q(type_partenaire=sujet)
    return Q(acteur_id=sujet) | Q(acteur__fondu_dans_id=sujet)


def _a_lire(t: Temoignage) -> TemoignageALire:
    noms = ("avantage", "faiblesse", "contrepartie", "apport", "contexte")
    titres = {n: str(Temoignage._meta.get_field(n).verbose_name) for n in noms}  # type: ignore[union-attr]
    return TemoignageALire(
        id=t.pk, sorte="acteur" if t.acteur else "type", sujet=t.acteur.nom if t.acteur else t.type_partenaire,
        acteur_id=t.acteur_id, textes=tuple((titres[n], getattr(t, n)) for n in noms if getattr(t, n)),
        au_titre_de=t.au_titre_de, par=t.par, propose_le=t.propose_le, etat=t.etat,
        etat_libelle=dire(f"temoignage.{t.etat}"), raison=t.raison,
        droit=EtatDuDroit(t.critique_un_tiers, t.droit_offert_le, t.repondu_le), droit_offert_a=t.droit_offert_a,
        reponse=t.reponse, contexte=t.contexte,
    )  # fmt: skip
