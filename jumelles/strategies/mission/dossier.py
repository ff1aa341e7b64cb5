"""Le dossier de mission en document : chaque fait avec sa source, chaque blanc visible, rien d'affirmé sans texte."""

from collections.abc import Iterable, Iterator

from jumelles.cooperations.fiches import ProjetBref, RelationBreve
from jumelles.documents.arbre import (
    Alignement,
    Bloc,
    Contenu,
    Encadre,
    Fiche,
    Lien,
    Niveau,
    Note,
    Paragraphe,
    Rapport,
    Tableau,
    Titre,
)
from jumelles.droit.pays import CONSEILS_AUX_VOYAGEURS, AnneeDeListe, Origine, SujetCadre, SujetNotice
from jumelles.recherche.apercus import Partenaire
from jumelles.referentiel.nombres import milliers
from jumelles.referentiel.temps import DatePartielle
from jumelles.strategies.mission import listes
from jumelles.strategies.mission.assemblage import Mission
from jumelles.strategies.mission.personnes import personnes
from jumelles.strategies.note.loi import dire_la_loi
from jumelles.territoires.regles import slug

AUTEUR = "Jumelles"
INCONNU = "non renseigné"
BLANC = "………………………"
_COURT = "………………"
_GROUPES = {
    "pma": "parmi les pays moins avancés", "revenu_faible": "à revenu faible",
    "revenu_intermediaire_inferieur": "à revenu intermédiaire, tranche inférieure",
    "revenu_intermediaire_superieur": "à revenu intermédiaire, tranche supérieure",
}  # fmt: skip
_SUJETS = {
    SujetCadre.DECENTRALISATION: "Les collectivités du pays",
    SujetCadre.PARTENAIRES_AUTORISES: "Avec qui signer, et qui l’autorise",
}
_NOTICES = {SujetNotice.SUSPENSION: "Coopération suspendue", SujetNotice.VOYAGE: "Avis aux voyageurs"}


def dossier(m: Mission, *, site: str) -> Rapport:
    """Le dossier ; site : l'adresse publique, sans barre finale, devant les chemins des pages."""
    qui = m.collectivite.nom_affiche if m.collectivite else "Collectivité à renseigner"
    return Rapport(
        titre=f"Dossier de mission : {m.pays.nom}", auteur=AUTEUR, jour=m.le, blocs=tuple(_blocs(m, site)),
        sous_titre=f"{qui} · état des informations au {_quand(m.le.isoformat())}",
    )  # fmt: skip


def _blocs(m: Mission, site: str) -> Iterator[Bloc]:
    yield from _avertir(m)
    yield Titre("Le pays")
    yield Fiche(tuple(_pays(m, site)))
    yield Titre("Vos partenaires et vos projets là-bas")
    yield from _siens(m, site)
    yield Titre("Qui d’autre y agit")
    yield from _presents(m, site)
    yield Titre("À qui s’adresser")
    yield from personnes(m)
    yield Titre("Programme")
    yield from _programme(m)
    yield Titre("Ce que dit le droit")
    yield from _droit(m, site)
    yield Titre("Avant de partir")
    yield _a_cocher("À faire avant le départ", listes.AVANT)
    yield Encadre(Niveau.A_VERIFIER, listes.AVANT_A_VERIFIER)
    yield Titre("Ce qu’il faut rapporter")
    yield _a_cocher("À rapporter, et à mettre à jour au retour", listes.RAPPORTER)
    yield Titre("Ce que valent ces informations")
    yield from _couverture(m)


def _avertir(m: Mission) -> Iterator[Bloc]:
    """D'abord ce qui peut arrêter la mission."""
    for n in m.situation.notices:
        yield Encadre(
            Niveau.ATTENTION, ((f"{_NOTICES[n.sujet]}, {n.quand.in_french()}. {n.texte}", *_note(n.origine)),)
        )
    releve = "" if m.situation.notices else "Aucun avis n’est relevé ici ; cela ne dit pas qu’il n’y en a pas. "
    conseils = Lien("les conseils aux voyageurs du ministère", CONSEILS_AUX_VOYAGEURS)
    yield Encadre(
        Niveau.A_VERIFIER,
        ((releve + "Avant toute réservation, puis la veille du départ, lisez ", conseils,
          " et prévenez l’ambassade."),),
    )  # fmt: skip


def _pays(m: Mission, site: str) -> Iterator[tuple[str, Contenu]]:
    p = m.pays
    region = p.sous_region or p.continent
    yield "Nom officiel", p.nom_long or p.nom
    yield "Région du monde", region or INCONNU
    if p.note:
        yield "Statut", p.note
    yield "Pays moins avancé", _annee(m.situation.pma)
    yield "Éligible à l’aide publique au développement", _annee(m.situation.apd)
    for sujet, enonces in m.situation.cadre:
        dits = tuple(x for c in enonces for x in (c.enonce, *_note(c.origine)))
        yield _SUJETS[sujet], dits or INCONNU
    adresse = f"{site}/pays/{p.iso2.lower()}-{p.slug}/"
    yield "La page du pays", Lien(adresse, adresse)


def _annee(dite: AnneeDeListe) -> Contenu:
    if dite.oui is None or dite.origine is None:
        return INCONNU
    groupe = _GROUPES.get(dite.groupe, "") if dite.groupe != dite.liste.value else ""
    suite = f", {groupe}" if dite.oui and groupe else ""
    fin = f", jusqu’au {_quand(dite.jusqu_au.isoformat())}" if dite.jusqu_au else ""
    return (f"{'oui' if dite.oui else 'non'}{suite}{fin} (dernière liste connue : {dite.annee})", *_note(dite.origine))


def _note(o: Origine) -> tuple[Note | str, ...]:
    quand = o.date.in_french() if o.date else "date non renseignée"
    reserve = () if o.is_sure else (" (à vérifier)",)
    return (*reserve, Note(o.editeur, quand, o.adresse))


def _siens(m: Mission, site: str) -> Iterator[Bloc]:
    if m.collectivite is None:
        yield Paragraphe("Collectivité non choisie : choisissez-la sur la page du dossier pour y lire ses liens.")
        yield _a_completer()
        return
    if not m.relations and not m.projets:
        yield Paragraphe(
            f"{m.collectivite.nom_affiche} : aucun lien ni projet connu ici avec ce pays. "
            "Cela ne prouve pas qu’il n’y en a pas : demandez à vos services avant de partir."
        )
        yield _a_completer()
    if m.relations:
        yield Tableau(
            "Vos jumelages et partenariats connus", ("Partenaire", "Nature", "Depuis", "État", "Dernière information"),
            tuple(_relation(r, m.pays.iso2, site) for r in m.relations),
        )  # fmt: skip
    if m.projets:
        yield Tableau(
            "Vos projets connus", ("Projet", "Début", "Statut", "Dernière information"),
            tuple(_projet(p, site) for p in m.projets),
        )  # fmt: skip


def _a_completer() -> Bloc:
    return Tableau(
        "À compléter : les partenaires à rencontrer", ("Partenaire", "Nature du lien", "Depuis", "Interlocuteur"),
        tuple((BLANC,) * 4 for _rang in range(3)), entete_de_ligne=False,
    )  # fmt: skip


def _relation(r: RelationBreve, iso2: str, site: str) -> tuple[Contenu, ...]:
    la = ", ".join(p.nom for p in r.parties if p.pays_iso2 == iso2)
    return (
        (Lien(la, f"{site}/relations/{r.id}-{r.slug}/"), *_sources(r.sources)),
        r.nature_libelle, _quand(r.debut), r.etat_libelle, _quand(r.derniere_information),
    )  # fmt: skip


def _projet(p: ProjetBref, site: str) -> tuple[Contenu, ...]:
    lien = Lien(p.titre, f"{site}/projets/{p.id}-{p.slug}/")
    return ((lien, *_sources(p.sources)), _quand(p.debut), p.statut_libelle, _quand(p.derniere_information))


def _sources(sources: Iterable[tuple[str, str]]) -> tuple[Note, ...]:
    return tuple(Note(nom) for _code, nom in sources)


def _presents(m: Mission, site: str) -> Iterator[Bloc]:
    connus = (
        _compte(m.collectivites_du_pays, "collectivité française", "collectivités françaises"),
        _compte(m.liens_du_pays, "lien", "liens"), _compte(m.projets_du_pays, "projet", "projets"),
    )  # fmt: skip
    yield Paragraphe(f"Connus ici : {', '.join(connus)}. Prévenir ceux qui y sont déjà évite les doubles visites.")
    if m.voisines:
        yield _acteurs("Les collectivités de votre région qui y agissent", m.voisines, site)
    if m.autres:
        yield _acteurs("Les collectivités françaises les plus engagées", m.autres, site)
    if m.sur_place:
        yield Tableau(
            "Les autorités locales du pays qui ont déjà un lien connu", ("Autorité", "Liens connus"),
            tuple((Lien(a.nom, f"{site}{a.adresse}"), milliers(a.relations)) for a in m.sur_place),
            alignements=(Alignement.GAUCHE, Alignement.DROITE),
        )  # fmt: skip
    autres = [p for p in m.situation.presents if p.nature not in ("collectivite", "autorite_etrangere")]
    if autres:
        yield Tableau(
            "Les autres acteurs connus, par nature", ("Nature", "Nombre"),
            tuple((p.libelle, milliers(p.nombre)) for p in autres),
            alignements=(Alignement.GAUCHE, Alignement.DROITE),
        )  # fmt: skip


def _compte(nombre: int, un: str, plusieurs: str) -> str:
    return f"{milliers(nombre)} {un if nombre < 2 else plusieurs}"


def _acteurs(legende: str, acteurs: tuple[Partenaire, ...], site: str) -> Tableau:
    return Tableau(
        legende, ("Collectivité", "Liens connus, tous pays"),
        tuple((Lien(a.nom, f"{site}{a.adresse}"), milliers(a.relations)) for a in acteurs),
        alignements=(Alignement.GAUCHE, Alignement.DROITE),
    )  # fmt: skip


def _programme(m: Mission) -> Iterator[Bloc]:
    yield Fiche(
        (("Dates", BLANC), ("Délégation", BLANC), ("Chef·fe de délégation", BLANC), ("Objet de la mission", BLANC))
    )
    yield Tableau(
        "Programme, jour par jour", ("Jour", "Moment", "Où, et avec qui", "Pour obtenir quoi"),
        tuple(
            (f"Jour {n}" if rang == 0 else "", moment, BLANC, BLANC)
            for n in range(1, m.jours + 1)
            for rang, moment in enumerate(("Matin", "Après-midi", "Soir"))
        ),
        entete_de_ligne=False,
    )  # fmt: skip


def _a_cocher(legende: str, gestes: tuple[str, ...]) -> Tableau:
    return Tableau(legende, ("À faire", "Par qui", "Fait le"), tuple((g, _COURT, _COURT) for g in gestes))


def _droit(m: Mission, site: str) -> Iterator[Bloc]:
    if m.loi is None:
        yield Paragraphe(
            "Ce que la loi permet dépend du type de collectivité. "
            + (
                "Le statut particulier de la vôtre ne se range dans aucune colonne du tableau : "
                "demandez à la préfecture."
                if m.collectivite
                else "Choisissez la vôtre sur la page du dossier."
            )
        )
        return
    yield from dire_la_loi(m.loi, droit=f"{site}/droit/")


def _couverture(m: Mission) -> Iterator[Bloc]:
    if m.situation.couverture:
        yield Tableau(
            "Ce que chaque source dit de ce pays", ("Source", "Liens", "Projets", "Date de l’information"),
            tuple(
                (c.source.nom, milliers(c.relations), milliers(c.projets),
                 _quand(c.source.date_information) if c.source.date_information else c.source.millesime or INCONNU)
                for c in m.situation.couverture
            ),
            alignements=(Alignement.GAUCHE, Alignement.DROITE, Alignement.DROITE, Alignement.GAUCHE),
        )  # fmt: skip
    else:
        yield Paragraphe("Aucune source lue ne parle de ce pays.")
    yield Paragraphe(listes.VALEUR)


def _quand(texte: str) -> str:
    return DatePartielle.read(texte).in_french() if texte else INCONNU


def nom_du_fichier(m: Mission) -> str:
    """« mission-madagascar-isere » : sans extension."""
    return "-".join(x for x in ("mission", m.pays.slug, slug(m.collectivite.nom) if m.collectivite else "") if x)
