"""Ce que la loi permet à ce type de collectivité, pour ce que l'on fait d'abord : toutes les lignes, puis les actes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from jumelles.conseil.demande import se_rejoignent
from jumelles.documents.arbre import Bloc, Encadre, Lien, Liste, Niveau, Note, Paragraphe, Tableau
from jumelles.droit.actes import ActeAPrendre
from jumelles.droit.cas import Cas, TypeCollectivite, faits
from jumelles.droit.examen import Avis, LigneAvis, examiner
from jumelles.droit.phrases import dire
from jumelles.droit.textes import NoteJuridique, note
from jumelles.droit.verdicts import Verdict
from jumelles.strategies.note.sources import citer_source

# Ce qu'un nouvel arrivant fait d'abord ; la page « Droit » dit le reste.
INTENTIONS = (
    frozenset({"charte", "autorite_locale"}),
    frozenset({"cooperation", "autorite_locale"}),
    frozenset({"cooperation", "association"}),
    frozenset({"urgence"}),
    frozenset({"cooperation", "etat_etranger"}),
)
_SERVICES = {"eau": "un_pour_cent_eau", "energie": "un_pour_cent_energie", "dechets": "un_pour_cent_dechets"}


@dataclass(frozen=True, slots=True)
class LoiPourNous:
    """lignes : chaque règle qui s'applique ou peut s'appliquer, la plus stricte d'abord ; actes : dans l'ordre."""

    type: TypeCollectivite
    lignes: tuple[LigneAvis, ...]
    actes: tuple[ActeAPrendre, ...]
    mentions: tuple[str, ...]


def loi_pour(
    type_: TypeCollectivite, themes: Iterable[str] = (), *, pays_apd: bool | None = None, jour: date
) -> LoiPourNous:
    """Réunir les avis de chaque intention ; un thème d'eau, d'énergie ou de déchets ajoute le 1 %."""
    voulus = tuple(themes)
    services = [
        frozenset({"cooperation", "autorite_locale", f}) for t, f in _SERVICES.items() if se_rejoignent(voulus, (t,))
    ]
    apd = frozenset({"pays_apd"})
    avis = [
        examiner(Cas(type_, i | apd if pays_apd else i, apd if pays_apd is False else frozenset(), jour))
        for i in (*INTENTIONS, *services)
    ]
    actes = {a.code: a for un in avis for a in un.actes if not a.si} | {a.code: a for a in avis[1].actes}
    return LoiPourNous(
        type_, _reunir(avis), tuple(sorted(actes.values(), key=lambda a: a.rang)),
        tuple(dict.fromkeys(m for un in avis for m in un.mentions)),
    )  # fmt: skip


def _reunir(avis: Iterable[Avis]) -> tuple[LigneAvis, ...]:
    """Une même case vue dans deux intentions ne se dit qu'une fois, dans son verdict le plus strict."""
    vues: dict[tuple[int, str], LigneAvis] = {}
    for ligne in (x for un in avis for x in un.lignes):
        case = (ligne.action.numero, ligne.regle.type)
        if case not in vues or _verdict(ligne).rang > _verdict(vues[case]).rang:
            vues[case] = ligne
    return tuple(sorted(vues.values(), key=lambda x: (-_verdict(x).rang, x.action.numero)))


def _verdict(x: LigneAvis) -> Verdict:
    """Celui de la ligne ; un refus dont le titre dit déjà la condition reste un refus."""
    return x.dit if x.dit is Verdict.IMPOSSIBLE else x.verdict


def _reponse(x: LigneAvis) -> str:
    """La réponse écrite ; « à vérifier » l'accompagne si la règle n'est pas sûre."""
    if _verdict(x) is x.verdict:
        return dire(x.phrase)
    return dire("verdict.impossible" if x.is_sure else "verdict.impossible_reserve")


def dire_la_loi(loi: LoiPourNous, *, droit: str) -> Iterator[Bloc]:
    """La section de la note ; droit : l'adresse de la page du droit, qui dit tout."""
    yield Tableau(
        _("Ce que peut une collectivité de type « %(type)s », la règle la plus stricte d’abord")
        % {"type": dire(f"type.{loi.type}")},
        (_("Ce que l’on veut faire"), _("Réponse"), _("Conditions")),
        tuple((x.action.libelle, _reponse(x), _conditions(x)) for x in loi.lignes),
    )
    yield Paragraphe(_("Les actes, dans cet ordre :"))
    yield Liste(tuple(_acte(a) for a in loi.actes), numerotee=True)
    yield Encadre(
        Niveau.A_VERIFIER,
        (
            *(dire(m) for m in loi.mentions if m != "mention.sans_acte"),
            (_("Toutes les règles, et l’assistant en cinq questions : "), Lien(droit, droit)),
        ),
    )


def _conditions(x: LigneAvis) -> tuple[str | Note, ...]:
    si = [_("Si %(fait)s.") % {"fait": faits()[f].phrase} for f in x.si if f == "pays_apd"]
    a_etablir = [_("À établir : %(fait)s.") % {"fait": faits()[f].phrase} for f in x.a_etablir]
    dites = " ".join((*si, *x.conditions, *a_etablir))
    textes = [note(t) for t in x.regle.textes]
    return (dites or _("aucune condition dite"), *(_citer(t) for t in textes))


def _citer(texte: NoteJuridique) -> Note:
    """La référence, son état, et la date de sa version en vigueur quand elle est connue."""
    debuts = [v.du for v in texte.versions if v.du is not None]
    return citer_source(texte.reference, texte.marque.etat, debuts[-1] if debuts else None)


def _acte(a: ActeAPrendre) -> str:
    si = _(" et ").join(faits()[f].phrase for f in a.si)
    return _("%(acte)s (si %(si)s)") % {"acte": a.libelle, "si": si} if si else a.libelle
