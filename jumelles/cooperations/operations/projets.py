"""Retrouver ou créer les projets déclarés, avec leurs participants, leurs lieux et leurs financements."""

from collections.abc import Sequence
from typing import Any

from jumelles.acteurs.designation import Partie
from jumelles.acteurs.enums import NatureActeur
from jumelles.acteurs.models import Acteur
from jumelles.acteurs.operations import trouver_ou_creer
from jumelles.cooperations.declarations import DeclarationProjet
from jumelles.cooperations.enums import RoleProjet
from jumelles.cooperations.models import Projet
from jumelles.cooperations.operations.attaches import poser_attaches
from jumelles.cooperations.operations.bilan import BilanEcriture
from jumelles.cooperations.operations.differences import contradictions
from jumelles.cooperations.operations.exposition import recalculer_exposition
from jumelles.cooperations.operations.publication import publier_ou_retirer_projets
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
    paroles = [
        _parole(d, projets[_cle(d)], releves[_cle(d)], sources, _attaches(d, acteurs, liens), par) for d in a_dire
    ]
    remplacer_paroles(_previous(a_dire, releves), paroles, par=par, lot=lot)
    poser_attaches([projets[_cle(d)].pk for d in a_dire], par=par, lot=lot)
    numeros = {releves[_cle(d)].releve.pk: d.dit.numero for d in declarations}
    bilan.differences += contradictions(paroles, numeros, champs=CHAMPS_PROJET)
    recalculer_exposition({a.pk for a in acteurs.values() if a.sensible}, par=par)
    touches = {projets[_cle(d)].pk for d in a_dire}
    recalculer_projets(touches, par=par, lot=lot)
    publier_ou_retirer_projets(touches, par=par, lot=lot)
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


def _known(
    declarations: Sequence[DeclarationProjet], sources: dict[str, Source]
) -> dict[tuple[str, str], int]:  # fmt: skip
    """(source, clé) → projet dont parlent ses relevés, le dernier d'abord ; même retirés : un import annulé revient."""
    connus: dict[tuple[str, str], int] = {}
    for code, source in sources.items():
        cles = sorted({d.dit.cle for d in declarations if d.dit.source_code == code})
        dites = Affirmation.objects.filter(objet_type="projet", releve__source=source).order_by("releve_id", "pk")
        for debut in range(0, len(cles), PAQUET):
            lues = dites.filter(releve__cle__in=cles[debut : debut + PAQUET])
            connus.update(((code, cle_), pk) for cle_, pk in lues.values_list("releve__cle", "objet_id"))
    return connus


def _find_or_create(
    declarations: Sequence[DeclarationProjet],
    releves: dict[tuple[str, str], ReleveRange],
    sources: dict[str, Source],
    *,
    par: str,
    lot: Lot | None,
    bilan: BilanEcriture,
) -> dict[tuple[str, str], Projet]:
    connus = _known(declarations, sources)
    retrouves: dict[tuple[str, str], int] = {}
    neufs: dict[tuple[str, str], Projet] = {}
    for d in declarations:
        pk = connus.get(_cle(d))
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
    declaration: DeclarationProjet,
    projet: Projet,
    range_: ReleveRange,
    sources: dict[str, Source],
    attaches: dict[str, Any],
    par: str,
) -> Parole:
    dit = declaration.dit
    simples = (*CHAMPS_PROJET, "secteur_dit")
    champs: dict[str, Any] = {c: getattr(declaration, c) for c in simples if getattr(declaration, c)}
    champs.update({c: list(getattr(declaration, c)) for c in ("themes", "odd") if getattr(declaration, c)})
    if declaration.cadres:
        champs["cadres"] = dict(declaration.cadres)
    return Parole(
        objet_type="projet", objet_id=projet.pk, champs=champs, source_id=sources[dit.source_code].pk,
        releve_id=range_.releve.pk, releve_le=dit.releve_le, adresse=dit.adresse,
        date_information=dit.date_information, certitude=dit.certitude, auteur=par,
        attaches=attaches,
    )  # fmt: skip


def _attaches(declaration: DeclarationProjet, acteurs: dict[Partie, Acteur], liens: Cles) -> dict[str, Any]:
    """Ce que cette parole attache au projet, par identifiants : `attaches.py` le pose, l'annulation d'un lot l'ôte."""
    roles = [(acteurs[p], RoleProjet.PORTEUR) for p in declaration.porteurs]
    roles += [(acteurs[p], RoleProjet.PARTENAIRE) for p in declaration.partenaires]
    payeurs = {p.nom: acteurs[p].pk for p in _payeurs(declaration)}
    roles += [(acteurs[p], RoleProjet.FINANCEUR) for p in _payeurs(declaration)]
    montants = [
        [payeurs.get(f.payeur), f.annee, f.nature, f.etape, str(f.montant), f.devise, declaration.dispositif]
        for f in declaration.financements
    ]
    return {
        "participations": [[a.pk, str(role)] for a, role in dict.fromkeys(roles)],
        "pays": list(declaration.pays),
        "montants": montants,
        "relation": liens.get(_cle(declaration)),
    }


def _previous(
    declarations: Sequence[DeclarationProjet], releves: dict[tuple[str, str], ReleveRange]
) -> list[Affirmation]:
    """Les paroles vivantes que des relevés plus récents remplacent."""
    ids = sorted(p for d in declarations if (p := releves[_cle(d)].precedent_id))
    vivantes = Affirmation.objects.vivantes().filter(objet_type="projet")
    return [a for i in range(0, len(ids), PAQUET) for a in vivantes.filter(releve_id__in=ids[i : i + PAQUET])]
