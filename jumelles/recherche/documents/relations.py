"""Les documents des relations, par paquets, en un nombre constant de requêtes."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from jumelles.cooperations.brouillage import Masque, taire
from jumelles.cooperations.enums import Nomenclature
from jumelles.cooperations.models import (
    Acte,
    ClassementRelation,
    Instrument,
    LieuAction,
    ParticipationRelation,
    Relation,
)
from jumelles.cooperations.regles import etat_acte
from jumelles.cooperations.requetes.parties import masque_de
from jumelles.recherche.document import Cellule, Document, Point
from jumelles.recherche.documents.annuaire import Annuaire
from jumelles.recherche.documents.autour import classer, ecouter
from jumelles.recherche.documents.classements import colonnes_de, facettes_de, mots_de
from jumelles.recherche.documents.decor import Decor
from jumelles.recherche.documents.paroles import Dites, colonnes_de_sources, fraicheur_de
from jumelles.recherche.documents.parties import (
    SITUABLES,
    PartieLue,
    arcs_de,
    colonnes_de_france,
    colonnes_de_lieu,
    contexte_de,
    ids_montres,
    lire_partie,
    pays_etrangers,
    rangees,
    types_montres,
    uniques,
)
from jumelles.recherche.documents.temps import au_plus_tard, au_plus_tot, dernier, en_iso
from jumelles.territoires.models import Collectivite
from jumelles.territoires.regles import slug


@dataclass(slots=True)
class _Autour:
    """Ce qui entoure une relation."""

    parties: list[PartieLue] = field(default_factory=list)
    codes: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    actes: list[Acte] = field(default_factory=list)
    instruments: list[Instrument] = field(default_factory=list)
    lieux: list[LieuAction] = field(default_factory=list)
    dites: Dites = field(default_factory=Dites)
    ecrit_le: datetime | None = None


def documents_des_relations(ids: Sequence[int], decor: Decor, annuaire: Annuaire) -> list[Document]:
    """Les documents des relations publiées parmi ces identifiants (au plus quelques milliers) ; douze requêtes."""
    relations = list(Relation.objects.publiees().filter(pk__in=ids).order_by("pk"))
    autour = _entourer({r.pk: masque_de(r) for r in relations}, decor, annuaire)
    return [_document(r, masque_de(r), autour[r.pk], decor) for r in relations]


def _entourer(masques: dict[int, Masque], decor: Decor, annuaire: Annuaire) -> dict[int, _Autour]:
    ids = list(masques)
    autour = {pk: _Autour() for pk in ids}
    _reunir(autour, masques, annuaire)
    classements = ClassementRelation.objects.filter(relation__in=ids).order_by("rang")
    classer(autour, classements.values_list("relation_id", "nomenclature", "code"))
    for acte in Acte.objects.filter(relation__in=ids).order_by("debut", "pk"):
        autour[acte.relation_id].actes.append(acte)
    for instrument in Instrument.objects.filter(relation__in=ids).select_related("lieu").order_by("pk"):
        autour[instrument.relation_id].instruments.append(instrument)
    for lieu in LieuAction.objects.filter(relation__in=ids).order_by("pk"):
        autour[lieu.relation_id or 0].lieux.append(lieu)
    ecouter(autour, "relation", decor)
    return autour


def _reunir(autour: dict[int, _Autour], masques: dict[int, Masque], annuaire: Annuaire) -> None:
    participations = ParticipationRelation.objects.filter(relation__in=list(autour)).order_by("pk")
    lignes = list(participations.values_list("relation_id", "acteur_id", "role", "au_titre_de_id"))
    annuaire.charger(acteur for _, acteur, _, _ in lignes)
    titres = Collectivite.objects.in_bulk({titre for *_, titre in lignes if titre})
    for pk, acteur, role, titre in lignes:
        lu = annuaire.get(acteur)
        if lu is not None:
            partie = lire_partie(lu, masques[pk], role=role, titre=titres.get(titre or 0))
            autour[pk].parties.append(partie)


def _document(relation: Relation, masque: Masque, autour: _Autour, decor: Decor) -> Document:
    parties = rangees(autour.parties)
    titre = " – ".join(p.fiche.nom for p in parties)
    pays, types = pays_etrangers(parties), types_montres(parties)
    natures = uniques((relation.nature, *autour.codes.get(Nomenclature.NATURE, ())))
    facettes = _facettes(relation, parties, natures, autour, decor)
    points = _points(parties, masque, autour)
    modifie = dernier(relation.modifie_le, autour.ecrit_le)
    contexte = contexte_de(parties, pays, types, decor) + mots_de(autour.codes, facettes, decor)
    contexte += [*decor.en_clair("nature", natures), *decor.en_clair("instrument", facettes["instrument"])]
    return Document(
        sorte="relations", id=relation.pk, noms=uniques((titre, *(n for p in parties for n in p.noms()))),
        textes=_textes(relation, masque, autour), contexte=uniques(contexte), facettes=facettes,
        debut=au_plus_tot(relation.debut), fin=au_plus_tard(relation.fin), modifie=int(modifie.timestamp()),
        interieure=relation.interieure, demonstration=relation.demonstration,
        situe={"francais", "etranger"} <= {p.cote for p in points}, points=points, arcs=arcs_de(parties, pays),
        fiche=_fiche(relation, masque, titre, parties, points, facettes, autour, en_iso(modifie), decor),
        poids=sum(p.lu.population for p in parties if p.montre) // 1000 + len(autour.dites.sources),
    )  # fmt: skip


def _facettes(
    relation: Relation, parties: Sequence[PartieLue], natures: tuple[str, ...], autour: _Autour, decor: Decor
) -> dict[str, tuple[str, ...]]:
    return {
        "pays": pays_etrangers(parties), "territoire": uniques(c for p in parties for c in p.territoires()),
        "type_acteur": types_montres(parties), "nature": natures, "etat": (relation.etat,),
        "acte": _etats(autour.actes, decor), **facettes_de(autour.codes),
        "instrument": uniques(i.type for i in autour.instruments),
        "source": uniques(sorted(decor.sources[s].code for s in autour.dites.sources)),
        "fraicheur": (fraicheur_de(relation.confirmee_le, decor.jour),), "partie": ids_montres(parties),
    }  # fmt: skip


def _etat(acte: Acte, decor: Decor) -> str:
    return etat_acte(debut=acte.debut, fin=acte.fin, resilie_le=acte.resilie_le, jour=decor.jour).value


def _etats(actes: Iterable[Acte], decor: Decor) -> tuple[str, ...]:
    return uniques(_etat(acte, decor) for acte in actes)


def _textes(relation: Relation, masque: Masque, autour: _Autour) -> tuple[str, ...]:
    """Sous un masque, aucun texte libre : il pourrait tout dire."""
    if masque:
        return ()
    textes = [relation.intitule, *(t for a in autour.actes for t in (a.intitule, a.objet))]
    textes += [t for i in autour.instruments for t in (i.intitule, i.lieu.nom if i.lieu else "")]
    return uniques((*textes, *(x.nom for x in autour.lieux)))


def _points(parties: Sequence[PartieLue], masque: Masque, autour: _Autour) -> tuple[Point, ...]:
    """Un lieu par partie, puis les lieux d'action et les instruments situés, jamais sous un masque."""
    points = [point for p in parties if (point := p.point())]
    if not masque:
        ailleurs = [(x.lat, x.lon, x.precision, x.nom) for x in autour.lieux]
        ailleurs += [(i.lat, i.lon, i.precision, i.intitule) for i in autour.instruments]
        for lat, lon, precision, nom in ailleurs:
            if lat is not None and lon is not None and precision in SITUABLES:
                points.append(Point(lat, lon, precision, "action", nom))
    return tuple(points)


def _fiche(
    relation: Relation, masque: Masque, titre: str, parties: Sequence[PartieLue], points: Sequence[Point],
    facettes: dict[str, tuple[str, ...]], autour: _Autour, modifie_le: str, decor: Decor,
) -> dict[str, Cellule]:  # fmt: skip
    francaises = [p for p in parties if p.fiche.francaise]
    etrangeres = [p for p in parties if not p.fiche.francaise]
    types, actes = decor.libelles["type_acte"], decor.libelles["acte"]
    return {
        "id": relation.pk, "adresse": f"/relations/{relation.pk}-{slug(titre)}/", "titre": titre,
        "parties_francaises": tuple(p.fiche.nom for p in francaises),
        "codes_territoires": uniques(p.fiche.territoire_code for p in francaises),
        "au_titre_de": uniques(p.fiche.au_titre_de for p in parties), **colonnes_de_france(parties, decor),
        "partenaires": tuple(p.fiche.nom for p in etrangeres), "pays": facettes["pays"],
        "pays_noms": tuple(decor.pays[iso].nom for iso in facettes["pays"]), "types_acteurs": facettes["type_acteur"],
        "types_acteurs_libelles": decor.en_clair("type_acteur", facettes["type_acteur"]), "nature": relation.nature,
        "nature_libelle": decor.libelles["nature"].get(relation.nature, relation.nature),
        "autres_natures": facettes["nature"][1:], "etat": relation.etat,
        "etat_libelle": decor.libelles["etat"].get(relation.etat, relation.etat), "etat_depuis": relation.etat_depuis,
        "etat_donnee": facettes["fraicheur"][0],
        "confirmee_le": relation.confirmee_le.isoformat() if relation.confirmee_le else "", "debut": relation.debut,
        "premiere_convention": relation.premiere_convention, "fin": relation.fin,
        "intitule": taire(relation.intitule, masque),
        "actes": tuple(f"{types[a.type]}, {actes[_etat(a, decor)]}" for a in autour.actes),
        "etats_actes": facettes["acte"], **colonnes_de(autour.codes, decor), "instruments": facettes["instrument"],
        "instruments_libelles": decor.en_clair("instrument", facettes["instrument"]),
        **colonnes_de_lieu("francais_", francaises, [p for p in points if p.cote == "francais"]),
        **colonnes_de_lieu("etranger_", etrangeres, [p for p in points if p.cote == "etranger"]),
        **colonnes_de_sources(autour.dites.sources, relation.derniere_information, decor),
        "divergente": relation.divergente, "interieure": relation.interieure, "sensible": relation.sensible,
        "demonstration": relation.demonstration, "modifie_le": modifie_le,
    }  # fmt: skip
