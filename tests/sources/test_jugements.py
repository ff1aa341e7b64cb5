"""Les jugements de la machine : redits sans double, changés sans effacer, muets devant une personne."""

import pytest

from jumelles.provenance.models import Journal, Jugement
from jumelles.provenance.operations import DejaJuge, jugements, prononcer
from jumelles.provenance.releves import JugementPrevu, enregistrer_jugements

pytestmark = pytest.mark.django_db
GAUCHE = "essai:Marly@50.34,3.54"
MACHINE = JugementPrevu(GAUCHE, "collectivite:59383", "identiques", 0.9, ("2 km",), "machine:exact-1")
AUTRE = JugementPrevu(GAUCHE, "collectivite:57447", "identiques", 0.9, ("3 km",), "machine:exact-1")


def _vivants() -> list[tuple[str, str]]:
    return sorted(Jugement.objects.vivants().filter(gauche=GAUCHE).values_list("auteur", "droite"))


def test_redire_la_meme_chose_n_ajoute_rien():
    assert enregistrer_jugements([MACHINE]) == 1
    assert enregistrer_jugements([MACHINE, MACHINE]) == 0
    assert _vivants() == [("machine:exact-1", "collectivite:59383")]


def test_changer_d_avis_annule_sans_effacer():
    enregistrer_jugements([MACHINE])
    assert enregistrer_jugements([AUTRE]) == 1
    assert _vivants() == [("machine:exact-1", "collectivite:57447")]
    assert Jugement.objects.filter(gauche=GAUCHE, annule_par="machine:nouvel avis").count() == 1


@pytest.mark.parametrize(
    ("verdict", "droite", "neufs"),
    [("identiques", "collectivite:57447", 0), ("hors_champ", "", 0), ("differents", "collectivite:57447", 1)],
)
def test_une_personne_qui_a_conclu_fait_taire_la_machine(verdict, droite, neufs):
    Jugement.objects.create(gauche=GAUCHE, droite=droite, verdict=verdict, auteur="personne:1")
    assert enregistrer_jugements([MACHINE]) == neufs
    assert ("personne:1", droite) in _vivants(), "le jugement d'une personne n'est jamais annulé par la machine"


def test_rien_a_juger_n_ecrit_rien():
    assert enregistrer_jugements([]) == 0


def test_une_personne_juge_par_un_verbe_signe_et_journalise() -> None:
    """Son dernier mot compte ; les précédents restent lisibles, et la machine ne les recouvre pas."""
    deja = Journal.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    enregistrer_jugements([MACHINE])
    premier = prononcer(gauche=GAUCHE, droite="collectivite:59183", verdict="identiques", par="personne:1")
    prononcer(gauche=GAUCHE, verdict="hors_champ", raisons=["une gare"], par="personne:2")
    premier.refresh_from_db()
    assert (premier.annule_par, premier.droite) == ("personne:2", "collectivite:59183")
    assert Jugement.objects.filter(gauche=GAUCHE).count() == 3
    assert enregistrer_jugements([AUTRE]) == 0
    assert _vivants() == [("personne:2", "")]
    verbes = Journal.objects.filter(objet_type="jugement", pk__gt=deja).order_by("pk").values_list("verbe", "par")
    assert list(verbes) == [
        ("prononcer_jugement", "machine:rapprochement"),
        ("annuler_jugement", "personne:1"),
        ("prononcer_jugement", "personne:1"),
        ("annuler_jugement", "personne:2"),
        ("prononcer_jugement", "personne:2"),
    ]


def test_deux_conclusions_au_meme_instant_n_en_laissent_qu_une(monkeypatch: pytest.MonkeyPatch) -> None:
    """B22 : si la seconde n'a pas pu voir la première, la base l'arrête, et la personne apprend qui a décidé."""
    premier = prononcer(gauche=GAUCHE, droite="collectivite:59183", verdict="identiques", par="personne:1")
    lire, aveugle = jugements._living, iter([True])
    monkeypatch.setattr(jugements, "_living", lambda *a, **k: [] if next(aveugle, False) else lire(*a, **k))
    with pytest.raises(DejaJuge, match="personne:1 a jugé avant vous") as refus:
        prononcer(gauche=GAUCHE, droite="collectivite:57447", verdict="identiques", par="personne:2")
    assert refus.value.jugement.pk == premier.pk
    assert _vivants() == [("personne:1", "collectivite:59183")]


@pytest.mark.parametrize(("verdict", "droite"), [("identiques", ""), ("peut-être", "collectivite:59183")])
def test_un_verdict_incomplet_ne_se_prononce_pas(verdict: str, droite: str) -> None:
    with pytest.raises(ValueError, match="ne se prononce pas"):
        prononcer(gauche=GAUCHE, droite=droite, verdict=verdict, par="personne:1")
