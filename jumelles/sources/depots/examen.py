"""Examiner un fichier déposé : ce qu'il est, ce qu'il contient, et comment on propose de le lire."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jumelles.rapprochement.normaliser import cle
from jumelles.recherche.sorties.formules import retablir
from jumelles.sources import catalogue
from jumelles.sources.depots.correspondance import Choix, Correspondance, Objet, empreinte_entete
from jumelles.sources.depots.doutes import has_lettre_perdue
from jumelles.sources.depots.lecteurs import Table, ouvrir_table
from jumelles.sources.depots.lecteurs.alentours import dire_titre, dire_total
from jumelles.sources.depots.lecteurs.entete_double import is_double
from jumelles.sources.depots.limites import limites
from jumelles.sources.depots.profils import appliquer_profil, reconnaitre_profil
from jumelles.sources.depots.reconnaissance import proposer
from jumelles.sources.depots.reconnaissance.connus import compter_connus
from jumelles.sources.depots.reconnaissance.traits import mesurer
from jumelles.sources.depots.termes import Examen, LigneDeFichier
from jumelles.sources.ouverture import hacher
from jumelles.sources.problemes import FichierRefuse, Probleme, extraire, rendre_lisible

EXEMPLES, ETUDIEES, CITES = 20, 500, 20
_MAL_CONVERTI = ("Ã©", "Ã¨", "Ã ", "â€™", "Ã´")


def examiner(
    chemin: Path,
    nom_du_fichier: str = "",
    *,
    feuille: str = "",
    ligne_entete: int = 0,
    objet: Objet | None = None,
    profil: str = "",
    connues: Sequence[Correspondance] = (),
) -> Examen:
    """Lire ce fichier sans rien écrire. FichierRefuse dit pourquoi il ne se lit pas, où, et comment y remédier.

    nom_du_fichier : celui de la personne, s'il n'est pas celui du chemin. feuille : d'un classeur ; vide : la première
    visible qui porte un tableau. ligne_entete : 0 pour la trouver. objet : relations ou projets, deviné sinon. profil :
    d'un format choisi (« atlas », « rrma »…). connues : correspondances des dépôts précédents ; celle dont l'en-tête
    est le même est reprise telle quelle.
    """
    chemin = Path(chemin)
    empreinte = hacher(chemin, taille_max=limites().octets)
    table = ouvrir_table(chemin, feuille=feuille, ligne_entete=ligne_entete)
    etudiees, nombre, problemes = _parcourir(table)
    correspondance, retrouvee = _faire_correspondre(table, etudiees, objet, profil, connues)
    document = table.document
    return Examen(
        fichier=nom_du_fichier or chemin.name, format=document.format, empreinte=empreinte, entete=table.entete,
        exemples=tuple(_retablie(x) for x in etudiees[:EXEMPLES]), lignes=nombre, correspondance=correspondance,
        codage=document.codage, separateur=document.separateur, feuilles=document.feuilles, feuille=document.feuille,
        ligne_entete=table.ligne_entete, problemes=(*document.problemes, *problemes),
        source_connue=catalogue.reconnaitre(chemin) or "", retrouvee=retrouvee,
    )  # fmt: skip


def _parcourir(table: Table) -> tuple[list[LigneDeFichier], int, list[Probleme]]:
    """Tout le fichier une fois : ses premières lignes, combien il en a, et celles qui ne se lisent pas."""
    etudiees: list[LigneDeFichier] = []
    problemes: list[Probleme] = []
    nombre = 0
    for ligne in table.lignes():
        nombre += not ligne.total
        if ligne.total:
            problemes += [dire_total(ligne.numero, ligne.total)] if len(problemes) < CITES else []
        elif ligne.probleme is not None:
            problemes += [ligne.probleme] if len(problemes) < CITES else []
        elif len(etudiees) < ETUDIEES:
            etudiees.append(ligne)
    if not nombre:
        raise FichierRefuse(
            _("il n'a que des titres : aucune ligne de données"), _("vérifiez la feuille ou le fichier")
        )
    return etudiees, nombre, [*_dessus(table), *_mal_converti(etudiees), *_lettres_perdues(etudiees), *problemes]


def _dessus(table: Table) -> list[Probleme]:
    """Le titre sauté ; les groupes d'un en-tête double, eux, sont lus."""
    if table.ligne_entete < 2:
        return []
    premieres = [r for r in islice(table.document.relire(), table.ligne_entete) if r.numero <= table.ligne_entete]
    return dire_titre(premieres[: -2 if is_double(premieres) else -1])


def _lettres_perdues(lignes: Sequence[LigneDeFichier]) -> Iterator[Probleme]:
    """Un seul avis, avec combien de cellules et la première."""
    perdues = [(x.numero, n, c) for x in lignes for n, c in x.cellules.items() if has_lettre_perdue(c)]
    if perdues:
        numero, colonne, cellule = perdues[0]
        modele = ngettext(
            "%d cellule contient « ? » au milieu d'un mot : sans doute un accent perdu à l'enregistrement",
            "%d cellules contiennent « ? » au milieu d'un mot : sans doute un accent perdu à l'enregistrement",
            len(perdues),
        )
        remede = _("enregistrez de nouveau le fichier d'origine en « CSV UTF-8 »")
        yield Probleme(numero, colonne, extraire(cellule[:60]), modele % len(perdues), remede, bloquant=False)


def _mal_converti(lignes: Sequence[LigneDeFichier]) -> Iterator[Probleme]:
    for ligne in lignes:
        for colonne, cellule in ligne.cellules.items():
            if any(m in cellule for m in _MAL_CONVERTI):
                raison = _("des accents abîmés : le fichier a été mal converti avant d'arriver ici")
                remede = _("repartez du fichier d'origine et enregistrez-le en « CSV UTF-8 »")
                yield Probleme(ligne.numero, colonne, extraire(cellule[:60]), raison, remede, bloquant=False)
                return


def _retablie(ligne: LigneDeFichier) -> LigneDeFichier:
    """La ligne telle qu'on la montre : PostgreSQL refuserait un nul, un écran obéirait aux autres signes."""
    return replace(ligne, cellules={nom: rendre_lisible(retablir(c)) for nom, c in ligne.cellules.items()})


def _faire_correspondre(
    table: Table,
    etudiees: Sequence[LigneDeFichier],
    objet: Objet | None,
    profil: str,
    connues: Sequence[Correspondance],
) -> tuple[Correspondance, bool]:
    empreinte = empreinte_entete(table.entete)
    gardee = next((c for c in connues if c.empreinte == empreinte), None)
    if gardee is not None and objet is None and not profil:
        return _replacer(_reordonner(gardee, table.entete), table), True
    colonnes = {nom: [retablir(x.cellules[nom]) for x in etudiees] for nom in table.entete}
    connus = compter_connus(colonnes)
    proposee = proposer(table.entete, {n: mesurer(v, connus[n]) for n, v in colonnes.items()}, objet=objet)
    reconnu = reconnaitre_profil(table.entete)
    if profil or (reconnu is not None and objet is None):
        proposee = appliquer_profil(proposee, profil or (reconnu.code if reconnu else ""))
    return _replacer(proposee, table), False


def _reordonner(gardee: Correspondance, entete: Sequence[str]) -> Correspondance:
    par_nom = {c.colonne: c for c in gardee.colonnes}
    if set(par_nom) != set(entete):  # mêmes noms aux accents près
        return replace(gardee, colonnes=tuple(replace(c, colonne=n) for c, n in _apparier(gardee, entete)))
    return replace(gardee, colonnes=tuple(par_nom[nom] for nom in entete))


def _apparier(gardee: Correspondance, entete: Sequence[str]) -> list[tuple[Choix, str]]:
    libres = list(gardee.colonnes)
    rendus = []
    for nom in entete:
        choix = next(c for c in libres if (cle(c.colonne) or c.colonne) == (cle(nom) or nom))
        libres.remove(choix)
        rendus.append((choix, nom))
    return rendus


def _replacer(correspondance: Correspondance, table: Table) -> Correspondance:
    return replace(correspondance, feuille=table.document.feuille, ligne_entete=table.ligne_entete)
