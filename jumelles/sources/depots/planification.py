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
from jumelles.sources.depots.codes_dits import Codes
from jumelles.sources.depots.correspondance import Correspondance
from jumelles.sources.depots.deja_la import DejaLa, FicheConnue
from jumelles.sources.depots.ligne_dite import LigneDite
from jumelles.sources.depots.parties_connues import parties_des_relations
from jumelles.sources.depots.questions import Demandeur, Nomme
from jumelles.sources.depots.termes import FicheDepot
from jumelles.sources.ligne_lue import LigneLue, LignePlanifiee
from jumelles.sources.rattachement import Rattachement, Rattacheur
from jumelles.territoires.pays_francais import ISO_FRANCAIS

SANS_LIEU = gettext_lazy("partenaire non rattaché à un lieu du référentiel")


@dataclass(slots=True)
class _Retenus:
    """Ce qu'on accumule en lisant une ligne."""

    messages: list[str]
    jugements: list[JugementPrevu] = field(default_factory=list)
    manque: bool = False

    def garder(self, reponse: Rattachement) -> None:
        """Le jugement de la machine, tenu ou non : une personne en décidera."""
        if reponse.jugement is not None:
            self.jugements.append(reponse.jugement)

    def ecarter(self, message: str) -> None:
        """La ligne ne peut entrer telle quelle : une personne la reverra."""
        self.messages.append(message)
        self.manque = True


class Planificateur:
    """Planifie les lignes d'un dépôt ; se donne à l'import comme le `planifier` d'une source."""

    def __init__(self, fiche: FicheDepot, correspondance: Correspondance) -> None:
        self._fiche, self._correspondance = fiche, correspondance
        self._demandeur = Demandeur(fiche.code)
        self._deja_la = DejaLa(correspondance)

    def __call__(self, lignes: Sequence[LigneLue], rattacheur: Rattacheur, jour: date) -> list[LignePlanifiee]:
        """Rattacher tout le paquet en quelques requêtes, puis planifier chaque ligne."""
        a_lire = [x for x in lignes if x.valeur is not None and not x.is_refusee and not x.hors_champ]
        connues = self._deja_la.chercher(a_lire, jour)
        parties = parties_des_relations(c.numero for c in connues.values() if c.changees and c.memes_parties)
        a_demander = [x for x in a_lire if x.numero not in connues or not connues[x.numero].memes_parties]
        codes = Codes(c for x in a_demander for c in x.valeur.codes)
        noms = {x.numero: self._demandeur.nommes(x.valeur, codes, rattacheur) for x in a_demander}
        reponses = rattacheur.repondre(n.question for siens in noms.values() for n in siens if n.question is not None)
        return [
            self._reprendre(x, connues[x.numero], parties, jour)
            if x.numero in connues and x.numero not in noms
            else self._planifier(x, noms.get(x.numero, []), codes, reponses, jour)
            for x in lignes
        ]

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
        etat = EtatLigne.A_REVOIR if retenus.manque else EtatLigne.VALIDE
        return LignePlanifiee(ligne.numero, ligne.cle, etat, ligne.brut, tuple(retenus.messages), relation)

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
        la_bas = [p for n in nommes if not n.francais and (p := _partie_la_bas(n, reponses, retenus)) is not None]
        pays = tuple(dict.fromkeys(n.pays for n in nommes if not n.francais and n.pays))
        relation, projet = None, None
        if not retenus.manque and self._correspondance.objet == "relations":
            relation = self._relation(ligne, dite, [*ici, *la_bas], retenus, jour)
        elif not retenus.manque:
            projet = self._projet(ligne, dite, ici, la_bas, pays, retenus, jour)
        etat = EtatLigne.A_REVOIR if retenus.manque else EtatLigne.VALIDE
        return LignePlanifiee(
            ligne.numero, ligne.cle, etat, ligne.brut, tuple(retenus.messages), relation, projet,
            tuple(retenus.jugements),
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
    if reponse.is_tenu and reponse.code:
        return reponse.en_partie(nom)
    retenus.ecarter(_non_rattachee(nom, reponse))
    return None


def _partie_la_bas(nomme: Nomme, reponses: dict[str, Rattachement], retenus: _Retenus) -> Partie | None:
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
        retenus.garder(reponse)
        if nomme.pays in ISO_FRANCAIS:
            return _interieur(nomme, reponse, retenus)
        geonameid = reponse.geonameid
        if geonameid is None:
            retenus.messages.append(f"{bout.nom} : {SANS_LIEU} ({' ; '.join(reponse.raisons)})")
    return Partie(nom=bout.nom, pays=nomme.pays, geonameid=geonameid, niveau=nomme.niveau, lat=bout.lat, lon=bout.lon)


def _interieur(nomme: Nomme, reponse: Rattachement, retenus: _Retenus) -> Partie | None:
    if reponse.is_tenu and reponse.code:
        return reponse.en_partie(nomme.bout.nom)
    retenus.ecarter(_non_rattachee(nomme.bout.nom, reponse))
    return None


def _non_rattachee(nom: str, reponse: Rattachement) -> str:
    raisons = " ; ".join(reponse.raisons)
    return _("%(nom)s : collectivité non rattachée : %(raisons)s") % {"nom": nom, "raisons": raisons}


def _redisent(parties: Sequence[Partie]) -> bool:
    codes = [p.collectivite_code for p in parties if p.collectivite_code]
    lieux = [(p.geonameid, p.niveau) for p in parties if p.geonameid]
    return len(parties) < 2 or len(codes) != len(set(codes)) or len(lieux) != len(set(lieux))
