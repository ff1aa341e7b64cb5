"""Reprendre les lignes gardées : un nom décidé, ou rendu au doute, change ce qu'elles disent.

Chaque reprise est un lot à elle : l'annuler rend les relevés, les liens et les projets d'avant.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar
from uuid import uuid4

from django.utils import timezone
from django.utils.translation import gettext as _

from jumelles.cooperations.declarations import DeclarationProjet, DeclarationRelation
from jumelles.cooperations.operations import annuler_lot, appliquer_declarations
from jumelles.provenance.enums import CONCLUANTS, EtatLigne, EtatLot, Verdict
from jumelles.provenance.models import Affirmation, Jugement, Lot, Releve, Suspens
from jumelles.provenance.operations.jugements import MACHINE
from jumelles.provenance.releves import LigneAGarder, enregistrer_jugements, enregistrer_releves, find_courants
from jumelles.provenance.suspens import lignes_en_suspens, poser_suspens
from jumelles.sources.ligne_lue import LigneLue, LignePlanifiee, SourceConnue
from jumelles.sources.rapport import Rapport
from jumelles.sources.rattachement import Rattacheur
from jumelles.sources.revue.jonction import disjoindre, joindre
from jumelles.sources.revue.lecteurs import is_reunie, lot_d_origine, nom_de, relecteur
from jumelles.sources.revue.termes import Suite

MONTRES, PAQUET = 5, 400
D = TypeVar("D", DeclarationRelation, DeclarationProjet)


def reprendre(gauches: Collection[str], *, decision: int, par: str) -> Suite:
    """Relire les lignes qui tiennent à ces noms, et faire entrer celles qui le peuvent, dans la transaction en cours.

    decision : celle qui en décide ; 0 si c'est un import que l'on remet. Ce que des reprises d'avant en avaient fait
    est d'abord rendu : l'état ne dépend que des jugements vivants.
    """
    suite = Suite()
    releves = _rendre(lignes_en_suspens(gauches), suite, par=par)
    lots = _lots(releves)
    groupes: defaultdict[int, list[Releve]] = defaultdict(list)
    for releve in releves:
        groupes[lot_d_origine(lots[releve.lot_id]) if releve.lot_id else 0].append(releve)
    rattacheur = Rattacheur()
    for origine, siens in sorted(groupes.items()):
        lot = lots.get(origine) or Lot.objects.select_related("source").filter(pk=origine).first()
        source = relecteur(lot) if lot is not None else None
        if lot is None or source is None:
            suite.illisibles += len(siens)
            continue
        _reprendre_lot(source, lot, siens, rattacheur, suite, decision=decision, par=par)
    return suite


def _lots(releves: Iterable[Releve]) -> dict[int, Lot]:
    """Les lots d'où viennent ces lignes : peu de lots, quel que soit le nombre de lignes."""
    return Lot.objects.select_related("source").in_bulk({r.lot_id for r in releves if r.lot_id})


def _rendre(releves: Sequence[Releve], suite: Suite, *, par: str) -> list[Releve]:
    """Annuler les reprises d'où viennent ces lignes ; rend toutes les lignes qu'elles tenaient, telles qu'avant."""
    tous = _lots(releves)
    lots = {pk: lot for pk, lot in tous.items() if "decision" in lot.rapport}
    lots |= {lot.pk: lot for lot in _lots_des_projets(releves, tous)}
    lignes = {(r.source_id, r.cle) for r in releves}
    for lot in sorted(lots.values(), key=lambda x: -x.pk):
        lignes.update(Releve.objects.filter(lot=lot).values_list("source_id", "cle"))
        disjoindre(lot, par=par)
        rendu = annuler_lot(lot_id=lot.pk, par=par, motif=_("une décision de revue a changé"))
        suite.retirees += len(rendu.relations) + len(rendu.projets)
    if not lots:
        return list(releves)
    cles: defaultdict[int, list[str]] = defaultdict(list)
    for source_id, cle in lignes:
        cles[source_id].append(cle)
    rendus = [r for source_id, siennes in cles.items() for r in find_courants(source_id, siennes).values()]
    return sorted(rendus, key=lambda r: r.pk)


def _lots_des_projets(releves: Sequence[Releve], lots: dict[int, Lot]) -> list[Lot]:
    """Les reprises qui ont réuni certaines de ces lignes en un projet : son relevé a une autre clé que les leurs."""
    cles = {(r.source_id, r.cle) for r in releves}
    reunies = {lot.source_id for lot in lots.values() if is_reunie(lot)}
    if not reunies:
        return []
    reprises = Lot.objects.filter(source_id__in=reunies, etat=EtatLot.BASCULE, rapport__has_key="decision")
    return [x for x in reprises if cles & {(x.source_id, cle) for cle in x.rapport.get("lignes", ())}]


def _reprendre_lot(
    source: SourceConnue, origine: Lot, releves: Sequence[Releve], rattacheur: Rattacheur, suite: Suite, *,
    decision: int, par: str,
) -> None:  # fmt: skip
    """Écrire dans un lot de plus ce que ces lignes disent à présent, si elles disent autre chose."""
    juges = _juges(releves)
    planifiees = _planifier(source, releves, juges, rattacheur)
    d_avant = {r.cle: r for r in releves}
    a_ecrire = [p for p in planifiees if _dit_autre_chose(p, d_avant.get(p.cle), juges)]
    suite.restent += sum(p.etat == EtatLigne.A_REVOIR for p in planifiees)
    if not a_ecrire:
        return
    lot = _ouvrir(origine, releves, decision, par)
    projets = source.assembler([_relu(p.projet) for p in a_ecrire if p.projet is not None])
    appliquer_declarations(
        lot=lot, relations=[_relu(p.relation) for p in a_ecrire if p.relation is not None], projets=projets, par=par
    )
    a_garder = (LigneAGarder(p.cle, p.numero, p.etat, p.brut, p.messages) for p in a_ecrire if not _declare(p))
    enregistrer_releves(lot=lot, lignes=a_garder, jour=timezone.localdate(), repete=source.repete)
    enregistrer_jugements((j for p in a_ecrire for j in p.jugements), lot=lot)
    poser_suspens(source_id=lot.source_id, attentes=_attentes(a_ecrire))
    _compter(suite, lot, a_ecrire, d_avant)
    if fusions := joindre(lot, par=par):
        Lot.objects.filter(pk=lot.pk).update(rapport={**lot.rapport, "fusions": fusions})


def _declare(planifiee: LignePlanifiee) -> bool:
    return planifiee.relation is not None or planifiee.projet is not None


def _relu(declaration: D) -> D:
    """La même ligne dit autre chose, depuis qu'une personne a décidé : son relevé a une version de plus."""
    return replace(declaration, dit=replace(declaration.dit, relu=True))


def _planifier(
    source: SourceConnue, releves: Sequence[Releve], juges: dict[str, list[Jugement]], rattacheur: Rattacheur
) -> list[LignePlanifiee]:
    """Relire et planifier ; une ligne dont le nom n'est pas celui d'une collectivité, dit une personne, sort du champ.

    Un projet dit en plusieurs lignes se relit entier : la moitié de ses montants ne le remplace pas.
    """
    jour = timezone.localdate()
    planifiees = source.planifier([x for r in releves for x in _relire(source, r)], rattacheur, jour)
    voisines = {p.cle for p in planifiees if p.etat == EtatLigne.VALIDE} - {r.cle for r in releves}
    connus = find_courants(releves[0].source_id, voisines) if voisines else {}
    if connus:
        autres = [x for r in connus.values() for x in _relire(source, r)]
        planifiees = [*source.planifier(autres, rattacheur, jour), *planifiees]
    dehors = _hors_champ(juges)
    return [
        replace(p, etat=EtatLigne.HORS_CHAMP.value, messages=(*p.messages, *dehors[p.cle]))
        if p.etat == EtatLigne.A_REVOIR and p.cle in dehors
        else p
        for p in planifiees
    ]


def _relire(source: SourceConnue, releve: Releve) -> list[LigneLue]:
    """Sous la clé que le relevé a déjà, quand il ne dit qu'une ligne."""
    lues = source.relire(releve.numero, releve.brut, releve.releve_le)
    return [replace(x, cle=releve.cle) for x in lues] if len(lues) == 1 else lues


def _juges(releves: Sequence[Releve]) -> dict[str, list[Jugement]]:
    """Clé → ce que des personnes ont conclu des noms de cette ligne."""
    attendent = Suspens.objects.filter(releve__source_id=releves[0].source_id).values_list("releve__cle", "gauche")
    noms = {x for paquet in _paquets(r.cle for r in releves) for x in attendent.filter(releve__cle__in=paquet)}
    conclus = Jugement.objects.vivants().filter(verdict__in=CONCLUANTS, paire=False).exclude(auteur__startswith=MACHINE)
    par_nom = {j.gauche: j for paquet in _paquets(g for _, g in noms) for j in conclus.filter(gauche__in=paquet)}
    juges: defaultdict[str, list[Jugement]] = defaultdict(list)
    for cle, gauche in sorted(noms):
        if gauche in par_nom:
            juges[cle].append(par_nom[gauche])
    return juges


def _paquets(valeurs: Iterable[str]) -> Iterable[list[str]]:
    uniques = sorted(set(valeurs))
    return (uniques[debut : debut + PAQUET] for debut in range(0, len(uniques), PAQUET))


def _hors_champ(juges: dict[str, list[Jugement]]) -> dict[str, list[str]]:
    """Clé → pourquoi la ligne n'entre pas : une personne a dit que ce nom n'est pas celui d'une collectivité."""
    dit = _("« %(nom)s » n'est pas une collectivité")
    raisons = {
        cle: [dit % {"nom": nom_de(j.gauche)} for j in siens if j.verdict == Verdict.HORS_CHAMP]
        for cle, siens in juges.items()
    }
    return {cle: dites for cle, dites in raisons.items() if dites}


def _dit_autre_chose(planifiee: LignePlanifiee, connu: Releve | None, juges: Collection[str]) -> bool:
    """Ce qui attend encore n'a rien à dire de plus ; ce dont nulle personne n'a décidé reste comme on l'a lu."""
    if connu is None:
        return planifiee.etat == EtatLigne.VALIDE
    if planifiee.etat in (EtatLigne.A_REVOIR, EtatLigne.REFUSEE) or planifiee.cle not in juges:
        return False
    return (connu.etat, connu.messages) != (planifiee.etat, list(planifiee.messages))


def _ouvrir(origine: Lot, releves: Sequence[Releve], decision: int, par: str) -> Lot:
    """Un lot basculé d'emblée, dans le périmètre de l'import d'où viennent ces lignes."""
    # Aucun nom ici : un lot reste, et ne doit rien dire que l'on masquera plus tard.
    nom = _("Décision de revue n° %(n)s") % {"n": decision} if decision else _("Import remis")
    rapport = Rapport(origine.source.code, nom, perimetre=str(origine.rapport.get("perimetre", ""))).en_json()
    rapport |= {"decision": decision, "reprise_de": origine.pk, "lignes": [r.cle for r in releves]}
    return Lot.objects.create(
        source=origine.source, fichier=nom, empreinte=f"revue:{uuid4().hex}", etat=EtatLot.BASCULE, par=par,
        bascule_le=timezone.now(), rapport=rapport,
    )  # fmt: skip


def _attentes(planifiees: Iterable[LignePlanifiee]) -> list[tuple[str, str]]:
    return [(p.cle, j.gauche) for p in planifiees for j in p.jugements if j.verdict == Verdict.INDECIS]


def _compter(suite: Suite, lot: Lot, ecrites: Sequence[LignePlanifiee], d_avant: dict[str, Releve]) -> None:
    """Une ligne qui était dehors entre ; une ligne déjà là se précise."""
    deja = _liens_dits(suite.lots)
    suite.lots.append(lot.pk)
    dehors = {p.cle for p in ecrites if (r := d_avant.get(p.cle)) is None or r.etat != EtatLigne.VALIDE}
    # Un projet dit en plusieurs lignes ne compte qu'une fois.
    projets = {p.projet.dit.cle: p.cle in dehors for p in ecrites if p.projet is not None}
    suite.liens_entres += sum(p.relation is not None and p.cle in dehors for p in ecrites)
    entrees = {p.cle for p in ecrites if p.relation is not None and p.cle in dehors}
    suite.liens += len({pk for cle, pk in _cles_et_liens([lot.pk]) if cle in entrees} - deja)
    suite.liens_precises += sum(p.relation is not None and p.cle not in dehors for p in ecrites)
    suite.projets_entres += sum(projets.values())
    suite.projets_precises += len(projets) - sum(projets.values())
    suite.hors_champ += sum(p.etat == EtatLigne.HORS_CHAMP for p in ecrites)
    place = MONTRES - len(suite.objets)
    dites = Affirmation.objects.vivantes().filter(releve__lot=lot).order_by("pk")
    touches = dict.fromkeys(f"{sorte}:{pk}" for sorte, pk in dites.values_list("objet_type", "objet_id"))
    suite.objets += [o for o in touches if o not in suite.objets][: max(0, place)]
    liens = [pk for sorte, pk in dites.values_list("objet_type", "objet_id") if sorte == "relation"]
    autres = Affirmation.objects.vivantes().about("relation", *liens).exclude(releve__lot=lot)
    suite.deja_connus += autres.values("objet_id").distinct().count()


def _cles_et_liens(lots: Sequence[int]) -> Iterable[tuple[str, int]]:
    """(clé de la ligne, lien qu'elle dit), pour ces lots."""
    dites = Affirmation.objects.vivantes().filter(releve__lot__in=list(lots), objet_type="relation")
    return dites.values_list("releve__cle", "objet_id")


def _liens_dits(lots: Sequence[int]) -> set[int]:
    return {pk for _cle, pk in _cles_et_liens(lots)} if lots else set()
