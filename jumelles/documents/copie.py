"""La mise au net : textes assainis, bornes vérifiées, sources numérotées. Les cinq sorties partent de cette copie."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from jumelles.documents.arbre import (
    Appel,
    Bloc,
    Chiffre,
    Contenu,
    Encadre,
    Fiche,
    Figure,
    Lien,
    Liste,
    Morceau,
    Note,
    Paragraphe,
    Rapport,
    SautDePage,
    Tableau,
    Texte,
    Titre,
)  # fmt: skip
from jumelles.documents.bornes import verifier_bornes, verifier_texte, verifier_total
from jumelles.documents.images import verifier_image
from jumelles.documents.proprete import assainir, assainir_morceau
from jumelles.referentiel.temps import DatePartielle
from jumelles.referentiel.typographie import typographier

SOURCES = "Sources"
SANS_DATE = "date non renseignée"
_SUIVIES = ("https://", "http://", "mailto:")
Net = Texte | Lien | Appel
Ligne = tuple[Net, ...]


@dataclass(frozen=True, slots=True)
class Copie:
    """Un rapport prêt à écrire. Tout contenu y est une suite de Texte, Lien et Appel ; notes : dans l'ordre d'appel."""

    titre: str
    sous_titre: str
    auteur: str
    langue: str
    jour: date
    blocs: tuple[Bloc, ...]
    notes: tuple[Note, ...]
    serre: bool = False

    @property
    def jour_dit(self) -> str:
        """« 22 novembre 2026 »."""
        return DatePartielle.read(self.jour.isoformat()).in_french()

    @property
    def tete(self) -> Iterator[tuple[str, str]]:
        """Ce qui se lit sous le titre, dans l'ordre, sans les vides : (rôle, texte)."""
        yield from (
            p for p in (("sous_titre", self.sous_titre), ("auteur", self.auteur), ("jour", self.jour_dit)) if p[1]
        )


@dataclass(slots=True)
class _Plume:
    """Ce que l'on tient en écrivant : les notes déjà appelées, le nombre de signes."""

    notes: dict[Note, int] = field(default_factory=dict)
    signes: int = 0

    def texte(self, brut: str) -> str:
        verifier_texte(len(brut))
        self.signes += len(brut)
        return typographier(assainir(brut))

    def adresse(self, brute: str) -> str:
        return assainir(brute)

    def appel(self, note: Note) -> Appel:
        nette = Note(self.texte(note.source), self.texte(note.date) or SANS_DATE, self.adresse(note.adresse))
        return Appel(self.notes.setdefault(nette, len(self.notes) + 1))

    def ligne(self, contenu: Contenu) -> Ligne:
        morceaux = contenu if isinstance(contenu, tuple) else (contenu,)
        return tuple(net for morceau in morceaux for net in self._morceau(morceau))

    def _morceau(self, morceau: str | Morceau) -> Iterator[Net]:
        if isinstance(morceau, Chiffre):
            yield Texte(self.texte(morceau.valeur))
            yield self.appel(morceau.note)
        elif isinstance(morceau, Note):
            yield self.appel(morceau)
        elif isinstance(morceau, Appel):
            raise TypeError("Un rapport cite ses sources par Chiffre ou Note, jamais par Appel.")
        elif isinstance(morceau, Lien):
            mots, adresse = self.texte(morceau.texte), self.adresse(morceau.adresse)
            yield Lien(mots, adresse) if is_suivie(adresse) else Texte(mots)
        else:
            texte = morceau if isinstance(morceau, Texte) else Texte(morceau)
            verifier_texte(len(texte.texte))
            self.signes += len(texte.texte)
            yield replace(texte, texte=typographier(assainir_morceau(texte.texte)))


def is_suivie(adresse: str) -> bool:
    """Vrai pour une adresse que l'on peut suivre sans danger."""
    return adresse.lower().startswith(_SUIVIES) and not any(c in adresse for c in " <>\"'`\\")


def lignes(contenu: Contenu) -> Ligne:
    """Le contenu d'une copie, tel que la mise au net l'a laissé."""
    assert isinstance(contenu, tuple)
    return tuple(m for m in contenu if isinstance(m, Net))


def mots(contenu: Contenu) -> str:
    """Le texte nu d'un contenu de copie, renvois compris."""
    return "".join(f"[{m.numero}]" if isinstance(m, Appel) else m.texte for m in lignes(contenu))


def dire_note(numero: int, note: Note) -> Ligne:
    """« [1] Wikidata, juillet 2017. », puis l'adresse en clair si elle se suit."""
    phrase = Texte(f"[{numero}] {note.source}, {note.date}." + (" " if note.adresse else ""))
    if not note.adresse:
        return (phrase,)
    return (phrase, Lien(note.adresse, note.adresse) if is_suivie(note.adresse) else Texte(note.adresse))


def mettre_au_net(rapport: Rapport) -> Copie:
    """La copie d'un rapport ; DocumentRefuse s'il passe les bornes ou porte une image que l'on ne peut pas prendre."""
    verifier_bornes(rapport)
    plume = _Plume()
    titre, sous_titre, auteur = (typographier(assainir(t)) for t in (rapport.titre, rapport.sous_titre, rapport.auteur))
    blocs = tuple(_bloc(plume, bloc) for bloc in rapport.blocs)
    verifier_total(plume.signes)
    return Copie(titre, sous_titre, auteur, rapport.langue, rapport.jour, blocs, tuple(plume.notes), rapport.serre)


def _bloc(plume: _Plume, bloc: Bloc) -> Bloc:
    match bloc:
        case Titre():
            return replace(bloc, texte=plume.texte(bloc.texte))
        case Paragraphe():
            return Paragraphe(plume.ligne(bloc.contenu))
        case Liste():
            return replace(bloc, elements=tuple(map(plume.ligne, bloc.elements)))
        case Encadre():
            return replace(bloc, paragraphes=tuple(map(plume.ligne, bloc.paragraphes)))
        case Fiche():
            return Fiche(tuple((plume.texte(terme), plume.ligne(dit)) for terme, dit in bloc.entrees))
        case Tableau():
            return _tableau(plume, bloc)
        case Figure():
            verifier_image(bloc.image)
            return replace(bloc, alternative=plume.texte(bloc.alternative), legende=plume.ligne(bloc.legende))
        case SautDePage():
            return bloc


def _tableau(plume: _Plume, bloc: Tableau) -> Tableau:
    unites = bloc.unites or ("",) * len(bloc.entetes)
    entetes = (f"{nom} ({unite})" if unite else nom for nom, unite in zip(bloc.entetes, unites, strict=True))
    return replace(
        bloc, legende=plume.ligne(bloc.legende), entetes=tuple(plume.texte(e) for e in entetes), unites=(),
        lignes=tuple(tuple(map(plume.ligne, ligne)) for ligne in bloc.lignes),
    )  # fmt: skip
