"""Ce qui ne se fond pas, et comment faire : chaque refus dit où, quoi, pourquoi, et la suite."""

from collections.abc import Collection, Iterable
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from jumelles.acteurs.models import Acteur
from jumelles.cooperations.models import ParticipationRelation, Projet, Relation
from jumelles.cooperations.operations.fusion.cloture import fondus, juges
from jumelles.cooperations.operations.fusion.tables import MODELES, par_paquets
from jumelles.cooperations.requetes.titres import numeroter
from jumelles.provenance.entites import voisinage
from jumelles.provenance.enums import Verdict
from jumelles.provenance.models import Jugement
from jumelles.provenance.operations import DejaJuge
from jumelles.provenance.paires import lire, ref
from jumelles.territoires.pays_francais import ISO_FRANCAIS


class FusionRefusee(ValueError):
    """Ces deux fiches ne peuvent pas n'en faire qu'une ; rien n'a été écrit. Le message dit pourquoi, et que faire."""


def verifier_fusion(sorte: str, garde: int, fondu: int, *, vu: Collection[int] | None = None) -> None:
    """FusionRefusee si l'un manque, si la fusion ferait dire une chose fausse, ou si quelqu'un a dit le contraire.

    vu : les jugements que la personne a sous les yeux ; elle peut dépasser celui qui dit le contraire de cette paire.
    """
    objets = MODELES[sorte].objects.in_bulk([garde, fondu])
    for pk in (garde, fondu):
        if pk not in objets:
            raise FusionRefusee(_("%(ou)s n'existe pas : vérifiez son numéro.") % {"ou": numeroter(sorte, pk)})
    if garde == fondu:
        raise FusionRefusee(_("%(ou)s ne peut pas se fondre dans lui-même.") % {"ou": numeroter(sorte, garde)})
    groupe = groupe_de(sorte, garde) | groupe_de(sorte, fondu)
    _refuser_les_mondes_melees(objets[garde], objets[fondu])
    _refuser_les_distincts(sorte, groupe, {ref(sorte, garde), ref(sorte, fondu)}, vu)
    if sorte == "acteur":
        _verifier_acteurs(groupe, garde)
    elif sorte == "relation":
        _verifier_relations(objets[garde], objets[fondu])
    else:
        _refuser_les_supprimes(objets.values(), "supprime_par")


def _dire_la_ref(texte: str) -> str:
    lue = lire(texte)
    return texte if lue is None else numeroter(*lue)


def groupe_de(sorte: str, pk: int) -> set[int]:
    """Tous ceux que des jugements vivants, ou une identité commune, joignent à cet objet."""
    return voisinage([pk], [*juges()[sorte], *fondus()[sorte]])


def _refuser_les_mondes_melees(garde: Any, fondu: Any) -> None:
    if garde.demonstration != fondu.demonstration:
        raise FusionRefusee(
            _(
                "« %(a)s » et « %(b)s » : l'un est inventé pour la démonstration, l'autre est réel. "
                "Ils ne se mêlent jamais ; choisissez deux fiches du même monde."
            )
            % {"a": _nom(garde), "b": _nom(fondu)}
        )


def _refuser_les_distincts(sorte: str, groupe: set[int], paire: set[str], vu: Collection[int] | None) -> None:
    refs = [ref(sorte, pk) for pk in sorted(groupe)]
    distincts = Jugement.objects.vivants().paires().filter(verdict=Verdict.DIFFERENTS)
    contraires = distincts.filter(gauche__in=refs, droite__in=refs).order_by("pk")
    contraire = next((j for j in contraires if not _peut_etre_depasse(j, paire, vu)), None)
    if contraire is not None:
        if vu is not None and contraire.pk not in vu and {contraire.gauche, contraire.droite} == paire:
            raise DejaJuge(contraire)
        raise FusionRefusee(
            _(
                "%(gauche)s et %(droite)s : %(par)s a dit le %(quand)s que ce n'était pas un doublon. "
                "Annulez d'abord ce jugement (n° %(numero)s) s'il est faux."
            )
            % {
                "gauche": _dire_la_ref(contraire.gauche), "droite": _dire_la_ref(contraire.droite),
                "par": contraire.auteur,
                "quand": date_format(localtime(contraire.prononce_le), "j F Y"), "numero": contraire.pk,
            }
        )  # fmt: skip


def _peut_etre_depasse(jugement: Jugement, paire: set[str], vu: Collection[int] | None) -> bool:
    """Celui de cette paire, si une machine l'a rendu ou si la personne l'a lu avant de dire le contraire."""
    if {jugement.gauche, jugement.droite} != paire:
        return False
    return jugement.auteur.startswith("machine:") or (vu is not None and jugement.pk in vu)


def _verifier_acteurs(groupe: set[int], garde: int) -> None:
    acteurs = {a.pk: a for paquet in par_paquets(groupe) for a in Acteur.objects.filter(pk__in=paquet)}
    collectivites = [a for _pk, a in sorted(acteurs.items()) if a.collectivite_id is not None]
    if len({a.collectivite_id for a in collectivites}) > 1:
        raise FusionRefusee(
            _(
                "« %(a)s » et « %(b)s » sont deux collectivités du référentiel, chacune avec son code : elles ne se "
                "fondent pas ici. Si l'une a succédé à l'autre, c'est le référentiel des communes qui le dit."
            )
            % {"a": collectivites[0].nom, "b": collectivites[-1].nom}
        )
    if collectivites and collectivites[0].pk not in groupe_de("acteur", garde):
        raise FusionRefusee(
            _(
                "« %(a)s » est rattaché à une collectivité, « %(b)s » non : gardez « %(a)s », "
                "qui porte l'adresse de son territoire, et fondez l'autre dedans."
            )
            % {"a": collectivites[0].nom, "b": acteurs[garde].nom}
        )
    if len({_pays(a) for a in acteurs.values()}) > 1:
        pays = sorted({a.pays_id for a in acteurs.values()})
        raise FusionRefusee(
            _(
                "Ces acteurs ne sont pas du même pays (%(pays)s) : les fondre rangerait mal leurs liens. "
                "Corrigez d'abord le pays de celui qui est faux."
            )
            % {"pays": ", ".join(pays)}
        )
    _refuser_le_lien_avec_soi(groupe)


def _pays(acteur: Acteur) -> str:
    return "FR" if acteur.pays_id in ISO_FRANCAIS else acteur.pays_id


def _refuser_le_lien_avec_soi(groupe: set[int]) -> None:
    """Un lien dont les deux bouts seraient le même acteur prouve plutôt qu'ils sont deux."""
    parties: dict[int, set[int]] = {}
    for paquet in par_paquets(groupe):
        lignes = ParticipationRelation.objects.filter(acteur_id__in=paquet, relation__in=Relation.objects.publiees())
        for relation_id, acteur_id in lignes.values_list("relation_id", "acteur_id"):
            parties.setdefault(relation_id, set()).add(acteur_id)
    for relation_id, siens in sorted(parties.items()):
        if len(siens) < 2:
            continue
        if not ParticipationRelation.objects.filter(relation_id=relation_id).exclude(acteur_id__in=siens).exists():
            raise FusionRefusee(
                _(
                    "Le lien n° %(numero)s lie ces acteurs l'un à l'autre : ce sont donc deux parties. "
                    "Si ce lien est faux, supprimez-le d'abord."
                )
                % {"numero": relation_id}
            )


def _verifier_relations(garde: Relation, fondue: Relation) -> None:
    _refuser_les_supprimes((garde, fondue), "supprimee_par")
    if garde.interieure != fondue.interieure:
        raise FusionRefusee(
            _("L'un de ces liens est entre parties françaises, l'autre est international : ce sont deux liens.")
        )
    siennes = set(garde.participations.values_list("acteur_id", flat=True))
    if not fondue.participations.filter(acteur_id__in=siennes).exists():
        raise FusionRefusee(
            _(
                "Les liens n° %(a)s et n° %(b)s n'ont aucune partie en commun : ce ne peut être le même lien. "
                "Si deux acteurs sont le même, fondez d'abord les acteurs."
            )
            % {"a": garde.pk, "b": fondue.pk}
        )


def _refuser_les_supprimes(objets: Iterable[Relation | Projet], champ: str) -> None:
    for objet in objets:
        if getattr(objet, champ).startswith("personne:"):
            raise FusionRefusee(
                _("« %(nom)s » a été supprimé par une personne : rétablissez-le avant de le fondre.")
                % {"nom": _nom(objet)}
            )


def _nom(objet: Any) -> str:
    return str(getattr(objet, "nom", "") or getattr(objet, "titre", "") or objet)
