"""Chercher parmi les pays et les acteurs : ce que les répertoires de noms ne contiennent pas."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from rapidfuzz import process
from rapidfuzz.distance import Indel

from jumelles.acteurs.reperage import acteurs_de_ces_noms, acteurs_des_lieux
from jumelles.api.rapprochement.lecture import QuestionLue
from jumelles.api.rapprochement.noms import LETTRES_D_UN_CODE, pays
from jumelles.api.rapprochement.pretendants import COMPAREE, PROCHE, Pretendant, depuis_acteur, ressemblance
from jumelles.api.rapprochement.sortes import PAYS
from jumelles.rapprochement.normaliser import cle
from jumelles.recherche.document import Cellule
from jumelles.recherche.moteur import moteur

PROPOSES = 10
# Ce qu'un nom exact vaut, seul ; et ce que vaut au plus un nom seulement semblable.
EXACT, SEMBLABLE = 0.97, 0.7
MARGE = 0.15
VILLES = ("ville", "non_renseigne")


def pays_nommes(nom: str, *, larges: bool) -> list[Pretendant]:
    """Les pays de ce nom ; larges : codes compris, et à quelques lettres près."""
    connus, voulue = pays(), cle(nom)
    if not voulue or (not larges and len(voulue) <= LETTRES_D_UN_CODE):
        return []
    if isos := connus.par_cle.get(voulue):
        seul = len(isos) == 1
        raison = _("un nom de ce pays") if seul else _("plusieurs pays portent ce nom")
        return [_pays(iso, EXACT if seul else 1 / len(isos), seul, raison) for iso in sorted(isos)]
    if not larges:
        return []
    proches = process.extract(voulue, connus.par_cle.keys(), scorer=Indel.normalized_similarity, score_cutoff=PROCHE)
    vus = {iso: part for k, part, _rang in reversed(proches) for iso in connus.par_cle[k]}
    return [_pays(iso, SEMBLABLE * part, False, _("un nom voisin")) for iso, part in vus.items()]


def _pays(iso2: str, score: float, accepte: bool, raison: str) -> Pretendant:
    return Pretendant(f"pays:{iso2}", pays().nom(iso2), (PAYS,), score, accepte, (raison,))


class ActeursNommes:
    """Les acteurs que les noms d'un lot désignent exactement : une requête et une lecture de l'index pour le lot."""

    def __init__(self, noms: Iterable[str]) -> None:
        self._ids = acteurs_de_ces_noms({cle(n) for n in noms if len(n) <= COMPAREE})
        voulus = sorted({a for siens in self._ids.values() for a in siens})
        self._fiches = {t.id: t.fiche for t in moteur().lire("acteurs", voulus)} if voulus else {}

    def de(self, question: QuestionLue, *, precise: bool) -> list[Pretendant]:
        """Ceux de cette question ; precise : on cherche des acteurs, donc aussi à peu près."""
        voulu = pays().lire(question.indice("pays"))
        exactes = [self._fiches[a] for a in self._ids.get(cle(question.nom), ()) if a in self._fiches]
        if not precise:
            # Une ville d'ailleurs se propose comme lieu, pas deux fois.
            exactes = [f for f in exactes if not f["geonames"]]
        fiches = exactes or (_semblables(question.nom) if precise else [])
        parts = [(_part(question.nom, f), f) for f in fiches if not voulu or f["pays"] == voulu]
        parts.sort(key=lambda p: -p[0])
        return [_acteur(rang, parts) for rang in range(len(parts))]


def _semblables(nom: str) -> list[Mapping[str, Cellule]]:
    trouves = moteur().proposer(nom, sortes=("acteurs",), nombre=PROPOSES) if cle(nom) else ()
    return [t.fiche for t in trouves if t.fiche["type_acteur"] != "collectivite" and not t.fiche["demonstration"]]


def _part(nom: str, fiche: Mapping[str, Cellule]) -> float:
    return max(ressemblance(nom, str(fiche[c])) for c in ("nom", "sigle") if fiche[c])


def _acteur(rang: int, parts: list[tuple[float, Mapping[str, Cellule]]]) -> Pretendant:
    """Accepté : son nom exactement, loin devant tout autre ; un sigle seul ne suffit pas."""
    part, fiche = parts[rang]
    suivante = max((p for i, (p, _f) in enumerate(parts) if i != rang), default=0.0)
    accepte = part == 1.0 and len(cle(str(fiche["nom"]))) > LETTRES_D_UN_CODE and part - suivante >= MARGE
    raison = _("son nom") if part == 1.0 else _("un nom voisin")
    return depuis_acteur(fiche, EXACT if accepte else SEMBLABLE * part, accepte=accepte, raisons=(raison,))


def acteurs_des_villes(pretendants: Iterable[Pretendant]) -> dict[str, list[Pretendant]]:
    """Identifiant d'un lieu → les autorités étrangères qui y siègent, avec le jugement porté sur ce lieu."""
    lieux = {p.id: p for p in pretendants if p.id.startswith("geonames:")}
    siens = acteurs_des_lieux([int(i.partition(":")[2]) for i in lieux])
    ids = sorted({a for acteurs in siens.values() for a in acteurs})
    fiches = {t.id: t.fiche for t in moteur().lire("acteurs", ids)}
    rendus: dict[str, list[Pretendant]] = {}
    for geonames, acteurs in siens.items():
        lieu = lieux[f"geonames:{geonames}"]
        rendus[lieu.id] = [_autorite(lieu, fiches[a], len(acteurs)) for a in acteurs if a in fiches]
    return rendus


def _autorite(lieu: Pretendant, fiche: Mapping[str, Cellule], combien: int) -> Pretendant:
    # Un quartier, une province peuvent siéger dans la ville de ce nom sans être elle.
    nom = str(fiche["nom"])
    elle = fiche["niveau"] in VILLES and max(ressemblance(nom, lieu.nom), ressemblance(nom, lieu.nom_dit)) >= PROCHE
    accepte = lieu.accepte and combien == 1 and elle
    score = lieu.score / combien * (1 if elle else PROCHE)
    return depuis_acteur(fiche, score, accepte=accepte, raisons=lieu.raisons, nom_dit=lieu.nom_dit)
