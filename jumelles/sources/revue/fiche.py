"""La fiche d'un nom : ce que dit la source, ce que l'on propose, ce qui les rapproche et ce qui les sépare."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Count
from django.utils import timezone

from jumelles.cooperations.models import ParticipationRelation
from jumelles.cooperations.requetes.doublons.fiches import relations_comparables
from jumelles.cooperations.requetes.liens_connus import LienConnu, liens_avec
from jumelles.provenance.enums import CONCLUANTS, EtatLigne, Verdict
from jumelles.provenance.models import Jugement, Releve, Suspens
from jumelles.provenance.operations.jugements import MACHINE
from jumelles.rapprochement.termes import Entite, Mention, Proposition
from jumelles.sources.revue.choix import ChoixInconnu, nommer_choix
from jumelles.sources.revue.differences import traits
from jumelles.sources.revue.file import annoter, montrer
from jumelles.sources.revue.lecteurs import nom_de
from jumelles.sources.revue.recherche import lire_la_recherche
from jumelles.sources.revue.termes import FicheNom, JugementDit, LigneCitee, PropositionMontree
from jumelles.territoires.enums import NatureNom
from jumelles.territoires.models import NomCollectivite, Pays
from jumelles.territoires.notices import (
    NoticeLieu,
    NoticeTerritoire,
    noms_des_divisions,
    notices_des_lieux,
    notices_des_territoires,
)
from jumelles.territoires.repertoires import rapprocheur_du_moment

LIGNES, CELLULES, NOMS = 3, 16, 6
CHERCHEES = 8


def fiche_du_nom(jugement_id: int, *, chercher: str = "") -> FicheNom | None:
    """La fiche d'un nom en suspens, ou d'un nom déjà décidé (decide) ; None s'il n'y en a pas.

    chercher : d'autres mots, pour proposer autre chose ; le reste de ce que dit la ligne sert encore.
    """
    lus = Jugement.objects.filter(pk=jugement_id, paire=False, auteur__startswith=MACHINE)
    jugement = annoter(lus).first()
    if jugement is None:
        return None
    attente = montrer([jugement])[0]
    vivants = list(Jugement.objects.vivants().filter(gauche=jugement.gauche, paire=False).order_by("pk"))
    mention = {"nom": nom_de(jugement.gauche), **jugement.details.get("mention", {})}
    reponse = rapprocheur_du_moment().rapprocher(
        [_mention(mention, vivants, chercher)], propositions=CHERCHEES if chercher else 5
    )[0]
    lignes = Releve.objects.filter(pk__in=Suspens.objects.filter(gauche=jugement.gauche).values("releve"), courant=True)
    return FicheNom(
        attente=attente, gauche=jugement.gauche, mention=mention,
        doute=reponse.raisons[-1] if reponse.raisons and reponse.retenue is None and not chercher else "",
        propositions=tuple(_montrer(reponse.propositions, mention)),
        lignes=tuple(_citer(r, mention["nom"]) for r in lignes.select_related("source", "lot").order_by("pk")[:LIGNES]),
        nombre_lignes=lignes.count(), vu=tuple(j.pk for j in vivants), decide=_decide(vivants),
    )  # fmt: skip


def _mention(dite: Mapping[str, Any], vivants: Sequence[Jugement], chercher: str) -> Mention:
    indices = {n: v for n, v in dite.items() if n in Mention.__dataclass_fields__ and n != "niveaux"}
    exclus = frozenset(j.droite for j in vivants if j.verdict == Verdict.DIFFERENTS)
    if chercher:
        return lire_la_recherche(chercher, pays=str(dite.get("pays", "")))
    return replace(Mention(**indices), niveaux=frozenset(dite.get("niveaux", ())), exclus=exclus)


def _decide(vivants: Sequence[Jugement]) -> JugementDit | None:
    """Ce qu'une personne en a déjà conclu."""
    conclu = next((j for j in reversed(vivants) if j.verdict in CONCLUANTS and not j.auteur.startswith(MACHINE)), None)
    return None if conclu is None else dire_le_jugement(conclu)


def dire_le_jugement(jugement: Jugement) -> JugementDit:
    """Ce qu'il dit, en français : « Dunkerque (59) »."""
    try:
        phrase = nommer_choix(jugement.droite or str(jugement.verdict))
    except ChoixInconnu:
        phrase = str(jugement.get_verdict_display())
    return JugementDit(jugement.pk, phrase, jugement.auteur, jugement.prononce_le)


def _montrer(propositions: Sequence[Proposition], mention: Mapping[str, Any]) -> list[PropositionMontree]:
    codes = [p.entite.code for p in propositions if p.entite.ref.startswith("collectivite:")]
    lieux = [int(p.entite.code) for p in propositions if p.entite.ref.startswith("lieu:")]
    notices = {f"collectivite:{c}": n for c, n in notices_des_territoires(codes).items()} if codes else {}
    villes = {f"lieu:{g}": n for g, n in notices_des_lieux(lieux).items()} if lieux else {}
    liens, connus = _liens(codes, lieux), _connus(propositions, mention)
    ailleurs = _noms_d_ailleurs(codes)
    noms = {**noms_des_divisions(), **_pays(mention, villes.values())}
    rendues = []
    for rang, p in enumerate(sorted(propositions, key=lambda p: p.entite.ref not in connus), start=1):
        notice: Any = notices.get(p.entite.ref) or villes.get(p.entite.ref)
        if notice is None:
            continue
        autres = tuple(n for n in notice.autres_noms if n not in ailleurs)
        anciens = notice.anciens_noms if isinstance(notice, NoticeTerritoire) else ()
        rendues.append(
            PropositionMontree(
                rang=rang, ref=p.entite.ref, nom=notice.nom, ou=_ou(p.entite, noms),
                titre=p.nom if p.nom != notice.nom else "",
                adresse_code=p.entite.code if p.entite.ref in notices else "", score=p.score, raisons=p.raisons,
                traits=tuple(traits(mention, p.entite, notice, noms)), autres_noms=autres[:NOMS],
                anciens_noms=anciens[:NOMS], liens=liens.get(p.entite.ref, 0), lat=notice.lat, lon=notice.lon,
                connu=connus.get(p.entite.ref),
            )
        )  # fmt: skip
    return rendues


def _connus(propositions: Sequence[Proposition], mention: Mapping[str, Any]) -> dict[str, LienConnu]:
    """Les propositions que la base sait déjà liées au partenaire de la ligne : on les montre d'abord."""
    dits = [p.strip() for p in str(mention.get("partenaire", "")).split("|")]
    return liens_avec([p.entite.ref for p in propositions], dits, jour=timezone.localdate())


def _noms_d_ailleurs(codes: Sequence[str]) -> set[str]:
    """Les noms de ces collectivités dans d'autres langues : ils servent à chercher, et ne disent rien à qui décide."""
    dits = NomCollectivite.objects.filter(collectivite__code__in=list(codes), nature=NatureNom.ETRANGER)
    return set(dits.values_list("texte", flat=True)) if codes else set()


def _ou(entite: Entite, noms: Mapping[str, str]) -> str:
    """« Gard », « Allemagne » ; vide pour un département ou une région."""
    if entite.ref.startswith("lieu:"):
        return noms.get(entite.pays, entite.pays)
    return "" if entite.niveau in ("departement", "region") else noms.get(f"D{entite.departement}", "")


def _pays(mention: Mapping[str, Any], villes: Iterable[NoticeLieu]) -> dict[str, str]:
    isos = {str(mention.get("pays", "")), *(v.pays for v in villes)}
    return dict(Pays.objects.filter(iso2__in=isos).values_list("iso2", "nom"))


def _liens(codes: Sequence[str], lieux: Sequence[int]) -> dict[str, int]:
    """Combien de liens on connaît déjà à chacun, ni masqués ni inventés."""
    publies = ParticipationRelation.objects.filter(
        relation__in=relations_comparables(), acteur__sensible=False
    ).order_by()
    compte: dict[str, int] = {}
    for sorte, champ, valeurs in (
        ("collectivite", "acteur__collectivite__code", codes), ("lieu", "acteur__lieu__geonameid", lieux),
    ):  # fmt: skip
        if valeurs:
            siens = publies.filter(**{f"{champ}__in": list(valeurs)}).values_list(champ).annotate(n=Count("relation"))
            compte |= {f"{sorte}:{valeur}": n for valeur, n in siens}
    return compte


def _citer(releve: Releve, nom: str) -> LigneCitee:
    brut = releve.brut.get("concours", {}) if isinstance(releve.brut.get("concours"), dict) else {}
    plat: Mapping[str, Any] = next(iter(brut.values())) if brut else releve.brut
    cellules = [(str(c), str(v)) for c, v in plat.items() if v not in ("", None) and not isinstance(v, (dict, list))]
    siennes = sorted(cellules, key=lambda c: nom not in c[1])[:CELLULES]
    gardees = [c for c in cellules if c in siennes]
    return LigneCitee(
        numero=releve.numero, fichier=releve.lot.fichier if releve.lot else "", source_code=releve.source.code,
        source_nom=releve.source.nom, releve_le=releve.releve_le, entree=releve.etat == EtatLigne.VALIDE,
        cellules=tuple((c, v, nom in v) for c, v in gardees), messages=tuple(str(m) for m in releve.messages),
    )  # fmt: skip
