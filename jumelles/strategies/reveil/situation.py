"""Ce que l'on sait d'un lien, pour les gens de la maison : signes de vie, actes, calendrier. Rien n'y est supposé."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from django.utils.translation import gettext as _

from jumelles.cooperations.enums import EtatActe, StatutProjet
from jumelles.cooperations.fiches import ActeFiche, RelationBreve, RelationFiche
from jumelles.cooperations.requetes.actes import actes_de
from jumelles.cooperations.requetes.signes import derniers_dits, statuts_des_projets
from jumelles.droit.lecture import codes, read_lignes
from jumelles.indicateurs.vitalite import EtatDeVie, Signes, Vitalite, vitalite
from jumelles.retombees.requetes import liens_finances
from jumelles.strategies.pays import AvisDuPays, avis_du_pays

RENCONTRES = ("Rencontre", "Visite reçue ou rendue")
PAR_ENVIE = (EtatDeVie.EN_SOMMEIL, EtatDeVie.SANS_NOUVELLE, EtatDeVie.A_REGARDER, EtatDeVie.VIVANT)


@dataclass(frozen=True, slots=True)
class Echeance:
    """Une date qui approche ou qui est passée (date partielle ISO), ce qui arrive, et d'où on le tient."""

    le: str
    quoi: str
    source: str


@dataclass(frozen=True, slots=True)
class SituationLien:
    """Le lien, sa vitalité, ses actes en vigueur et échus, et le calendrier du plus proche au plus lointain.

    avis : (nom du pays, ce qu'on en sait ce jour), pour les seuls pays dont un avis est connu.
    """

    fiche: RelationFiche
    vitalite: Vitalite
    en_vigueur: tuple[ActeFiche, ...]
    calendrier: tuple[Echeance, ...]
    avis: tuple[tuple[str, AvisDuPays], ...] = ()


def situation_du_lien(fiche: RelationFiche, *, chez: str, categorie: str, jour: date) -> SituationLien:
    """Ces signes, lus ce jour-là ; chez : le code de la collectivité ; categorie : la sienne (commune, epci…)."""
    porteurs = {q.nom for p in fiche.projets for q in p.porteurs} | {q.nom for q in fiche.breve.parties}
    signes = replace(
        signes_des_liens([fiche.breve], chez=chez, jour=jour)[fiche.breve.id],
        acteurs=len(porteurs) if fiche.projets else None,
    )
    en_vigueur = tuple(a for a in fiche.actes if a.etat == EtatActe.EN_VIGUEUR)
    calendrier = tuple(_calendrier(fiche, categorie, jour))
    return SituationLien(fiche, vitalite(signes, jour), en_vigueur, calendrier, tuple(_avis(fiche.breve, jour)))


def _avis(r: RelationBreve, jour: date) -> Iterator[tuple[str, AvisDuPays]]:
    for iso2, nom in {p.pays_iso2: p.pays_nom for p in r.parties if not p.francaise and p.pays_iso2}.items():
        dit = avis_du_pays(iso2, jour)
        if dit.notices:
            yield nom, dit


def a_regarder_d_abord(
    relations: Collection[RelationBreve], *, chez: str, jour: date
) -> list[tuple[RelationBreve, EtatDeVie]]:
    """Les liens, ceux dont on n'a plus de nouvelles d'abord ; jugés comme sur leur page."""
    signes = signes_des_liens(relations, chez=chez, jour=jour)
    juges = [(r, vitalite(signes[r.id], jour).jugement) for r in relations]
    return sorted(juges, key=lambda x: (PAR_ENVIE.index(x[1]), x[0].derniere_information, x[0].titre))


def signes_des_liens(relations: Collection[RelationBreve], *, chez: str, jour: date) -> dict[int, Signes]:
    """Lien → ce qui compte dans le jugement, acteurs non compris ; quatre requêtes jusqu'à 900 liens.

    Un budget saisi par la collectivité (chez) est un signe ; n'en avoir saisi aucun ne dit rien.
    """
    ids = {r.id for r in relations}
    etats: defaultdict[int, set[str]] = defaultdict(set)
    for a in actes_de(ids, jour=jour):
        etats[a.relation_id].add(a.acte.etat)
    statuts = statuts_des_projets(ids, jour=jour)
    rencontres = derniers_dits([r.id for r in relations if not r.sensible], notes=RENCONTRES)
    finances = liens_finances(chez, (jour.year - 1, jour.year))
    return {
        r.id: Signes(
            acte=_parmi(EtatActe.EN_VIGUEUR, etats[r.id] - {EtatActe.NON_RENSEIGNE}),
            rencontre=rencontres.get(r.id, ""), budget=r.id in finances or None,
            projet=_parmi(StatutProjet.EN_COURS, statuts.get(r.id, ())), information=r.derniere_information,
        )
        for r in relations
    }  # fmt: skip


def _parmi(voulu: str, dits: Collection[str]) -> bool | None:
    """None si rien n'est dit : ne pas savoir n'est pas un non."""
    return voulu in dits if dits else None


def _calendrier(f: RelationFiche, categorie: str, jour: date) -> Iterable[Echeance]:
    actes = [
        Echeance(
            a.fin, _("Fin de l’acte : %(acte)s") % {"acte": a.intitule or a.type_libelle}, _("acte connu de la base")
        )
        for a in f.actes if a.fin
    ]  # fmt: skip
    votes = [e for e in elections(categorie) if e.le >= jour.isoformat()[:7]]
    return sorted((*actes, *votes), key=lambda e: e.le)


@cache
def elections(categorie: str) -> tuple[Echeance, ...]:
    """Les élections de cette catégorie de collectivité, passées et prochaines ; toutes à vérifier."""
    lues = read_lignes("elections", "assemblee types derniere prochaine source etat", "jumelles.strategies")
    siennes = [x for x in lues if categorie in codes(x["types"])]
    return tuple(
        Echeance(
            x[quand], _("Élection : %(assemblee)s") % {"assemblee": x["assemblee"].lower()},
            f"{x['source']} ({x['etat']})",
        )
        for x in siennes for quand in ("derniere", "prochaine")
    )  # fmt: skip
