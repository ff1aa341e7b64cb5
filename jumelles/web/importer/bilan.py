"""Ce qu'un rapport d'import devient à l'écran : des comptes, et une table de problèmes par pages."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from jumelles.contributions.enums import EtatDossier
from jumelles.contributions.requetes import DossierFiche
from jumelles.provenance.enums import EtatLigne
from jumelles.referentiel.typographie import typographier
from jumelles.sources.problemes import Probleme
from jumelles.sources.rapport import Rapport
from jumelles.web.portes import pages_proches

PAR_PAGE = 40
MONTRES = 30
LIGNES = 12
VALEURS = 3
# Une valeur qui revient autant de fois a sa remarque à elle : on y remédie une fois pour toutes.
REPETEE = 3


@dataclass(frozen=True, slots=True)
class CompteImport:
    """Un nombre et ce qu'il compte ; phrase : ce que cela veut dire, en une ligne."""

    nombre: int
    nom: str
    phrase: str


@dataclass(frozen=True, slots=True)
class RemarqueImport:
    """La même remarque, dite de plusieurs lignes : où, pourquoi, que faire ; lignes : les premières."""

    colonne: str
    valeurs: tuple[str, ...]
    raison: str
    remede: str
    nombre: int
    lignes: tuple[int, ...]

    @property
    def reste(self) -> int:
        """Combien de lignes ne sont pas citées."""
        return self.nombre - len(self.lignes)


@dataclass(frozen=True, slots=True)
class HesitationImport:
    """Les mêmes raisons, dites de plusieurs lignes ; lignes : les premières ; reste : combien d'autres."""

    raisons: tuple[str, ...]
    lignes: tuple[int, ...]
    reste: int


@dataclass(frozen=True, slots=True)
class BilanImport:
    """Le rapport d'un import, prêt à montrer. problemes : ceux de cette page ; cites : ceux que l'on peut montrer ;

    rattachees : lignes dont on peut emporter ce qu'elles nomment.
    """

    rapport: Rapport
    valides: int
    a_revoir: int
    refusees: int
    hors_champ: int
    comptes: tuple[CompteImport, ...]
    ecritures: tuple[tuple[int, str], ...]
    problemes: tuple[Probleme, ...]
    cites: int
    hesitations: tuple[HesitationImport, ...]
    remarques: tuple[RemarqueImport, ...]
    a_savoir: tuple[HesitationImport, ...]
    retrait: dict[str, Any]
    rattachees: int
    suite: bool
    numero: int
    nombre_pages: int
    pages_proches: list[int | None]


def lire_rapport(d: DossierFiche) -> Rapport | None:
    """Le rapport du dernier travail de ce dossier, ou None s'il n'y en a pas."""
    return Rapport.depuis_json(d.rapport) if d.rapport else None


def bilan(d: DossierFiche, numero: int) -> BilanImport | None:
    """Le bilan de ce dossier, ses problèmes à cette page."""
    r = lire_rapport(d)
    if r is None:
        return None
    bloquants = [p for p in r.problemes if p.bloquant]
    pages = max(1, -(-len(bloquants) // PAR_PAGE))
    numero = min(numero, pages)
    n = {etat: r.etats[etat] for etat in EtatLigne.values}
    return BilanImport(
        rapport=r,
        valides=n[EtatLigne.VALIDE],
        a_revoir=n[EtatLigne.A_REVOIR],
        refusees=n[EtatLigne.REFUSEE],
        hors_champ=n[EtatLigne.HORS_CHAMP],
        comptes=_comptes(r, entrees=d.etat == EtatDossier.IMPORTE),
        ecritures=_ecritures(r),
        problemes=tuple(bloquants[(numero - 1) * PAR_PAGE : numero * PAR_PAGE]),
        cites=len(bloquants),
        hesitations=_details(r, EtatLigne.A_REVOIR),
        remarques=_remarques(r),
        a_savoir=_details(r, EtatLigne.VALIDE),
        retrait=d.rapport.get("retrait", {}),
        rattachees=n[EtatLigne.VALIDE] - r.deja_la if d.etat == EtatDossier.ESSAYE and d.lot_id else 0,
        suite=_suite(r),
        numero=numero,
        nombre_pages=pages,
        pages_proches=pages_proches(numero, pages),
    )


def _details(r: Rapport, etat: str) -> tuple[HesitationImport, ...]:
    """Les lignes de cet état, groupées par ce que les remarques n'en disent pas déjà."""
    dits = {p.en_texte() for p in r.problemes}
    memes: dict[tuple[str, ...], list[int]] = {}
    for d in r.details:
        restes = tuple(m for m in d.messages if typographier(m) not in dits) if d.etat == etat else ()
        if restes:
            memes.setdefault(restes, []).append(d.ligne)
    return tuple(
        HesitationImport(raisons, tuple(lignes[:LIGNES]), max(0, len(lignes) - LIGNES))
        for raisons, lignes in list(memes.items())[:MONTRES]
    )


def _suite(r: Rapport) -> bool:
    """Vrai si la page ne dit pas toutes les lignes à revoir."""
    dites = sum(len(h.lignes) + h.reste for h in _details(r, EtatLigne.A_REVOIR))
    return dites < r.etats[EtatLigne.A_REVOIR]


def _remarques(r: Rapport) -> tuple[RemarqueImport, ...]:
    """Les remarques qui n'arrêtent pas une ligne, une fois chacune, de la plus fréquente à la plus rare."""
    remarques = [p for p in r.problemes if not p.bloquant]
    fois = Counter((p.colonne, p.raison, p.valeur) for p in remarques)
    memes: dict[tuple[str, str, str, str], list[Probleme]] = {}
    for p in remarques:
        seule = p.valeur if fois[p.colonne, p.raison, p.valeur] >= REPETEE else ""
        memes.setdefault((p.colonne, p.raison, p.remede, seule), []).append(p)
    groupes = sorted(memes.items(), key=lambda g: -len(g[1]))
    return tuple(
        RemarqueImport(
            colonne, tuple(dict.fromkeys(p.valeur for p in dites if p.valeur))[:VALEURS], raison, remede,
            len(dites), tuple(p.ligne for p in dites[:LIGNES]),
        )
        for (colonne, raison, remede, _seule), dites in groupes
    )  # fmt: skip


def _comptes(r: Rapport, *, entrees: bool) -> tuple[CompteImport, ...]:
    """Les lignes, par ce qu'elles deviennent ; un compte nul, sauf le premier, ne se montre pas."""
    tous = (
        CompteImport(r.etats[EtatLigne.VALIDE], _("entrées") if entrees else _("entrent"), _("lues et rattachées")),
        CompteImport(r.etats[EtatLigne.A_REVOIR], _("à revoir"), _("gardées de côté : un nom reste à trancher")),
        CompteImport(r.etats[EtatLigne.REFUSEE], _("refusées"), _("à corriger chez vous, puis à redéposer")),
        CompteImport(r.etats[EtatLigne.HORS_CHAMP], _("hors du champ"), _("bien lues, mais pas de notre sujet")),
        CompteImport(r.redites + r.redites_d_un_releve, _("redites"), _("déjà dites par une autre ligne")),
    )
    return tuple(c for rang, c in enumerate(tous) if c.nombre or not rang)


def _ecritures(r: Rapport) -> tuple[tuple[int, str], ...]:
    noms = (
        ("relations_creees", _("jumelages et partenariats nouveaux")),
        ("relations_completees", _("déjà connus, complétés d'une parole de plus")),
        ("projets_crees", _("projets nouveaux")),
        ("projets_completes", _("projets déjà connus, complétés")),
        ("repetes", _("lignes de plus, qui redisent le lien d'une autre ligne du fichier")),
        ("acteurs_crees", _("acteurs nouveaux")),
        ("inchanges", _("déjà dits par cette source, inchangés")),
        ("supprimees_non_rouvertes", _("supprimés par une personne, laissés tels")),
    )
    compte = {**r.bilan, "repetes": _repetes(r)}
    lignes = [(compte.get(code, 0), nom) for code, nom in noms] if r.bilan else []
    lignes.append((r.nombre_disparus, _("disparus de ce fichier, présents dans le précédent : rien n'est effacé")))
    return tuple((n, nom) for n, nom in lignes if n)


def _repetes(r: Rapport) -> int:
    """Les lignes qui entrent sans lien à elles : une autre ligne dit le même ; 0 pour des projets, dits à plusieurs."""
    if r.bilan.get("projets_crees") or r.bilan.get("projets_completes"):
        return 0
    liens = sum(r.bilan.get(code, 0) for code in ("relations_creees", "relations_completees", "inchanges"))
    return max(0, r.etats[EtatLigne.VALIDE] - r.deja_la - liens)
