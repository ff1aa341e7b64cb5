"""Le rapport d'un import : combien, quoi, et pour chaque refus la ligne, la colonne, la valeur et la raison."""

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from jumelles.cooperations.operations import BilanEcriture
from jumelles.provenance.enums import EtatLigne
from jumelles.referentiel.typographie import typographier
from jumelles.sources.problemes import Probleme

# Au-delà, le rapport compte encore mais ne cite plus : tout reste dans les relevés.
CITES_MAX = 500
MONTRES = 40


@dataclass(slots=True)
class Detail:
    """Une ligne qui n'entre pas, ou qui entre avec une remarque : où, et pourquoi."""

    ligne: int
    cle: str
    etat: str
    messages: list[str]

    def en_texte(self) -> str:
        """« ligne 12 (clé) : raison ; raison »."""
        return typographier(f"ligne {self.ligne} ({self.cle or '?'}) : {' ; '.join(self.messages)}")


@dataclass(slots=True)
class Rapport:
    """Ce qu'un import a fait, ou ferait (a_blanc). Les compteurs comptent des lignes du fichier."""

    source: str
    fichier: str
    empreinte: str = ""
    lot: int | None = None
    a_blanc: bool = False
    deja_fait: bool = False
    lues: int = 0
    etats: Counter[str] = field(default_factory=Counter)
    redites: int = 0
    redites_d_un_releve: int = 0
    perimetre: str = ""
    problemes: list[Probleme] = field(default_factory=list)
    nombre_problemes: int = 0
    details: list[Detail] = field(default_factory=list)
    cites: Counter[str] = field(default_factory=Counter)
    disparus: list[str] = field(default_factory=list)
    nombre_disparus: int = 0
    bilan: dict[str, int] = field(default_factory=dict)
    differences: list[dict[str, Any]] = field(default_factory=list)
    jugements: int = 0
    hors_champ: dict[str, int] = field(default_factory=dict)
    remarquees: int = 0
    lecture: str = ""  # d'un dépôt : ce qui distingue deux façons de lire le même fichier
    deja_la: int = 0
    sans_lieu: int = 0  # lignes qui entrent sans que leur partenaire ait un point sur la carte
    ressemblent: int = 0  # lignes dont la collectivité a déjà un lien avec un autre partenaire du même nom
    avertissement: str = ""

    @property
    def refuse(self) -> bool:
        """Vrai si aucune ligne n'a pu entrer."""
        return not self.deja_fait and self.lues > 0 and self.etats[EtatLigne.REFUSEE] == self.lues

    def noter(self, problemes: tuple[Probleme, ...]) -> None:
        """Compter ces problèmes, et citer les premiers."""
        self.nombre_problemes += len(problemes)
        self.problemes += problemes[: max(0, CITES_MAX - len(self.problemes))]

    def citer(self, detail: Detail) -> None:
        """Citer une ligne, dans la limite de CITES_MAX par état ; compter les raisons d'être hors du champ."""
        if detail.etat == EtatLigne.HORS_CHAMP and detail.messages:
            raison = detail.messages[-1]
            if raison in self.hors_champ or len(self.hors_champ) < CITES_MAX:
                self.hors_champ[raison] = self.hors_champ.get(raison, 0) + 1
        self.remarquees += detail.etat == EtatLigne.VALIDE
        if self.cites[detail.etat] < CITES_MAX:
            self.cites[detail.etat] += 1
            self.details.append(detail)

    def retenir(self, bilan: BilanEcriture) -> None:
        """Reprendre les compteurs de ce que le cœur a écrit."""
        self.bilan = {
            "acteurs_crees": bilan.acteurs_crees,
            "relations_creees": bilan.relations_creees,
            "relations_completees": bilan.relations_completees,
            "projets_crees": bilan.projets_crees,
            "projets_completes": bilan.projets_completes,
            "inchanges": bilan.inchanges,
            "supprimees_non_rouvertes": bilan.supprimees_non_rouvertes,
            "paires": len(bilan.paires),
        }
        self.differences = [asdict(d) for d in bilan.differences]

    def en_json(self) -> dict[str, Any]:
        """Tout le rapport, en types JSON."""
        return {
            **{nom: getattr(self, nom) for nom in _NUS},
            "etats": {etat: self.etats[etat] for etat in EtatLigne.values},
            "problemes": [p.en_json() for p in self.problemes],
            "details": [asdict(d) for d in self.details],
        }

    @classmethod
    def depuis_json(cls, lu: dict[str, Any]) -> "Rapport":
        """Relire un rapport rangé dans son lot."""
        return cls(
            **{nom: lu[nom] for nom in _NUS if nom in lu},
            etats=Counter(lu["etats"]),
            problemes=[Probleme(**p) for p in lu["problemes"]],
            details=[Detail(**d) for d in lu["details"]],
            cites=Counter(d["etat"] for d in lu["details"]),
        )

    def en_texte(self) -> str:
        """Le rapport en français, pour un écran ou un courriel."""
        lignes = [self._titre()]
        if self.deja_fait:
            return lignes[0]
        lignes += [self.avertissement] if self.avertissement else []
        lignes += self._comptes() + self._ecritures()
        lignes += self._liste(_("Problèmes"), self.nombre_problemes, [p.en_texte() for p in self.problemes])
        a_revoir = [d.en_texte() for d in self.details if d.etat == EtatLigne.A_REVOIR]
        lignes += self._liste(_("À revoir"), self.etats[EtatLigne.A_REVOIR], a_revoir)
        remarquees = [d.en_texte() for d in self.details if d.etat == EtatLigne.VALIDE]
        lignes += self._liste(_("Valides, avec ce qu'il faut en savoir"), self.remarquees, remarquees)
        lignes += self._liste(_("Hors du champ, par raison"), len(self.hors_champ), self._raisons())
        lignes += self._liste(
            _("Absents de ce fichier, lus dans le précédent (rien n'est effacé)"), self.nombre_disparus, self.disparus
        )
        ecarts = [
            f"ligne {d['ligne']}, {d['objet']}, {d['champ']} : la personne dit « {d['valeur_relue']} », "
            f"le fichier dit « {d['valeur_nouvelle']} »"
            for d in self.differences
        ]
        lignes += self._liste(_("Écarts avec une correction relue (les deux restent)"), len(ecarts), ecarts)
        return typographier("\n".join(lignes))

    def _titre(self) -> str:
        if self.deja_fait:
            return typographier(_("%(fichier)s (%(source)s) : déjà importé, rien ne change.")
                                % {"fichier": self.fichier, "source": self.source})  # fmt: skip
        modele = _("Essai à blanc de %(fichier)s (%(source)s) : rien n'est écrit.") if self.a_blanc else _(
            "Import de %(fichier)s (%(source)s).")  # fmt: skip
        return modele % {"fichier": self.fichier, "source": self.source}

    def _comptes(self) -> list[str]:
        comptes = [f"  {self.lues} lignes lues"]
        comptes += [f"  {self.etats[e]} {e.label}" for e in EtatLigne]
        if self.redites:
            comptes.append(_("  %d redites d'une autre ligne du fichier") % self.redites)
        if self.sans_lieu:
            comptes.append(_("  %d entrent sans que leur partenaire soit placé sur la carte") % self.sans_lieu)
        if self.ressemblent:
            comptes.append(_("  %d ressemblent à un lien déjà connu de la même collectivité") % self.ressemblent)
        if self.deja_la:
            comptes.append(_("  %d déjà sur le site, à l'identique") % self.deja_la)
        if self.redites_d_un_releve:
            comptes.append(
                _("  %d déjà dites plus complètement par un relevé de cette source") % self.redites_d_un_releve
            )
        return comptes

    def _ecritures(self) -> list[str]:
        noms = (
            ("relations_creees", _("relations créées")),
            ("relations_completees", _("relations complétées d'une parole")),
            ("projets_crees", _("projets créés")),
            ("projets_completes", _("projets complétés")),
            ("acteurs_crees", _("acteurs créés")),
            ("inchanges", _("déclarations inchangées")),
            ("supprimees_non_rouvertes", _("relations supprimées par une personne, non rouvertes")),
            ("paires", _("paires internationales distinctes")),
        )
        verbe = _("Ce qui serait écrit :") if self.a_blanc else _("Ce qui est écrit :")
        return [verbe, *(f"  {self.bilan.get(code, 0)} {nom}" for code, nom in noms)] if self.bilan else []

    def _raisons(self) -> list[str]:
        """Les raisons d'être hors du champ, de la plus fréquente à la plus rare."""
        rangees = sorted(self.hors_champ.items(), key=lambda r: (-r[1], r[0]))
        return [f"{nombre} : {raison}" if nombre > 1 else raison for raison, nombre in rangees]

    @staticmethod
    def _liste(titre: str, nombre: int, textes: list[str]) -> list[str]:
        if not nombre:
            return []
        montres = [f"  {texte}" for texte in textes[:MONTRES]]
        reste = nombre - len(montres)
        return [f"{titre} ({nombre}) :", *montres, *([f"  … et {reste} autres"] if reste > 0 else [])]


_NUS = (
    "source", "fichier", "empreinte", "lot", "a_blanc", "deja_fait", "lues", "redites", "redites_d_un_releve",
    "perimetre", "nombre_problemes", "disparus", "nombre_disparus", "bilan", "differences", "jugements",
    "hors_champ", "remarquees", "lecture", "deja_la", "avertissement", "sans_lieu",
    "ressemblent",
)  # fmt: skip
