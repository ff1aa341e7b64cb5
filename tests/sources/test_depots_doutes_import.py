"""Un nom douteux attend une personne ; un partenaire déjà connu ici se retrouve ; ce qui est hors du champ le reste."""

from pathlib import Path

import pytest

from jumelles.acteurs.designation import Partie
from jumelles.cooperations.models import Relation
from jumelles.provenance.models import Jugement, Releve
from jumelles.provenance.operations import prononcer
from jumelles.rapprochement.termes import Entite, Issue, Mention, Proposition
from jumelles.sources.depots import FicheDepot, basculer, examiner, preparer_depot
from jumelles.sources.depots.ligne_dite import BoutDit
from jumelles.sources.depots.parties_connues import lieux_des_partenaires
from jumelles.sources.depots.planification import _lieu, _Retenus
from jumelles.sources.depots.questions import Nomme
from jumelles.sources.rattachement import Question, Rattachement
from tests.sources.fabrique_depots import ENTETE, LIGNES, ecrire_csv

pytestmark = pytest.mark.django_db
PAR = "personne:essai"
FICHE = FicheDepot("reseau-invente", "Liste d'un réseau inventé", "Réseau inventé", "Licence Ouverte 2.0")


def _importer(chemin: Path, **plus):
    rapport = preparer_depot(chemin, examiner(chemin).correspondance, FICHE, par=PAR, **plus)
    return rapport if plus.get("a_blanc") else basculer(rapport.lot, par=PAR)


def _douter(rang: int) -> tuple[str, ...]:
    return tuple(f"{c} ?" if n == rang else c for n, c in enumerate(LIGNES[0]))


def test_un_nom_francais_douteux_attend_avec_sa_proposition_puis_entre_si_une_personne_le_reconnait(tmp_path):
    fichier = ecrire_csv(tmp_path / "liste.csv", [ENTETE, _douter(0)])
    rapport = _importer(fichier)
    assert (rapport.etats["a_revoir"], rapport.etats["valide"]) == (1, 0)
    assert "le nom est écrit avec un doute" in rapport.en_texte()
    attend = Jugement.objects.vivants().get(gauche__startswith="depot-reseau-invente:Grabels ?@")
    assert (attend.verdict, attend.details["propositions"][0]["ref"]) == ("indecis", "collectivite:34116")
    prononcer(gauche=attend.gauche, verdict="identiques", droite="collectivite:34116", par=PAR)
    assert _importer(fichier, rejouer=True).etats["valide"] == 1
    assert Relation.objects.publiees().filter(participations__acteur__nom="Grabels").exists()


def test_un_partenaire_ou_un_pays_douteux_n_entre_pas_tout_seul(tmp_path):
    rapport = _importer(ecrire_csv(tmp_path / "liste.csv", [ENTETE, _douter(2), _douter(3)]))
    assert (rapport.etats["a_revoir"], rapport.etats["valide"]) == (2, 0)
    texte = rapport.en_texte().replace("\u00a0", " ")
    assert "Antsirabe ? : nom écrit avec un doute" in texte
    assert "pays non reconnu (« Madagascar ? »)" in texte


def test_le_total_et_le_titre_ne_sont_ni_des_lignes_ni_des_refus(tmp_path):
    titre, total = ("RECENSEMENT INVENTÉ",), ("TOTAL", "2 jumelages")
    fichier = ecrire_csv(tmp_path / "liste.csv", [titre, ENTETE, *LIGNES[:2], total])
    examen = examiner(fichier)
    dits = [(p.ligne, p.raison, p.bloquant) for p in examen.problemes]
    assert examen.lignes == 2
    assert (5, "un total (« 2 jumelages ») : ligne laissée de côté, elle ne compte pas", False) in dits
    assert any(ligne == 1 and "au-dessus des titres" in raison for ligne, raison, _ in dits)
    rapport = _importer(fichier, a_blanc=True)
    assert (rapport.lues, rapport.etats["refusee"]) == (2, 0)


def test_un_nom_dit_hors_du_champ_y_reste_au_fichier_suivant(tmp_path):
    ligne = ("Nulle-Part-en-France", *LIGNES[0][1:])
    fichier = ecrire_csv(tmp_path / "liste.csv", [ENTETE, ligne])
    assert _importer(fichier).etats["a_revoir"] == 1
    attend = Jugement.objects.vivants().get(gauche__startswith="depot-reseau-invente:Nulle-Part")
    prononcer(gauche=attend.gauche, verdict="hors_champ", droite="", par=PAR)
    suite = _importer(ecrire_csv(tmp_path / "suite.csv", [ENTETE, (*ligne[:4], "2001", *ligne[5:])]))
    assert (suite.etats["hors_champ"], suite.etats["a_revoir"]) == (1, 0)
    (raison,) = suite.hors_champ
    assert raison.startswith("« Nulle-Part-en-France » n'est pas une collectivité : une personne l'a dit le ")
    assert "personne:" not in raison
    assert Releve.objects.get(courant=True, etat="hors_champ", source__code=FICHE.code)


def _nomme(nom: str, **point: float) -> Nomme:
    return Nomme(BoutDit(nom, **point), "US", False, Question("depot-x:Racine@US", Mention(nom, "US")))


def _hesite(*lieux: int) -> Rattachement:
    propositions = tuple(Proposition(Entite(f"lieu:{g}", "Racine"), "Racine", 0.5, ()) for g in lieux)
    return Rattachement(Issue.A_REVOIR, ("« Racine » (US) reste possible",), None, propositions=propositions)


@pytest.mark.parametrize(("reponse", "connus", "point", "rendu", "dit"), [
    (_hesite(1, 2), {1}, {}, 1, "même collectivité, même partenaire"),
    (_hesite(1, 2), {1, 2}, {}, None, "déjà un lien avec un partenaire de ce nom"),
    (_hesite(2, 3), {1}, {}, None, "déjà un lien avec un partenaire de ce nom"),  # une personne a écarté le lieu 1
    (_hesite(1, 2), {1}, {"lat": 42.7, "lon": -87.8}, None, "déjà un lien avec un partenaire de ce nom"),
    (_hesite(1, 2), set(), {}, None, "Racine (US) : plusieurs lieux portent ce nom"),
    (Rattachement(Issue.ACCEPTE, (), None, geonameid=2), {1}, {}, 2, "déjà un lien avec un partenaire de ce nom"),
])  # fmt: skip
def test_seul_le_partenaire_unique_deja_connu_de_cette_collectivite_departage(reponse, connus, point, rendu, dit):
    retenus = _Retenus([])
    assert _lieu(_nomme("Racine", **point), reponse, retenus, connus) == rendu
    assert dit in " ".join(map(str, retenus.messages))


def test_les_partenaires_connus_sont_ceux_de_la_collectivite_et_d_elle_seule(tmp_path):
    _importer(ecrire_csv(tmp_path / "liste.csv", [ENTETE, *LIGNES[:2]]))
    connus = lieux_des_partenaires(["antsirabe", "recife", ""])
    assert connus.keys() >= {("34116", "MG", "antsirabe"), ("59183", "BR", "recife")}
    assert not connus.keys() & {("34116", "BR", "recife"), ("59183", "MG", "antsirabe")}, "jamais ceux d'une autre"
    assert all(len(lieux) == 1 for lieux in connus.values())
    assert Partie("Antsirabe", "MG", geonameid=connus[("34116", "MG", "antsirabe")].pop()).geonameid


def test_un_partenaire_que_le_site_place_deja_n_est_pas_dit_sans_lieu(tmp_path):
    """« Zz-Inventée » n'est pas au référentiel ; le site lui connaît un point dès qu'un fichier l'a donné."""
    ligne = ("Grabels", "34", "Zz-Inventée", "Madagascar", "1998", "Jumelage", "")
    sans = ecrire_csv(tmp_path / "sans.csv", [ENTETE, ligne, LIGNES[1]])
    assert _importer(sans, a_blanc=True).sans_lieu == 1
    avec = [(*ENTETE, "Latitude du partenaire", "Longitude du partenaire"), (*ligne, "-19.87", "47.03")]
    assert _importer(ecrire_csv(tmp_path / "avec.csv", avec)).sans_lieu == 0
    assert _importer(sans, a_blanc=True).sans_lieu == 0
