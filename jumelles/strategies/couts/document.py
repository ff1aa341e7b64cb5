"""Le document d'une fiche de coûts : ce que la page montre, ni plus ni moins, pour la note ou pour l'assemblée."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from jumelles.cooperations.requetes.financements import FinancementConnu
from jumelles.documents.arbre import (
    Alignement,
    Bloc,
    Contenu,
    Encadre,
    Fiche,
    Niveau,
    Note,
    Paragraphe,
    Rapport,
    Tableau,
    Titre,
)
from jumelles.referentiel.nombres import decimal_fr, euros
from jumelles.referentiel.temps import dire
from jumelles.retombees.ligne_dite import LigneLue
from jumelles.strategies.couts.comparaison import MesureDesCouts, regle_de_comparaison, trop_peu
from jumelles.strategies.couts.fiche import FicheDesCouts
from jumelles.strategies.couts.mots import (
    annee_connue,
    avertissement,
    concerne,
    contrefactuel,
    dire_l_origine,
    dire_la_valeur,
    dire_le_poste,
    projets_en_mots,
    qui_paie,
    separation,
)
from jumelles.strategies.couts.tableau import RangeeCouts

AUTEUR = "Jumelles, l’action internationale des territoires"


def rapport_des_couts(f: FicheDesCouts) -> Rapport:
    """L'arbre du document ; une fiche de travail le dit, une fiche publiée dit quand elle l'a été."""
    return Rapport(
        titre=_("Ce que ça coûte, ce que ça rapporte : %(nom)s, %(annee)s")
        % {"nom": f.ancienne or f.territoire.nom_affiche, "annee": f.annee},
        sous_titre=_statut(f), auteur=AUTEUR, jour=f.jour, blocs=tuple(_blocs(f)),
    )  # fmt: skip


def _statut(f: FicheDesCouts) -> str:
    if f.publiee_le is None:
        dite = _("Fiche de travail, réservée à l’équipe de la collectivité")
    else:
        dite = _("Fiche publiée par la collectivité le %(jour)s") % {"jour": dire(f.publiee_le)}
    return f"{dite}. {dire_l_origine(f.ancienne, f.territoire.nom_affiche)}" if f.ancienne else dite


def _blocs(f: FicheDesCouts) -> Iterator[Bloc]:
    if not f.preuves:
        yield Paragraphe(_("Aucun coût ni retour n’est saisi pour cette année : rien n’est mesuré."))
    else:
        yield from _l_essentiel(f)
        yield from _qui_paie(f)
        yield from _d_une_annee_a_l_autre(f)
        yield from _les_autres(f)
        yield from _les_lignes(f)
    if not f.ancienne:
        yield from _ce_que_la_base_sait(f)


def _l_essentiel(f: FicheDesCouts) -> Iterator[Bloc]:
    if f.declaratif:
        yield Encadre(Niveau.ATTENTION, (avertissement(),))
    yield Titre(_("L’essentiel"), 1)
    qui = _("saisie de %(nom)s") % {"nom": f.ancienne or f.territoire.nom_affiche}
    yield Tableau(
        legende=(
            _("Coûts et retours de %(annee)s, par force de preuve.") % {"annee": f.annee},
            Note(qui, dire(f.publiee_le or f.jour)),
        ),
        entetes=(_("Ce que l’on regarde"), *(p[:1].upper() + p[1:] for p in f.preuves)),
        lignes=tuple(_rangee(r) for r in f.rangees),
        alignements=(Alignement.GAUCHE, *(Alignement.DROITE for _p in f.preuves)),
    )
    yield Paragraphe(separation())
    yield Paragraphe(contrefactuel())
    yield Titre(_("Comment chaque ligne se calcule"), 2)
    population = Note(f.territoire.source_nom, _("millésime %(m)s") % {"m": f.territoire.millesime})
    sue = f.territoire.population is not None
    yield Fiche(
        tuple(
            (r.libelle, (r.precision, population) if sue and r.code == "habitant" else r.precision) for r in f.rangees
        )
    )


def _rangee(r: RangeeCouts) -> tuple[Contenu, ...]:
    return r.libelle, *(f"{c.texte} ({c.pourquoi})" if c.pourquoi else c.texte for c in r.cellules)


def _qui_paie(f: FicheDesCouts) -> Iterator[Bloc]:
    if not f.payeurs:
        return
    yield Titre(_("Qui paie quoi"), 1)
    yield Tableau(
        legende=_("Part de chacun dans le coût total, à force de preuve égale."),
        entetes=(_("Qui"), _("Preuve"), _("Montant"), _("Part du coût total")),
        lignes=tuple((qui, preuve, montant, part or _("non calculé")) for qui, preuve, montant, part in f.payeurs),
        alignements=(Alignement.GAUCHE, Alignement.GAUCHE, Alignement.DROITE, Alignement.DROITE),
    )


def _d_une_annee_a_l_autre(f: FicheDesCouts) -> Iterator[Bloc]:
    if not f.evolutions:
        return
    yield Titre(_("D’une année à l’autre"), 1)
    yield Tableau(
        legende=_("De %(avant)s à %(annee)s, à même force de preuve ; l’évolution se rapporte à l’année de départ.")
        % {"avant": f.annee_d_avant, "annee": f.annee},
        entetes=(_("Ce que l’on regarde"), str(f.annee_d_avant), str(f.annee), _("Écart"), _("Évolution")),
        lignes=tuple(
            (f"{e.libelle} ({e.preuve})", e.avant, e.apres, e.ecart or _("non calculé"), e.pour_cent or e.pourquoi)
            for e in f.evolutions
        ),
        alignements=(Alignement.GAUCHE, *(Alignement.DROITE,) * 4),
    )


def _les_autres(f: FicheDesCouts) -> Iterator[Bloc]:
    c = f.comparaison
    if c is None:
        return
    yield Titre(_("Et les autres, à notre taille ?"), 1)
    if not c.mesures:
        yield Paragraphe(trop_peu(c))
        return
    yield Tableau(
        legende=regle_de_comparaison(c),
        entetes=(_("Ce que l’on regarde, et parmi qui"), _("Ici"), _("Médiane"), _("La moitié du groupe")),
        lignes=tuple((_parmi(m), m.soi, m.milieu, m.quarts) for m in c.mesures),
        alignements=(Alignement.GAUCHE, *(Alignement.DROITE,) * 3),
    )


def _parmi(m: MesureDesCouts) -> str:
    return _("%(quoi)s (%(preuve)s), parmi %(n)s : %(groupe)s") % {
        "quoi": m.libelle, "preuve": m.preuve, "n": m.n, "groupe": m.groupe,
    }  # fmt: skip


def _les_lignes(f: FicheDesCouts) -> Iterator[Bloc]:
    yield Titre(_("Ce qui a été saisi, et sur quoi cela repose"), 1)
    yield Tableau(
        legende=_("Chaque ligne, sa preuve et sa source."),
        entetes=(_("Poste, et ce qu’il concerne"), _("Valeur"), _("Preuve et source")),
        lignes=tuple(_ligne(x, f) for x in f.lignes),
        alignements=(Alignement.GAUCHE, Alignement.DROITE, Alignement.GAUCHE),
    )


def _ligne(x: LigneLue, f: FicheDesCouts) -> tuple[Contenu, ...]:
    poste = _("%(poste)s : %(concerne)s") % {"poste": dire_le_poste(x), "concerne": concerne(x, f.perimetres)}
    source = x.dite.source or _("source non renseignée")
    if x.dite.date_information:
        source = f"{source} ({dire(x.dite.date_information)})"
    return poste, dire_la_valeur(x), _("%(preuve)s : %(source)s") % {"preuve": x.dite.preuve_libelle, "source": source}


def _ce_que_la_base_sait(f: FicheDesCouts) -> Iterator[Bloc]:
    yield Titre(_("Ce que la base ouverte sait par ailleurs"), 1)
    if not f.connus:
        yield Paragraphe(_("Aucun montant de projet connu pour cette année ; une absence ici n’est pas un zéro."))
        return
    yield Paragraphe(_("Ces montants viennent d’autres sources : ils se lisent à côté, et ne s’ajoutent à rien."))
    yield Tableau(
        legende=_("Montants des projets connus de la base, par étape et par source."),
        entetes=(_("Étape, nature, année, qui paie"), _("Montant"), _("Projets et source")),
        lignes=tuple(_connu(c) for c in f.connus),
        alignements=(Alignement.GAUCHE, Alignement.DROITE, Alignement.GAUCHE),
    )


def _connu(c: FinancementConnu) -> tuple[Contenu, ...]:
    montant = euros(c.montant) if c.devise == "EUR" else f"{decimal_fr(c.montant, 2)} {c.devise}"
    quoi = ", ".join(
        (c.etape_libelle, c.nature_libelle, annee_connue(c), _("payé par : %(qui)s") % {"qui": qui_paie(c)})
    )
    return quoi, montant, f"{projets_en_mots(c)}, {c.source_nom}"
