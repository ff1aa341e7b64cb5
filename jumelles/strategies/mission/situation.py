"""Le pays dans le dossier : ce qui peut arrêter la mission d'abord, puis son cadre et son éligibilité."""

from collections.abc import Iterator

from jumelles.documents.arbre import Bloc, Contenu, Encadre, Lien, Niveau, Note
from jumelles.droit.pays import CONSEILS_AUX_VOYAGEURS, AnneeDeListe, Origine, SujetCadre, SujetNotice
from jumelles.strategies.mission.assemblage import Mission
from jumelles.strategies.mission.blancs import INCONNU, quand

_GROUPES = {
    "pma": "parmi les pays moins avancés", "revenu_faible": "à revenu faible",
    "revenu_intermediaire_inferieur": "à revenu intermédiaire, tranche inférieure",
    "revenu_intermediaire_superieur": "à revenu intermédiaire, tranche supérieure",
}  # fmt: skip
_SUJETS = {
    SujetCadre.DECENTRALISATION: "Les collectivités du pays",
    SujetCadre.PARTENAIRES_AUTORISES: "Avec qui signer, et qui l’autorise",
}
_NOTICES = {
    SujetNotice.SUSPENSION: "Coopération suspendue", SujetNotice.VOYAGE: "Avis aux voyageurs",
    SujetNotice.REGIME: "Changement de régime",
}  # fmt: skip


def avertir(m: Mission) -> Iterator[Bloc]:
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


def le_pays(m: Mission, site: str) -> Iterator[tuple[str, Contenu]]:
    """(terme, ce qu'on en dit), chacun avec sa source."""
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
    fin = f", jusqu’au {quand(dite.jusqu_au.isoformat())}" if dite.jusqu_au else ""
    return (f"{'oui' if dite.oui else 'non'}{suite}{fin} (dernière liste connue : {dite.annee})", *_note(dite.origine))


def _note(o: Origine) -> tuple[Note | str, ...]:
    quand = o.date.in_french() if o.date else "date non renseignée"
    reserve = () if o.is_sure else (" (à vérifier)",)
    return (*reserve, Note(o.editeur, quand, o.adresse))
