"""Composer la note : portrait, coûts, loi, conseil et raisons d'une même collectivité, un même jour."""

from dataclasses import dataclass
from datetime import date

from jumelles.acteurs.contacts import ContactFiche, contacts_du_pays
from jumelles.conseil.argumentaire import ArgumentCite
from jumelles.cooperations.requetes.financements import FinancementConnu
from jumelles.droit.pays import NoticePays, notices_du_pays
from jumelles.retombees.ligne_dite import FicheHeritee
from jumelles.retombees.requetes import fiches_heritees, fiches_publiees
from jumelles.strategies.conseil_explique import ConseilExplique, repondre
from jumelles.strategies.couts import FicheDesCouts, fiche_des_couts
from jumelles.strategies.directions import Direction, proposer
from jumelles.strategies.note.faits import situer
from jumelles.strategies.note.loi import LoiPourNous, loi_pour
from jumelles.strategies.note.question import QuestionNote
from jumelles.strategies.note.raisons import raisons_d_agir, reperes_de_cout
from jumelles.strategies.portrait import Portrait
from jumelles.strategies.portrait import composer as dresser
from jumelles.territoires.requetes import TerritoireFiche
from jumelles.territoires.suites import codes_d_hier


@dataclass(frozen=True, slots=True)
class NoteElu:
    """Tout ce que dit la note ; loi None : la catégorie ne suffit pas à dire quelle colonne du droit s'applique.

    notices : (nom du pays, avis daté) pour le pays demandé et ceux des liens ;
    contacts : ceux du pays demandé, publics ou consentis (C1.8) ;
    couts None : la collectivité n'a rien publié ; connus : ce que la base ouverte sait de l'argent, sans le mêler.
    """

    jour: date
    question: QuestionNote
    portrait: Portrait
    directions: tuple[Direction, ...]
    loi: LoiPourNous | None
    conseil: ConseilExplique
    couts: FicheDesCouts | None
    connus: tuple[FinancementConnu, ...]
    reperes: tuple[ArgumentCite, ...]
    raisons: tuple[ArgumentCite, ...]
    notices: tuple[tuple[str, NoticePays], ...]
    contacts: tuple[ContactFiche, ...]

    @property
    def t(self) -> TerritoireFiche:
        """La collectivité."""
        return self.portrait.territoire


def composer_note(t: TerritoireFiche, question: QuestionNote, *, jour: date) -> NoteElu:
    """La note de ce jour ; à même question et même base, même note. ConseilIncoherent si la question ne se lit pas."""
    portrait = dresser(t, jour=jour)
    conseil = repondre(question.pour_le_conseil(), jour=jour)
    type_ = conseil.demande.type
    situation = situer(portrait, conseil, jour=jour)
    return NoteElu(
        jour=jour, question=question, portrait=portrait,
        directions=proposer(situation, ecartees=question.ecartees),
        loi=loi_pour(type_, question.themes, pays_apd=conseil.demande.pays_apd, jour=jour) if type_ else None,
        conseil=conseil, couts=_couts(portrait, jour), connus=portrait.argent,
        reperes=reperes_de_cout(question.themes, jour=jour), raisons=raisons_d_agir(question.themes, jour=jour),
        notices=_notices(portrait, conseil),
        contacts=contacts_du_pays(question.pays, jour=jour) if question.pays else (),
    )  # fmt: skip


def _notices(p: Portrait, conseil: ConseilExplique) -> tuple[tuple[str, NoticePays], ...]:
    demande = ((conseil.pays.iso2, conseil.pays.nom),) if conseil.pays else ()
    pays = dict((*demande, *p.pays))
    return tuple((nom, notice) for iso2, nom in pays.items() for notice in notices_du_pays(iso2))


def _couts(p: Portrait, jour: date) -> FicheDesCouts | None:
    """La dernière année publiée, et elle seule, comme sur la page : la sienne, ou celle d'une collectivité réunie.

    Ce que l'équipe n'a pas publié n'est pas dans une note publique.
    """
    t = p.territoire
    publiees = fiches_publiees(t.code) or (fiches_heritees(codes_d_hier(t.code)) if t.anciens else ())
    if not publiees:
        return None
    f = publiees[0]
    ancienne = f.nom if isinstance(f, FicheHeritee) else ""
    return fiche_des_couts(t, f.annee, f.lignes, jour=jour, publiee_le=f.le, ancienne=ancienne, connus=p.argent)
