"""Retrouver ou créer les projets déclarés, avec leurs participants, leurs lieux et leurs financements."""

from collections.abc import Sequence
from typing import Any

from jumelles.acteurs.designation import Partie
from jumelles.acteurs.enums import NatureActeur, Precision
from jumelles.acteurs.models import Acteur
from jumelles.acteurs.operations import trouver_ou_creer
from jumelles.cooperations.declarations import DeclarationProjet
from jumelles.cooperations.enums import RoleProjet
from jumelles.cooperations.models import (
    Financement,
    LieuAction,
    ParticipationProjet,
    Projet,
    Relation,
)
from jumelles.cooperations.operations.bilan import BilanEcriture
from jumelles.cooperations.operations.differences import contradictions
from jumelles.cooperations.operations.exposition import MASQUES, recalculer_exposition
from jumelles.cooperations.operations.releves import ReleveRange
from jumelles.cooperations.operations.retenue_projet import CHAMPS_PROJET, recalculer_projets
from jumelles.provenance.models import Affirmation, Lot, Source
from jumelles.provenance.operations import Ecriture, Parole, journaliser, remplacer_paroles
from jumelles.rapprochement.normaliser import cle

Cles = dict[tuple[str, str], int]
PAQUET = 900


def ecrire_projets(
    declarations: Sequence[DeclarationProjet],
    *,
    releves: dict[tuple[str, str], ReleveRange],
    liens: Cles,
    lot: Lot | None,
    par: str,
    bilan: BilanEcriture,
) -> Cles:
    """Rendre (source, clé du relevé) → identifiant du projet."""
    if not declarations:
        return {}
    sources = {s.code: s for s in Source.objects.filter(code__in={d.dit.source_code for d in declarations})}
    avant = Acteur.objects.count()
    acteurs = _actors(declarations, par=par, lot=lot, demonstration=any(s.demonstration for s in sources.values()))
    bilan.acteurs_crees += Acteur.objects.count() - avant
    projets = _find_or_create(declarations, releves, sources, par=par, lot=lot, bilan=bilan)
    a_dire = [d for d in declarations if not _same(projets[_cle(d)], releves[_cle(d)], bilan)]
    paroles = [_parole(d, projets[_cle(d)], releves[_cle(d)], sources, par) for d in a_dire]
    remplacer_paroles(_previous(a_dire, releves), paroles, par=par, lot=lot)
    for declaration in a_dire:
        _rewrite(declaration, projets[_cle(declaration)], acteurs, sources, liens, par=par)
    numeros = {releves[_cle(d)].releve.pk: d.dit.numero for d in declarations}
    bilan.differences += contradictions(paroles, numeros, champs=CHAMPS_PROJET)
    recalculer_exposition({a.pk for a in acteurs.values() if a.sensible}, par=par)
    recalculer_projets([projets[_cle(d)].pk for d in a_dire], par=par, lot=lot)
    return {_cle(d): projets[_cle(d)].pk for d in declarations}


def _cle(declaration: DeclarationProjet) -> tuple[str, str]:
    return (declaration.dit.source_code, declaration.dit.cle)


def _payeurs(declaration: DeclarationProjet) -> list[Partie]:
    dits = {f.payeur: f.partie for f in declaration.financements if f.payeur}
    return [partie or Partie(nom=nom, pays="FR", nature=NatureActeur.BAILLEUR) for nom, partie in dits.items()]


def _actors(
    declarations: Sequence[DeclarationProjet], *, par: str, lot: Lot | None, demonstration: bool
) -> dict[Partie, Acteur]:
    parties = list(dict.fromkeys(p for d in declarations for p in (*d.porteurs, *d.partenaires, *_payeurs(d))))
    trouves = trouver_ou_creer(parties, par=par, lot=lot, demonstration=demonstration)
    return dict(zip(parties, trouves, strict=True))


def _known(releves: dict[tuple[str, str], ReleveRange]) -> dict[int, int]:
    """Relevé (courant ou précédent) → projet dont il parle."""
    ids = sorted({i for r in releves.values() for i in (r.releve.pk, r.precedent_id) if i})
    return {
        a.releve_id or 0: a.objet_id
        for debut in range(0, len(ids), PAQUET)
        for a in Affirmation.objects.filter(objet_type="projet", releve_id__in=ids[debut : debut + PAQUET])
    }


def _find_or_create(
    declarations: Sequence[DeclarationProjet],
    releves: dict[tuple[str, str], ReleveRange],
    sources: dict[str, Source],
    *,
    par: str,
    lot: Lot | None,
    bilan: BilanEcriture,
) -> dict[tuple[str, str], Projet]:
    connus = _known(releves)
    retrouves: dict[tuple[str, str], int] = {}
    neufs: dict[tuple[str, str], Projet] = {}
    for d in declarations:
        range_ = releves[_cle(d)]
        pk = connus.get(range_.releve.pk) or connus.get(range_.precedent_id or 0)
        if pk:
            retrouves[_cle(d)] = pk
        elif _cle(d) not in neufs:
            neufs[_cle(d)] = Projet(
                titre=d.titre, cle=cle(d.titre), demonstration=sources[d.dit.source_code].demonstration
            )
    Projet.objects.bulk_create(list(neufs.values()), batch_size=500)
    journaliser(
        par=par, lot=lot,
        ecritures=[Ecriture("declarer_projet", "projet", p.pk, apres={"titre": p.titre}) for p in neufs.values()],
    )  # fmt: skip
    bilan.projets_crees += len(neufs)
    anciens = Projet.objects.in_bulk(sorted(set(retrouves.values())))
    bilan.projets_completes += sum(1 for c in retrouves if not releves[c].inchange)
    return {**{c: anciens[pk] for c, pk in retrouves.items()}, **neufs}


def _same(projet: Projet, range_: ReleveRange, bilan: BilanEcriture) -> bool:
    """Le même brut a déjà parlé de ce projet (même si une personne a retiré cette parole depuis)."""
    deja = range_.inchange and Affirmation.objects.filter(
        releve_id=range_.releve.pk, objet_type="projet", objet_id=projet.pk
    ).exists()  # fmt: skip
    bilan.inchanges += int(deja)
    return deja


def _parole(
    declaration: DeclarationProjet, projet: Projet, range_: ReleveRange, sources: dict[str, Source], par: str
) -> Parole:
    dit = declaration.dit
    simples = (*CHAMPS_PROJET, "secteur_dit")
    champs: dict[str, Any] = {c: getattr(declaration, c) for c in simples if getattr(declaration, c)}
    champs.update({c: list(getattr(declaration, c)) for c in ("themes", "odd") if getattr(declaration, c)})
    return Parole(
        objet_type="projet", objet_id=projet.pk, champs=champs, source_id=sources[dit.source_code].pk,
        releve_id=range_.releve.pk, releve_le=dit.releve_le, adresse=dit.adresse,
        date_information=dit.date_information, certitude=dit.certitude, auteur=par,
    )  # fmt: skip


def _previous(
    declarations: Sequence[DeclarationProjet], releves: dict[tuple[str, str], ReleveRange]
) -> list[Affirmation]:
    """Les paroles vivantes que des relevés plus récents remplacent."""
    ids = sorted(p for d in declarations if (p := releves[_cle(d)].precedent_id))
    vivantes = Affirmation.objects.vivantes().filter(objet_type="projet")
    return [a for i in range(0, len(ids), PAQUET) for a in vivantes.filter(releve_id__in=ids[i : i + PAQUET])]


def _rewrite(
    declaration: DeclarationProjet,
    projet: Projet,
    acteurs: dict[Partie, Acteur],
    sources: dict[str, Source],
    liens: Cles,
    *,
    par: str,
) -> None:
    """Ajouter participants et lieux que cette source nomme, et remplacer les montants qu'elle portait."""
    source = sources[declaration.dit.source_code]
    roles = [(acteurs[p], RoleProjet.PORTEUR) for p in declaration.porteurs]
    roles += [(acteurs[p], RoleProjet.PARTENAIRE) for p in declaration.partenaires]
    payeurs = {p.nom: acteurs[p] for p in _payeurs(declaration)}
    roles += [(a, RoleProjet.FINANCEUR) for a in payeurs.values()]
    ParticipationProjet.objects.bulk_create(
        [ParticipationProjet(projet=projet, acteur=a, role=r) for a, r in dict.fromkeys(roles)],
        ignore_conflicts=True,
    )
    deja = set(LieuAction.objects.filter(projet=projet).values_list("pays_id", flat=True))
    LieuAction.objects.bulk_create(
        [
            LieuAction(projet=projet, pays_id=iso, precision=Precision.PAYS)
            for iso in declaration.pays
            if iso not in deja
        ]
    )
    avant = _montants(projet, source)
    Financement.objects.filter(projet=projet, source=source).delete()
    Financement.objects.bulk_create(
        [
            Financement(
                projet=projet, payeur=payeurs.get(f.payeur), annee=f.annee, nature=f.nature, etape=f.etape,
                montant=f.montant, devise=f.devise, dispositif=declaration.dispositif, source=source,
            )
            for f in declaration.financements
        ]
    )  # fmt: skip
    apres = _montants(projet, source)
    if avant != apres:
        ecriture = Ecriture("financer_projet", "projet", projet.pk, {"montants": avant}, {"montants": apres})
        journaliser(par=par, ecritures=[ecriture])
    relation_id = liens.get(_cle(declaration))
    if relation_id:
        projet.relations.add(relation_id)
        _inherit_masks(projet, relation_id, par=par)


def _inherit_masks(projet: Projet, relation_id: int, *, par: str) -> None:
    """Un projet qui s'adosse à une relation brouillée nomme le même partenaire : il se brouille avec elle."""
    relation = Relation.objects.filter(pk=relation_id, sensible=True).first()
    if relation is None or projet.sensible:
        return
    apres = {"sensible": True, **{nom: getattr(relation, nom) for nom in MASQUES}}
    for nom, valeur in apres.items():
        setattr(projet, nom, valeur)
    projet.save(update_fields=[*apres, "modifie_le"])
    journaliser(par=par, ecritures=[Ecriture("marquer_sensible", "projet", projet.pk, apres=apres)])


def _montants(projet: Projet, source: Source) -> list[list[str]]:
    """Les montants qu'une source donne à un projet, tels que le journal les garde."""
    lignes = Financement.objects.filter(projet=projet, source=source).order_by("etape", "annee", "montant", "pk")
    return [[f.etape, str(f.annee or ""), str(f.montant), f.devise] for f in lignes]
