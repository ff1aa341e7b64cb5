"""Les documents des projets, par paquets, en un nombre constant de requêtes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from jumelles.acteurs.enums import Precision
from jumelles.cooperations.brouillage import Masque, taire
from jumelles.cooperations.enums import EtapeFinancement, Nomenclature, RoleProjet
from jumelles.cooperations.models import (
    ClassementProjet,
    Financement,
    LieuAction,
    ParticipationProjet,
    Projet,
    Relation,
)
from jumelles.cooperations.regles import statut_projet
from jumelles.cooperations.requetes.parties import masque_de
from jumelles.cooperations.requetes.projets import MASQUE, titre_montre
from jumelles.recherche.document import Cellule, Document, Point
from jumelles.recherche.documents.annuaire import Annuaire
from jumelles.recherche.documents.autour import classer, ecouter
from jumelles.recherche.documents.cadres import CadresLus, colonnes_de_cadres, lire_cadres
from jumelles.recherche.documents.classements import colonnes_de, facettes_de, mots_de
from jumelles.recherche.documents.decor import Decor
from jumelles.recherche.documents.paroles import Dites, colonnes_de_sources, fraicheur_de
from jumelles.recherche.documents.parties import (
    SITUABLES,
    PartieLue,
    colonnes_de_france,
    contexte_de,
    ids_montres,
    lire_partie,
    pays_etrangers,
    rangees,
    types_montres,
    uniques,
)
from jumelles.recherche.documents.temps import au_plus_tard, au_plus_tot, dernier, en_iso
from jumelles.territoires.regles import slug

EURO = "EUR"


@dataclass(slots=True)
class _Autour:
    """Ce qui entoure un projet."""

    parties: list[PartieLue] = field(default_factory=list)
    codes: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    lieux: list[LieuAction] = field(default_factory=list)
    cadres: CadresLus = field(default_factory=CadresLus)
    montants: dict[tuple[str, str], Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    relations: list[int] = field(default_factory=list)
    dites: Dites = field(default_factory=Dites)
    ecrit_le: datetime | None = None

    def a_titre_de(self, role: RoleProjet) -> tuple[str, ...]:
        """Les noms montrés de ceux qui ont ce rôle."""
        return uniques(p.fiche.nom for p in self.parties if p.role == role)


def documents_des_projets(ids: Sequence[int], decor: Decor, annuaire: Annuaire) -> list[Document]:
    """Les documents des projets publiés parmi ces identifiants (au plus quelques milliers) ; onze requêtes.

    Une de plus si quelqu'un dit un cadre de l'un d'eux.
    """
    projets = list(Projet.objects.publies().filter(pk__in=ids).order_by("pk"))
    autour = _entourer({p.pk: masque_de(p) for p in projets}, decor, annuaire)
    return [_document(p, masque_de(p), autour[p.pk], decor) for p in projets]


def _entourer(masques: dict[int, Masque], decor: Decor, annuaire: Annuaire) -> dict[int, _Autour]:
    ids = list(masques)
    autour = {pk: _Autour() for pk in ids}
    _reunir(autour, masques, annuaire)
    _adosser(autour, masques)
    classements = ClassementProjet.objects.filter(projet__in=ids).order_by("rang")
    classer(autour, classements.values_list("projet_id", "nomenclature", "code"))
    for lieu in LieuAction.objects.filter(projet__in=ids).select_related("lieu").order_by("pk"):
        autour[lieu.projet_id or 0].lieux.append(lieu)
    montants = Financement.objects.filter(projet__in=ids).order_by("etape", "devise")
    for pk, etape, devise, montant in montants.values_list("projet_id", "etape", "devise", "montant"):
        autour[pk].montants[(etape, devise)] += montant
    ecouter(autour, "projet", decor)
    dits = [pk for pk, a in autour.items() if a.codes.get(Nomenclature.CADRE) and not masques[pk]]
    for pk, comment in lire_cadres(dits).items():
        autour[pk].cadres.dits = comment
    return autour


def _reunir(autour: dict[int, _Autour], masques: dict[int, Masque], annuaire: Annuaire) -> None:
    participations = ParticipationProjet.objects.filter(projet__in=list(autour)).order_by("pk")
    lignes = list(participations.values_list("projet_id", "acteur_id", "role"))
    annuaire.charger(acteur for _, acteur, _ in lignes)
    for pk, acteur, role in lignes:
        lu = annuaire.get(acteur)
        if lu is not None:
            autour[pk].parties.append(lire_partie(lu, masques[pk], role=role))


def _adosser(autour: dict[int, _Autour], masques: dict[int, Masque]) -> None:
    """Entre un objet masqué et un autre qui ne l'est pas, le lien dirait le partenaire : il se tait."""
    lisibles = [pk for pk, masque in masques.items() if not masque.cache_parties]
    liens = Projet.relations.through.objects.filter(
        projet__in=lisibles, relation__in=Relation.objects.publiees().exclude(MASQUE)
    )
    for pk, relation in liens.order_by("relation").values_list("projet_id", "relation_id"):
        autour[pk].relations.append(relation)


def _document(projet: Projet, masque: Masque, autour: _Autour, decor: Decor) -> Document:
    parties = rangees(autour.parties)
    titre = titre_montre(projet, masque)
    statut = statut_projet(debut=projet.debut, fin=projet.fin, etat_dit=projet.etat_dit, jour=decor.jour).value
    dispositif = taire(projet.dispositif, masque)
    autour.cadres.deduce(autour.codes.get(Nomenclature.ODD, ()), dispositif, debut=projet.debut, fin=projet.fin)
    facettes = _facettes(dispositif, parties, statut, autour, decor)
    points = _points(masque, autour.lieux)
    modifie = dernier(projet.modifie_le, autour.ecrit_le)
    contexte = contexte_de(parties, facettes["pays"], facettes["type_acteur"], decor)
    contexte += mots_de(autour.codes, facettes, decor)
    return Document(
        sorte="projets", id=projet.pk, noms=uniques((titre, *(n for p in parties for n in p.noms()))),
        textes=_textes(projet, masque, autour.lieux), contexte=uniques((*contexte, dispositif, *autour.cadres.mots())),
        facettes=facettes, debut=au_plus_tot(projet.debut), fin=au_plus_tard(projet.fin),
        modifie=int(modifie.timestamp()), demonstration=projet.demonstration, situe=bool(points), points=points,
        fiche=_fiche(projet, masque, titre, parties, points, facettes, autour, en_iso(modifie), decor),
        poids=len(autour.dites.sources),
    )  # fmt: skip


def _facettes(
    dispositif: str, parties: Sequence[PartieLue], statut: str, autour: _Autour, decor: Decor
) -> dict[str, tuple[str, ...]]:
    """Le pays d'un projet : où il agit, et celui de ses partenaires étrangers ; payer de loin n'y est pas agir."""
    acteurs = [p for p in parties if p.role != RoleProjet.FINANCEUR]
    return {
        "pays": uniques((*(x.pays_id for x in autour.lieux), *pays_etrangers(acteurs))),
        "territoire": uniques(c for p in parties for c in p.territoires()), "type_acteur": types_montres(parties),
        "statut": (statut,), **facettes_de(autour.codes), "dispositif": uniques((dispositif,)),
        "cadre": autour.cadres.codes(),
        "source": uniques(sorted(decor.sources[s].code for s in autour.dites.sources)),
        "fraicheur": (fraicheur_de(autour.dites.confirmee_le, decor.jour),), "partie": ids_montres(parties),
    }  # fmt: skip


def _textes(projet: Projet, masque: Masque, lieux: Iterable[LieuAction]) -> tuple[str, ...]:
    """Sous un masque, aucun texte libre."""
    if masque:
        return ()
    return uniques((projet.contexte, projet.objectifs, projet.resultats, *_noms(lieux)))


def _noms(lieux: Iterable[LieuAction]) -> tuple[str, ...]:
    return uniques(x.nom or (x.lieu.nom if x.lieu else "") for x in lieux)


def _points(masque: Masque, lieux: Iterable[LieuAction]) -> tuple[Point, ...]:
    """Les lieux d'action connus mieux qu'au pays, jamais sous un masque."""
    if masque:
        return ()
    return tuple(
        Point(x.lat, x.lon, x.precision, "action", x.nom)
        for x in lieux
        if x.lat is not None and x.lon is not None and x.precision in SITUABLES
    )


def _montants(autour: _Autour) -> dict[str, Cellule]:
    """Un total par étape ; ce qui n'est pas en euros se dit à part, jamais converti."""
    etapes = {e.value: autour.montants.get((e.value, EURO)) for e in EtapeFinancement}
    autres = ((e, d, m) for (e, d), m in autour.montants.items() if d != EURO)
    return {
        **{f"montant_{e}": None if total is None else float(total) for e, total in etapes.items()},
        "autres_montants": tuple(f"{EtapeFinancement(e).label} {m} {d}" for e, d, m in autres),
    }


def _fiche(
    projet: Projet, masque: Masque, titre: str, parties: Sequence[PartieLue], points: Sequence[Point],
    facettes: dict[str, tuple[str, ...]], autour: _Autour, modifie_le: str, decor: Decor,
) -> dict[str, Cellule]:  # fmt: skip
    statut, confirmee_le = facettes["statut"][0], autour.dites.confirmee_le
    situe = points[0] if points else None
    precision = situe.precision if situe else (Precision.PAYS if facettes["pays"] else Precision.INCONNUE).value
    return {
        "id": projet.pk, "adresse": f"/projets/{projet.pk}-{slug(titre)}/", "titre": titre,
        "porteurs": autour.a_titre_de(RoleProjet.PORTEUR), "partenaires": autour.a_titre_de(RoleProjet.PARTENAIRE),
        "financeurs": autour.a_titre_de(RoleProjet.FINANCEUR), "operateurs": autour.a_titre_de(RoleProjet.OPERATEUR),
        "codes_territoires": uniques(p.fiche.territoire_code for p in parties), **colonnes_de_france(parties, decor),
        "pays": facettes["pays"], "pays_noms": tuple(decor.pays[iso].nom for iso in facettes["pays"]),
        "lieux": () if masque else _noms(autour.lieux), "types_acteurs": facettes["type_acteur"],
        "types_acteurs_libelles": decor.en_clair("type_acteur", facettes["type_acteur"]), "statut": statut,
        "statut_libelle": decor.libelles["statut"][statut], "etat_dit": taire(projet.etat_dit, masque),
        "debut": projet.debut, "fin": projet.fin, "dispositif": taire(projet.dispositif, masque),
        **colonnes_de_cadres(autour.cadres),
        "contexte": taire(projet.contexte, masque),
        "objectifs": taire(projet.objectifs, masque), "resultats": taire(projet.resultats, masque),
        **colonnes_de(autour.codes, decor), **_montants(autour),
        "relations": tuple(str(pk) for pk in autour.relations), "latitude": situe.lat if situe else None,
        "longitude": situe.lon if situe else None, "precision": precision,
        **colonnes_de_sources(autour.dites.sources, projet.derniere_information, decor),
        "etat_donnee": facettes["fraicheur"][0],
        "confirmee_le": confirmee_le.isoformat() if confirmee_le else "", "divergente": projet.divergent,
        "sensible": projet.sensible, "demonstration": projet.demonstration, "modifie_le": modifie_le,
    }  # fmt: skip
