"""Le pays dans le dossier : ce qui peut arrêter la mission d'abord, puis son cadre et son éligibilité."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from jumelles.documents.arbre import Bloc, Contenu, Encadre, Lien, Niveau, Note
from jumelles.droit.pays import CONSEILS_AUX_VOYAGEURS, AnneeDeListe, Origine, SujetCadre, conseils_aux_voyageurs
from jumelles.referentiel.temps import dire
from jumelles.strategies.mission.assemblage import Mission
from jumelles.strategies.mission.blancs import inconnu


def avertir(m: Mission) -> Iterator[Bloc]:
    """D'abord ce qui peut arrêter la mission."""
    for n in m.situation.notices:
        dit = f"{n.titre}, {n.quand.in_french()}. {n.texte}"
        yield Encadre(Niveau.ATTENTION, ((dit, *_note(n.origine)),))
    releve = "" if m.situation.notices else _("Aucun avis n’est relevé ici ; cela ne dit pas qu’il n’y en a pas. ")
    yield Encadre(
        Niveau.A_VERIFIER,
        ((
            releve, _("Avant toute réservation, puis la veille du départ, lisez "), *_conseils(m),
            _(" et prévenez l’ambassade. Inscrivez la délégation sur le fil d’Ariane du ministère."),
        ),),
    )  # fmt: skip


def _conseils(m: Mission) -> Iterator[str | Lien]:
    """La page du pays si on la connaît, et toujours l'accueil : une adresse de page peut changer."""
    la = conseils_aux_voyageurs(m.pays.iso2)
    if la != CONSEILS_AUX_VOYAGEURS:
        yield Lien(_("les conseils aux voyageurs du ministère pour ce pays (%(pays)s)") % {"pays": m.pays.nom}, la)
        yield _(" ou, si la page a changé d’adresse, ")
        yield Lien(_("leur accueil"), CONSEILS_AUX_VOYAGEURS)
    else:
        yield Lien(_("les conseils aux voyageurs du ministère"), CONSEILS_AUX_VOYAGEURS)
        yield _(", à la page du pays,")


def le_pays(m: Mission, site: str) -> Iterator[tuple[str, Contenu]]:
    """(terme, ce qu'on en dit), chacun avec sa source."""
    p = m.pays
    region = p.sous_region or p.continent
    yield _("Nom officiel"), p.nom_long or p.nom
    yield _("Région du monde"), region or inconnu()
    if p.note:
        yield _("Statut"), p.note
    yield _("Pays moins avancé"), _annee(m.situation.pma)
    yield _("Éligible à l’aide publique au développement"), _annee(m.situation.apd)
    for sujet, enonces in m.situation.cadre:
        dits = tuple(x for c in enonces for x in (c.enonce, *_note(c.origine)))
        yield sujet_du_cadre(sujet), dits or a_remplir_ailleurs()
    adresse = f"{site}/pays/{p.iso2.lower()}-{p.slug}/"
    yield _("La page du pays"), Lien(adresse, adresse)


def sujet_du_cadre(sujet: SujetCadre) -> str:
    """Le titre d'un sujet du cadre local."""
    return {
        SujetCadre.DECENTRALISATION: _("Les collectivités du pays"),
        SujetCadre.PARTENAIRES_AUTORISES: _("Avec qui signer, et qui l’autorise"),
    }[sujet]


def a_remplir_ailleurs() -> str:
    """Ce que l'on dit d'un cadre que personne n'a encore écrit, et à qui le demander."""
    return _(
        "non renseigné : demandez-le au service de coopération et d’action culturelle de l’ambassade, "
        "et au partenaire lui-même"
    )


def _annee(dite: AnneeDeListe) -> Contenu:
    if dite.oui is None or dite.origine is None:
        return inconnu()
    groupe = _groupes().get(dite.groupe, "") if dite.groupe != dite.liste.value else ""
    oui = (_("oui") if dite.oui else _("non")) + (f", {groupe}" if dite.oui and groupe else "")
    if dite.jusqu_au:
        oui += _(", jusqu’au %(jour)s") % {"jour": dire(dite.jusqu_au)}
    return (oui + _(" (dernière liste connue : %(annee)s)") % {"annee": dite.annee}, *_note(dite.origine))


def _groupes() -> dict[str, str]:
    return {
        "pma": _("parmi les pays moins avancés"), "revenu_faible": _("à revenu faible"),
        "revenu_intermediaire_inferieur": _("à revenu intermédiaire, tranche inférieure"),
        "revenu_intermediaire_superieur": _("à revenu intermédiaire, tranche supérieure"),
    }  # fmt: skip


def _note(o: Origine) -> tuple[Note | str, ...]:
    quand = o.date.in_french() if o.date else _("date non renseignée")
    reserve = () if o.is_sure else (_(" (à vérifier)"),)
    return (*reserve, Note(o.editeur, quand, o.adresse))
