"""Lire une liste, rapprocher chaque nom, écrire le résultat au fil de l'eau."""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jumelles.rapprochement.moteur import Rapprocheur
from jumelles.rapprochement.termes import Issue, Mention, Reponse
from jumelles.referentiel.paquets import par_paquets
from jumelles.sources.depots.lecteurs import ouvrir_table
from jumelles.sources.depots.termes import LigneDeFichier
from jumelles.sources.ecriture import ecrire_a_cote
from jumelles.sources.listes.colonnes import Lecteur
from jumelles.sources.listes.partenaires import departager
from jumelles.sources.problemes import FichierRefuse
from jumelles.sources.rattachement import Rattacheur
from jumelles.territoires.repertoires import rapprocheur

AJOUTS = ("code", "nom_officiel", "verdict", "score", "raisons")
PAQUET = 5000
PEU = 0.3


@dataclass(slots=True)
class Bilan:
    """Combien de lignes par verdict."""

    verdicts: Counter[str] = field(default_factory=Counter)

    @property
    def lignes(self) -> int:
        """Combien de lignes lues."""
        return sum(self.verdicts.values())


def rapprocher_liste(chemin: Path, sortie: Path, *, colonne_nom: str = "", feuille: str = "") -> Bilan:
    """Écrire dans sortie le tableau de chemin, avec cinq colonnes de plus ; FichierRefuse si on ne sait pas le lire.

    Le séparateur est celui du fichier (une virgule s'il n'en a pas), le codage UTF-8. Une colonne donnée qui porte déjà
    l'un des cinq noms reste ; la nôtre prend alors le suffixe « _jumelles ».
    """
    table = ouvrir_table(chemin, feuille=feuille)
    if sortie.exists() and sortie.samefile(chemin):
        raise FichierRefuse("le résultat prendrait la place de la liste", "donnez-lui un autre nom")
    rattacheur = Rattacheur()
    lecteur = Lecteur(table.entete, rattacheur, colonne_nom=colonne_nom)
    ajouts = [a if a not in table.entete else f"{a}_jumelles" for a in AJOUTS]
    bilan, moteur = Bilan(), rapprocheur()
    with ecrire_a_cote(sortie) as fichier:
        separateur = table.document.separateur if len(table.entete) > 1 else ","
        ecrivain = csv.writer(fichier, delimiter=separateur or ",", lineterminator="\n")
        ecrivain.writerow([*table.entete, *ajouts])
        for paquet in par_paquets(table.lignes(), PAQUET):
            for ligne, rendues in zip(paquet, _rendre(paquet, lecteur, moteur), strict=True):
                bilan.verdicts[rendues[2]] += 1
                ecrivain.writerow([*(ligne.cellules.get(c, "") for c in table.entete), *rendues])
    return bilan


def _rendre(paquet: Sequence[LigneDeFichier], lecteur: Lecteur, moteur: Rapprocheur) -> Iterator[tuple[str, ...]]:
    lues = [lecteur.lire(ligne.cellules) for ligne in paquet]
    reponses = departager([x.mention for x in lues], moteur.rapprocher([x.mention for x in lues]))
    ailleurs = {} if lecteur.has_pays else _chercher_ailleurs([x.mention for x in lues], reponses, moteur)
    for i, (ligne, lue) in enumerate(zip(paquet, lues, strict=True)):
        if ligne.probleme is not None:
            yield "", "", Issue.ECARTE.value, "0", f"ligne illisible : {ligne.probleme.raison}"
        elif not lue.mention.nom:
            yield "", "", Issue.ECARTE.value, "0", "aucun nom sur cette ligne"
        else:
            yield _dire(ailleurs.get(i, reponses[i]), lue.remarques)


def _chercher_ailleurs(
    mentions: Sequence[Mention], reponses: Sequence[Reponse], moteur: Rapprocheur
) -> dict[int, Reponse]:
    """Sans colonne « pays », un nom que la France n'a pas : dire qui le porte ailleurs, sans rien accepter."""
    perdues = [i for i, r in enumerate(reponses) if r.issue is not Issue.ACCEPTE and r.score < PEU]
    monde = moteur.rapprocher([Mention(mentions[i].nom, population=mentions[i].population) for i in perdues])
    raison = "aucune collectivité française de ce nom, et la liste ne dit pas le pays"
    return {
        i: Reponse(Issue.A_REVOIR, r.score, (raison, *r.raisons), r.propositions)
        for i, r in zip(perdues, monde, strict=True)
        if r.propositions and r.score > reponses[i].score
    }


def _dire(reponse: Reponse, remarques: Sequence[str]) -> tuple[str, ...]:
    """code, nom officiel, verdict, score, raisons ; à revoir, le code est celui de la première proposée."""
    premiere = reponse.propositions[0] if reponse.propositions and reponse.issue is not Issue.ECARTE else None
    suites = [
        f"ou {p.entite.nom} ({p.entite.departement or p.entite.pays}, {p.entite.code})"
        for p in reponse.propositions[1:3]
        if reponse.issue is Issue.A_REVOIR
    ]
    return (
        premiere.entite.code if premiere else "",
        premiere.entite.nom if premiere else "",
        reponse.issue.value,
        f"{reponse.score:.4f}",
        " ; ".join((*reponse.raisons, *suites, *remarques)),
    )
