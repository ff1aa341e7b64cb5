"""Le rapprocheur : des mentions, des répertoires, et pour chacune une réponse expliquée."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice

from jumelles.rapprochement.bloquer import Piste, pistes_exactes, pistes_floues
from jumelles.rapprochement.comparer import Contexte
from jumelles.rapprochement.enonce import Enonce, lire_enonce
from jumelles.rapprochement.identifiants import Designee, confirmer
from jumelles.rapprochement.juger import (
    DE_LOIN,
    SEUIL_ECARTE,
    SEUIL_FRANCE,
    SEUIL_MONDE,
    Choix,
    choisir,
    is_contredit,
    is_seul_de_son_nom,
    probabilites,
)
from jumelles.rapprochement.normaliser import cle
from jumelles.rapprochement.phrases import dire
from jumelles.rapprochement.poids import Bareme, Poids, bareme_appris
from jumelles.rapprochement.repertoire import Repertoire
from jumelles.rapprochement.termes import Entite, Issue, Mention, Proposition, Reponse
from jumelles.referentiel.paquets import par_paquets

PAQUET = 1000
LONGUEUR_NOM = 300
DIT_AUTRE_CHOSE = "ce que la ligne dit à côté du nom ne va pas avec elle"
# Ce qu'un nom exact doit valoir pour que l'on ne cherche pas aussi ceux qui lui ressemblent.
ASSEZ_SUR = 0.9
# En dessous, une proposition n'aiderait personne.
MINCE = 0.0005
_SORTES = {"division": frozenset({"division"}), "quartier": frozenset({"quartier"})}
Pistes = list[tuple[Repertoire, Piste, Poids]]


class Rapprocheur:
    """Répond à des mentions, paquet par paquet. francais : ISO 2 des pays dont les collectivités sont au premier."""

    def __init__(
        self, france: Repertoire, monde: Repertoire, *, francais: frozenset[str], bareme: Bareme | None = None
    ) -> None:
        self.france, self.monde, self._francais = france, monde, francais
        self.bareme = bareme or bareme_appris()
        self._departements = _departements(france)

    def avec(self, bareme: Bareme) -> "Rapprocheur":
        """Le même, avec un autre barème."""
        return Rapprocheur(self.france, self.monde, francais=self._francais, bareme=bareme)

    def rapprocher(self, mentions: Sequence[Mention], *, propositions: int = 5) -> list[Reponse]:
        """Une réponse par mention, dans l'ordre."""
        reponses: list[Reponse] = []
        for paquet in par_paquets(mentions, PAQUET):
            with _ramassage_suspendu():
                reponses += self._repondre(paquet, propositions)
        return reponses

    def choix(self, mentions: Sequence[Mention]) -> list[tuple[Contexte, Enonce, list[Choix]]]:
        """Les choix de chaque mention, avant tout jugement : de quoi apprendre les poids."""
        return [(c, e, choix) for paquet in par_paquets(mentions, PAQUET) for c, e, choix, _ in self._choisir(paquet)]

    def _repondre(self, mentions: Sequence[Mention], combien: int) -> Iterator[Reponse]:
        for mention, (contexte, _, choix, chances) in zip(mentions, self._choisir(mentions), strict=True):
            reponse = self._juger(contexte, choix, chances, combien)
            yield self._avec_identifiants(mention, reponse) if mention.identifiants else reponse

    def _avec_identifiants(self, mention: Mention, reponse: Reponse) -> Reponse:
        """Un identifiant connu l'emporte, si le nom ne le dément pas, ni une personne."""
        trouvees = {
            rep.refs[cible]: Designee(rep.entite(cible), rep.entite(porteur) if porteur != cible else None)
            for rep in (self.france, self.monde)
            for i in mention.identifiants
            for cible, porteur in rep.identifier(i)
            if mention.exclus.isdisjoint((rep.refs[cible], rep.refs[porteur]))
        }
        return confirmer(mention, reponse, list(trouvees.values())) if trouvees else reponse

    def _choisir(self, mentions: Sequence[Mention]) -> list[tuple[Contexte, Enonce, list[Choix], list[float]]]:
        enonces = [self._lire(m) for m in mentions]
        contextes = [self._contexte(m, e) for m, e in zip(mentions, enonces, strict=True)]
        pistes = self._exactes(mentions, enonces)
        pistes = [_admises(p, m) for p, m in zip(pistes, mentions, strict=True)]
        choix = [choisir(c, p) for c, p in zip(contextes, pistes, strict=True)]
        chances = [probabilites(c, e) for c, e in zip(choix, enonces, strict=True)]
        douteux = [i for i, (c, p) in enumerate(zip(choix, chances, strict=True)) if not _is_sur(c, p)]
        floues = self._floues([mentions[i] for i in douteux], [enonces[i] for i in douteux])
        for i, autres in zip(douteux, floues, strict=True):
            if autres:
                choix[i] = choisir(contextes[i], _admises([*pistes[i], *autres], mentions[i]))
                chances[i] = probabilites(choix[i], enonces[i])
        return list(zip(contextes, enonces, choix, chances, strict=True))

    def _lire(self, mention: Mention) -> Enonce:
        """Sans pays dit, le nom peut être français ou non."""
        francais = mention.pays in self._francais
        return lire_enonce(mention.nom[:LONGUEUR_NOM], francais=francais or not mention.pays, etranger=not francais)

    def _exactes(self, mentions: Sequence[Mention], enonces: Sequence[Enonce]) -> list[Pistes]:
        pistes: list[Pistes] = [[] for _ in mentions]
        for repertoire, rangs in self._par_repertoire(mentions):
            trouvees = pistes_exactes(repertoire, [enonces[i] for i in rangs])
            poids = self._poids_de(repertoire)
            for i, siennes in zip(rangs, trouvees, strict=True):
                pays = mentions[i].pays
                pistes[i] += [(repertoire, p, poids) for p in siennes if self._is_du_pays(repertoire, p, pays)]
        return pistes

    def _floues(self, mentions: Sequence[Mention], enonces: Sequence[Enonce]) -> list[Pistes]:
        pistes: list[Pistes] = [[] for _ in mentions]
        for repertoire, rangs in self._par_repertoire(mentions):
            codes = ["FR" if repertoire is self.france else mentions[i].pays for i in rangs]
            trouvees = pistes_floues(repertoire, [enonces[i] for i in rangs], codes)
            poids = self._poids_de(repertoire)
            for i, siennes in zip(rangs, trouvees, strict=True):
                pistes[i] += [(repertoire, p, poids) for p in siennes]
        return pistes

    def _poids_de(self, repertoire: Repertoire) -> Poids:
        return self.bareme.france if repertoire is self.france else self.bareme.monde

    def _par_repertoire(self, mentions: Sequence[Mention]) -> Iterator[tuple[Repertoire, list[int]]]:
        francaises = [i for i, m in enumerate(mentions) if not m.pays or m.pays in self._francais]
        etrangeres = [i for i, m in enumerate(mentions) if m.pays not in self._francais]
        for repertoire, rangs in ((self.france, francaises), (self.monde, etrangeres)):
            if rangs:
                yield repertoire, rangs

    def _is_du_pays(self, repertoire: Repertoire, piste: Piste, pays: str) -> bool:
        if repertoire is self.france or not pays:
            return True
        return bool(repertoire.pays[repertoire.entite_du_nom[piste.nom]] == pays)

    def _contexte(self, mention: Mention, enonce: Enonce) -> Contexte:
        niveaux = mention.niveaux or enonce.niveaux or _SORTES.get(enonce.niveau_etranger, frozenset())
        # Hors de France, le pays est déjà un indice ; en France, il ne distingue personne.
        is_situe = bool(mention.pays) and mention.pays not in self._francais
        departements = self._departements_dits(mention, enonce)
        return Contexte(niveaux, departements, mention.population, mention.lat, mention.lon, is_situe)

    def _departements_dits(self, mention: Mention, enonce: Enonce) -> frozenset[str]:
        if not (mention.departement or enonce.apartes):  # presque toujours
            return enonce.codes
        dits = (d.strip() for d in mention.departement.split("|"))
        lus = {self._departements.get(cle(d), d.upper()) for d in dits if d}
        apartes = {self._departements[a] for a in enonce.apartes if a in self._departements}
        return frozenset(enonce.codes | lus | apartes)

    def _juger(self, contexte: Contexte, choix: list[Choix], chances: list[float], combien: int) -> Reponse:
        if not choix:
            return Reponse(Issue.ECARTE, 0.0, ("aucun nom semblable au référentiel",))
        dignes = (c for c in zip(choix, chances, strict=True) if c[1] >= MINCE or c[0] is choix[0])
        rendues = tuple(self._proposer(c, contexte, chance) for c, chance in islice(dignes, combien))
        retenue = rendues[0]
        doutes = self._doutes(contexte, choix, chances)
        if not doutes:
            return Reponse(Issue.ACCEPTE, retenue.score, retenue.raisons, rendues)
        issue = Issue.A_REVOIR if chances[0] >= SEUIL_ECARTE else Issue.ECARTE
        return Reponse(issue, retenue.score, (*retenue.raisons, *doutes), rendues)

    def _doutes(self, contexte: Contexte, choix: Sequence[Choix], chances: Sequence[float]) -> tuple[str, ...]:
        """Ce qui empêche d'accepter sans personne ; rien : on accepte."""
        if contexte.is_nu and not is_seul_de_son_nom(choix):
            return (_dire_les_homonymes([c.repertoire.entite(c.cible) for c in choix[1:4]]),)
        if is_contredit(choix[0]):
            return (DIT_AUTRE_CHOSE,)
        if not DE_LOIN.isdisjoint(choix[0].traits) and not contexte.is_precise:
            return ("ce n’est qu’une partie de son nom",)
        if chances[0] >= (SEUIL_FRANCE if choix[0].repertoire is self.france else SEUIL_MONDE):
            return ()
        if len(chances) > 1 and chances[1] >= SEUIL_ECARTE / 4:
            autre = choix[1].repertoire.entite(choix[1].cible)
            return (f"« {autre.nom} » ({autre.departement or autre.pays}) reste possible",)
        return ("le nom et ce qui l’accompagne ne suffisent pas à en être sûr",)

    def _proposer(self, choix: Choix, contexte: Contexte, chance: float) -> Proposition:
        rep, nom = choix.repertoire, choix.piste.nom
        porteur = rep.entite_du_nom[nom]
        return Proposition(
            entite=rep.entite(choix.cible), nom=rep.textes[nom], score=round(chance, 4),
            raisons=dire(choix, contexte),
            par=rep.entite(porteur) if porteur != choix.cible else None, contredite=is_contredit(choix),
        )  # fmt: skip


def _is_sur(choix: Sequence[Choix], chances: Sequence[float]) -> bool:
    """Vrai si le nom exact suffit : chercher ceux qui lui ressemblent ne changerait rien."""
    return bool(choix) and chances[0] >= ASSEZ_SUR and not is_contredit(choix[0])


def _admises(pistes: Pistes, mention: Mention) -> Pistes:
    """Sans celles qu'une personne a écartées pour cette mention, ni, s'il doit être entier, les à-peu-près du nom."""
    if mention.entier:
        pistes = [x for x in pistes if (x[1].lien, x[1].variante) == ("exact", "entier")]
    if not mention.exclus:
        return pistes
    return [x for x in pistes if mention.exclus.isdisjoint(_refs(x[0], x[1].nom))]


def _refs(repertoire: Repertoire, nom: int) -> tuple[str, str]:
    return repertoire.refs[repertoire.cible_du_nom[nom]], repertoire.refs[repertoire.entite_du_nom[nom]]


@contextmanager
def _ramassage_suspendu() -> Iterator[None]:
    """Un paquet ne fait aucun cycle : le ramasse-miettes y passerait le tiers du temps pour rien."""
    actif = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if actif:
            gc.enable()


def _dire_les_homonymes(autres: Sequence[Entite]) -> str:
    if not autres:
        return "ce n’est pas exactement son nom, et la ligne ne dit rien d’autre"
    return "d’autres portent ce nom ou un nom voisin : " + ", ".join(
        f"{e.nom} ({e.departement or e.pays})" for e in autres
    )


def _departements(france: Repertoire) -> dict[str, str]:
    """Nom normalisé et code d'un département → son code."""
    rangs = (r for r in range(len(france)) if france.niveaux[r] == "departement")
    entites = [france.entite(r) for r in rangs]
    return {c: e.departement for e in entites for c in (cle(e.nom), cle(e.departement)) if e.departement and c}
