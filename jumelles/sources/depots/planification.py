"""Rattacher les noms d'un paquet de lignes, puis dire en déclarations ce qu'elles disent."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jumelles.cooperations.declarations import DeclarationProjet, DeclarationRelation, Dit, FinancementDit, Partie
from jumelles.cooperations.regles import ChampRefuse, verifier_champs
from jumelles.provenance.enums import EtatLigne
from jumelles.provenance.releves import JugementPrevu
from jumelles.rapprochement.normaliser import cle
from jumelles.sources.depots.codes_dits import Codes
from jumelles.sources.depots.correspondance import Correspondance
from jumelles.sources.depots.deja_la import DejaLa, FicheConnue
from jumelles.sources.depots.doutes import is_douteux, sans_le_doute
from jumelles.sources.depots.ligne_dite import LigneDite
from jumelles.sources.depots.parties_connues import Connus, lieux_des_partenaires, parties_des_relations
from jumelles.sources.depots.places import marquer_sans_lieu
from jumelles.sources.depots.questions import Demandeur, Nomme
from jumelles.sources.depots.termes import FicheDepot
from jumelles.sources.ligne_lue import LigneLue, LignePlanifiee
from jumelles.sources.rattachement import Rattachement, Rattacheur
from jumelles.territoires.pays_francais import ISO_FRANCAIS

PLUSIEURS = gettext_lazy("plusieurs lieux portent ce nom, ou lui ressemblent")
UN_SEUL = gettext_lazy("un lieu lui ressemble, sans certitude")
AUCUN = gettext_lazy("aucun lieu de ce nom au référentiel")
DEJA_CONNU = gettext_lazy("même collectivité, même partenaire, déjà connus ici : c'est le même lieu")
RESSEMBLE = gettext_lazy("cette collectivité a déjà un lien avec un partenaire de ce nom, ailleurs dans ce pays")


@dataclass(slots=True)
class _Retenus:
    """Ce qu'on accumule en lisant une ligne."""

    messages: list[str]
    jugements: list[JugementPrevu] = field(default_factory=list)
    manque: bool = False
    dehors: list[str] = field(default_factory=list)
    ressemble: bool = False

    def garder(self, reponse: Rattachement) -> None:
        """Le jugement de la machine, tenu ou non : une personne en décidera."""
        if reponse.jugement is not None:
            self.jugements.append(reponse.jugement)

    def ecarter(self, message: str) -> None:
        """La ligne ne peut entrer telle quelle : une personne la reverra."""
        self.messages.append(message)
        self.manque = True

    def exclure(self, nom: str, reponse: Rattachement) -> None:
        """Une personne a déjà dit que ce nom n'est pas du sujet : la ligne ne lui est pas remontrée."""
        raisons = " ; ".join(reponse.raisons)
        dit = _("« %(nom)s » n'est pas une collectivité : %(raisons)s") % {"nom": nom, "raisons": raisons}
        self.dehors.append(dit)
        self.manque = True

    @property
    def etat(self) -> str:
        """Ce que devient la ligne."""
        if self.manque and self.dehors:
            return EtatLigne.HORS_CHAMP
        return EtatLigne.A_REVOIR if self.manque else EtatLigne.VALIDE


class Planificateur:
    """Planifie les lignes d'un dépôt ; se donne à l'import comme le `planifier` d'une source."""

    def __init__(self, fiche: FicheDepot, correspondance: Correspondance) -> None:
        self._fiche, self._correspondance = fiche, correspondance
        self._demandeur = Demandeur(fiche.code)
        self._deja_la = DejaLa(correspondance)
        self._connus: Connus = {}

    def __call__(self, lignes: Sequence[LigneLue], rattacheur: Rattacheur, jour: date) -> list[LignePlanifiee]:
        """Rattacher tout le paquet en quelques requêtes, puis planifier chaque ligne."""
        a_lire = [x for x in lignes if x.valeur is not None and not x.is_refusee and not x.hors_champ]
        connues = self._deja_la.chercher(a_lire, jour)
        parties = parties_des_relations(c.numero for c in connues.values() if c.changees and c.memes_parties)
        a_demander = [x for x in a_lire if x.numero not in connues or not connues[x.numero].memes_parties]
        codes = Codes(c for x in a_demander for c in x.valeur.codes)
        noms = {x.numero: self._demandeur.nommes(x.valeur, codes, rattacheur) for x in a_demander}
        reponses = rattacheur.repondre(n.question for siens in noms.values() for n in siens if n.question is not None)
        self._connus = lieux_des_partenaires(
            cle(n.bout.nom) for siens in noms.values() for n in siens if not n.francais
        )
        return marquer_sans_lieu(
            [
                self._reprendre(x, connues[x.numero], parties, jour)
                if x.numero in connues and x.numero not in noms
                else self._planifier(x, noms.get(x.numero, []), codes, reponses, jour)
                for x in lignes
            ]
        )

    def _reprendre(
        self, ligne: LigneLue, connue: FicheConnue, parties: dict[int, tuple[Partie, ...]], jour: date
    ) -> LignePlanifiee:
        """Une fiche du site : inchangée, il n'y a rien à écrire ; changée, une parole de plus sur la même relation."""
        if not connue.changees:
            return _sans_suite(ligne, EtatLigne.VALIDE, deja_la=True)
        if self._correspondance.objet == "projets":
            colonnes = ", ".join(f"« {c} »" for c in connue.changees)
            raison = _("projet déjà sur le site, autrement (%s) : corrigez-le sur sa page") % colonnes
            return _sans_suite(ligne, EtatLigne.A_REVOIR, raison)
        retenus = _Retenus([p.en_texte() for p in ligne.problemes])
        relation = self._relation(ligne, ligne.valeur, parties.get(connue.numero, ()), retenus, jour)
        return LignePlanifiee(ligne.numero, ligne.cle, retenus.etat, ligne.brut, tuple(retenus.messages), relation)

    def _planifier(
        self, ligne: LigneLue, nommes: Sequence[Nomme], codes: Codes, reponses: dict[str, Rattachement], jour: date
    ) -> LignePlanifiee:
        if ligne.is_refusee or ligne.valeur is None:
            return _sans_suite(ligne, EtatLigne.REFUSEE)
        if ligne.hors_champ:
            return _sans_suite(ligne, EtatLigne.HORS_CHAMP, ligne.hors_champ)
        dite: LigneDite = ligne.valeur
        retenus = _Retenus([p.en_texte() for p in ligne.problemes])
        ici = self._ici(dite, nommes, codes, reponses, retenus)
        la_bas = [
            p
            for n in nommes
            if not n.francais and (p := _partie_la_bas(n, reponses, retenus, self._lieux_connus(n, ici))) is not None
        ]
        pays = tuple(dict.fromkeys(n.pays for n in nommes if not n.francais and n.pays))
        relation, projet = None, None
        if not retenus.manque and self._correspondance.objet == "relations":
            relation = self._relation(ligne, dite, [*ici, *la_bas], retenus, jour)
        elif not retenus.manque:
            projet = self._projet(ligne, dite, ici, la_bas, pays, retenus, jour)
        return LignePlanifiee(
            ligne.numero, ligne.cle, retenus.etat, ligne.brut, (*retenus.messages, *retenus.dehors), relation, projet,
            tuple(retenus.jugements), ressemble=retenus.ressemble and not retenus.manque,
        )  # fmt: skip

    def _ici(
        self, dite: LigneDite, nommes: Sequence[Nomme], codes: Codes, reponses: dict[str, Rattachement],
        retenus: _Retenus,
    ) -> list[Partie]:  # fmt: skip
        """Les collectivités françaises, une fois chacune ; un code l'emporte sur un nom qui ne le dément pas."""
        parties = {p.collectivite_code: p for p in codes.parties(dite, retenus.messages)}
        if codes.contredits(dite):
            retenus.ecarter(codes.contredits(dite))
        for nomme in (n for n in nommes if n.francais):
            partie = _partie_ici(nomme, reponses, retenus)
            if partie is not None:
                parties.setdefault(partie.collectivite_code or partie.nom, partie)
        if not parties and not retenus.manque:
            retenus.ecarter(_("aucune collectivité française n'est nommée"))
        return list(parties.values())

    def _lieux_connus(self, nomme: Nomme, ici: Sequence[Partie]) -> set[int]:
        """Les lieux des villes de ce nom et de ce pays avec qui ces collectivités ont déjà un lien."""
        nom = cle(nomme.bout.nom)
        return {g for p in ici for g in self._connus.get((p.collectivite_code, nomme.pays, nom), ())}

    def _dit(self, ligne: LigneLue, dite: LigneDite, retenus: _Retenus, jour: date) -> Dit:
        return Dit(
            source_code=self._fiche.code, cle=ligne.cle, numero=ligne.numero, brut=ligne.brut,
            releve_le=self._fiche.releve_le or jour,
            date_information=dite.date_information or self._fiche.date_information, adresse=dite.adresse,
            messages=tuple(retenus.messages),
        )  # fmt: skip

    def _relation(
        self, ligne: LigneLue, dite: LigneDite, parties: Sequence[Partie], retenus: _Retenus, jour: date
    ) -> DeclarationRelation | None:
        if _redisent(parties):
            retenus.ecarter(_("les deux noms désignent la même collectivité"))
            return None
        dit = self._dit(ligne, dite, retenus, jour)
        try:
            verifier_champs(dite.champs, date_information=dit.date_information, jour=jour)
        except ChampRefuse as refus:
            retenus.ecarter(str(refus))
            return None
        return DeclarationRelation(dit, tuple(parties), dite.champs)

    def _projet(
        self, ligne: LigneLue, dite: LigneDite, ici: Sequence[Partie], la_bas: Sequence[Partie],
        pays: tuple[str, ...], retenus: _Retenus, jour: date,
    ) -> DeclarationProjet:  # fmt: skip
        champs: dict[str, Any] = {nom: tuple(v) if isinstance(v, list) else v for nom, v in dite.champs.items()}
        association = Partie(nom=dite.beneficiaire, pays="FR", nature="association") if dite.beneficiaire else None
        payeur = next(iter(ici), None) if association is not None else None
        return DeclarationProjet(
            self._dit(ligne, dite, retenus, jour),
            porteurs=(association,) if association is not None else tuple(ici),
            partenaires=tuple(la_bas),
            pays=pays,
            financements=tuple(
                FinancementDit(
                    m.payeur or (payeur.nom if payeur else ""), m.montant, m.etape, annee=m.annee, devise=m.devise,
                    nature=m.nature, partie=None if m.payeur else payeur,
                )
                for m in dite.montants
            ),
            **champs,
        )  # fmt: skip


def _sans_suite(ligne: LigneLue, etat: str, *raisons: str, deja_la: bool = False) -> LignePlanifiee:
    messages = (*(p.en_texte() for p in ligne.problemes), *raisons)
    return LignePlanifiee(ligne.numero, ligne.cle, etat, ligne.brut, messages, deja_la=deja_la)


def _partie_ici(nomme: Nomme, reponses: dict[str, Rattachement], retenus: _Retenus) -> Partie | None:
    """La collectivité que ce nom désigne, ou None et la ligne est à revoir."""
    nom = nomme.bout.nom
    if nomme.question is None:
        retenus.messages.append(_("%s : syndicat, sans référence au référentiel") % nom)
        return Partie(nom=nom, pays="FR", nature="collectivite")
    reponse = reponses[nomme.question.gauche]
    retenus.garder(reponse)
    return _ou_ecarter(nom, reponse, retenus)


def _ou_ecarter(nom: str, reponse: Rattachement, retenus: _Retenus) -> Partie | None:
    """La collectivité retenue, ou None et l'on dit pourquoi la ligne n'entre pas."""
    if reponse.is_tenu and reponse.code:
        return reponse.en_partie(nom)
    if reponse.hors_champ:
        retenus.exclure(nom, reponse)
    else:
        retenus.ecarter(_non_rattachee(nom, reponse))
    return None


def _partie_la_bas(
    nomme: Nomme, reponses: dict[str, Rattachement], retenus: _Retenus, connus: set[int]
) -> Partie | None:
    """Le partenaire ; sans lieu reconnu il entre sous son nom, et on le dit ; sans pays, la ligne est à revoir."""
    bout = nomme.bout
    if not nomme.pays:
        retenus.ecarter(nomme.pourquoi)
        return None
    if not bout.nom:
        return None
    geonameid = None
    if nomme.question is not None:
        reponse = reponses[nomme.question.gauche]
        if nomme.pays in ISO_FRANCAIS:
            retenus.garder(reponse)
            return _ou_ecarter(bout.nom, reponse, retenus)
        geonameid = _lieu(nomme, reponse, retenus, connus)
    if is_douteux(bout.nom) and geonameid is None:
        retenus.ecarter(_("%s : nom écrit avec un doute, ou dont un accent s'est perdu") % bout.nom)
        return None
    nom = sans_le_doute(bout.nom)
    return Partie(nom=nom, pays=nomme.pays, geonameid=geonameid, niveau=nomme.niveau, lat=bout.lat, lon=bout.lon)


def _lieu(nomme: Nomme, reponse: Rattachement, retenus: _Retenus, connus: set[int]) -> int | None:
    """Le lieu du partenaire ; la machine hésite : celui du seul partenaire de ce nom que la collectivité a déjà."""
    proposes = {p.entite.ref for p in reponse.propositions}
    memes = [g for g in connus if f"lieu:{g}" in proposes]
    sans_point = nomme.bout.lat is None or nomme.bout.lon is None
    if not reponse.is_tenu and len(connus) == len(memes) == 1 and sans_point and not is_douteux(nomme.bout.nom):
        retenus.messages.append(f"{nomme.bout.nom} : {DEJA_CONNU}")
        return memes[0]
    retenus.garder(reponse)
    if reponse.geonameid is None and not is_douteux(nomme.bout.nom):
        dit = (AUCUN, UN_SEUL, PLUSIEURS)[min(2, len(proposes))]
        retenus.messages.append(f"{nomme.bout.nom} ({nomme.pays}) : {dit}")
    if connus and reponse.geonameid not in connus:
        retenus.messages.append(f"{nomme.bout.nom} : {RESSEMBLE}")
        retenus.ressemble = True
    return reponse.geonameid


def _non_rattachee(nom: str, reponse: Rattachement) -> str:
    raisons = " ; ".join(reponse.raisons)
    return _("%(nom)s : collectivité non rattachée : %(raisons)s") % {"nom": nom, "raisons": raisons}


def _redisent(parties: Sequence[Partie]) -> bool:
    codes = [p.collectivite_code for p in parties if p.collectivite_code]
    lieux = [(p.geonameid, p.niveau) for p in parties if p.geonameid]
    return len(parties) < 2 or len(codes) != len(set(codes)) or len(lieux) != len(set(lieux))
