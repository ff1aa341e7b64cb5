"""Comparer deux liens, ou deux projets : des traits nommés, et de quoi remplir leur phrase."""

from itertools import product

from jumelles.rapprochement.doublons.parties import comparer_les_parties
from jumelles.rapprochement.doublons.termes import FicheAction
from jumelles.rapprochement.doublons.titres import lire_titre, propres_autres, ressemblance
from jumelles.rapprochement.normaliser import cle

MEME_TITRE, TITRE_PROCHE, TITRE_VOISIN = 98.5, 84.0, 68.0
PROPRES = 2  # un titre qui n'est que le nom d'une partie ne désigne aucun projet
ANS_LOIN = 6  # au-delà, ce n'est plus la tranche d'après
Traits = dict[str, dict[str, str]]


def comparer_actions(un: FicheAction, autre: FicheAction) -> tuple[Traits, tuple[tuple[str, str], ...]]:
    """Trait → valeurs de sa phrase, du plus parlant au moins ; et les parties que seul leur nom rapproche."""
    traits: Traits = {}
    homonymes = comparer_les_parties(un.parties, autre.parties, traits)
    if un.famille and autre.famille and un.famille != autre.famille:
        traits["famille_autre"] = {}
    _titres(un, autre, traits)
    _themes_et_pays(un, autre, traits)
    _annees(un, autre, traits)
    _marques(un, autre, traits)
    return traits, homonymes


def _titres(un: FicheAction, autre: FicheAction, traits: Traits) -> None:
    if not un.titre or not autre.titre:
        return
    ici, la = lire_titre(un.titre), lire_titre(autre.titre)
    pct = ressemblance(ici, la)
    seuils = ((MEME_TITRE, "titre_meme"), (TITRE_PROCHE, "titre_proche"), (TITRE_VOISIN, "titre_voisin"))
    trait = next((t for seuil, t in seuils if pct >= seuil), "titre_autre")
    traits[trait] = {"pct": str(int(pct))}
    des_parties = {m for p in (*un.parties, *autre.parties) for m in cle(p.nom).split()}
    n_est_qu_un_nom = len({*ici.nu.split(), *la.nu.split()} - des_parties) < PROPRES
    if trait != "titre_autre" and (ici.is_court or la.is_court or n_est_qu_un_nom):
        traits["titre_court"] = {}
    if (propres := propres_autres(ici, la)) is not None:
        traits["noms_propres_autres"] = {"propres": " / ".join(sorted(propres))}
    if ici.volet != la.volet and ici.volet and la.volet:
        traits["volet_autre"] = {"tranches": " / ".join(sorted((ici.volet, la.volet)))}
    elif ici.tranche != la.tranche and trait != "titre_autre":
        traits["tranche_suivante"] = {"tranches": " / ".join(sorted((ici.tranche or "1", la.tranche or "1")))}


def _themes_et_pays(un: FicheAction, autre: FicheAction, traits: Traits) -> None:
    if un.themes and autre.themes:
        traits["theme_meme" if un.themes & autre.themes else "theme_autre"] = {}
    if un.pays and autre.pays:
        pays = " / ".join(sorted((", ".join(sorted(un.pays)), ", ".join(sorted(autre.pays)))))
        traits["pays_meme" if un.pays & autre.pays else "pays_autre"] = {"pays": pays}


def _annees(un: FicheAction, autre: FicheAction, traits: Traits) -> None:
    avant, apres = sorted((un, autre), key=lambda f: (f.debut or 0, f.fin or 0))
    if avant.debut is None or apres.debut is None:
        return
    fin = avant.fin if avant.fin is not None else avant.debut
    ecart = apres.debut - fin
    if avant.debut == apres.debut and (avant.fin or fin) == (apres.fin or fin):
        traits["annees_memes"] = {}
    elif avant.debut < apres.debut and 0 <= ecart <= (1 if avant.fin is not None else 2):
        dites = [f"{f.debut}-{f.fin}" if f.fin and f.fin != f.debut else str(f.debut) for f in (avant, apres)]
        traits["annees_qui_se_suivent"] = {"annees": " puis ".join(dites)}
    elif ecart < 0 or avant.debut == apres.debut:
        traits["annees_qui_se_recouvrent"] = {}
    elif ecart >= ANS_LOIN:
        traits["annees_loin"] = {"ecart": str(ecart)}


def _marques(un: FicheAction, autre: FicheAction, traits: Traits) -> None:
    """Ce qu'une source écrit tel quel : un montant, un identifiant."""
    if montants := sorted(un.montants & autre.montants, key=float):
        traits["montant_meme"] = {"montant": f"{float(montants[-1]):,.0f}".replace(",", "\u202f")}
    if memes := sorted(un.identifiants & autre.identifiants):
        traits["identifiant_meme"] = {"identifiant": memes[0]}
    elif deux := _de_meme_source(un, autre):
        traits["identifiant_autre"] = {"identifiants": " / ".join(sorted(deux))}


def _de_meme_source(un: FicheAction, autre: FicheAction) -> tuple[str, str] | None:
    possibles = product(sorted(un.identifiants), sorted(autre.identifiants))
    return next(((a, b) for a, b in possibles if a.partition(":")[0] == b.partition(":")[0]), None)
