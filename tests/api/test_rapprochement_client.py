"""Un client écrit par d'autres, `reconciler`, contre le site servi pour de vrai (B4).

La version 0.2.2 de ce client lit `np.NaN`, que numpy 2 n'a plus, quand une réponse est vide : on ne lui donne que des
noms qui ont au moins un candidat.
"""

from typing import Any

import pytest

from tests.atelier.questions import ADRESSE
from tests.atelier.serveur import Site

pytestmark = pytest.mark.filterwarnings("ignore")
NOMS = ["Grenoble", "Dunkirk", "CG des Yvelines", "Saint-Denis", "METROPOLE DE LYON", "CR de Picardie", "Nantes",
        "Lille", "Brest", "Quimper", "Vannes", "Sainte-Marie"]  # fmt: skip


def rapprocher(site: Site, colonne: Any, **options: Any) -> Any:
    from reconciler import reconcile

    return reconcile(colonne, reconciliation_endpoint=f"{site}{ADRESSE}", **options)


def test_une_colonne_se_rapproche_en_plusieurs_lots(site: Site) -> None:
    """Douze noms : deux lots de ce client ; un homonyme reste à choisir, le reste est fait."""
    import pandas as pd

    rendu = rapprocher(site, pd.Series(NOMS), type_id="territoire").set_index("input_value")
    assert list(rendu.index) == NOMS
    assert rendu.loc[rendu["match"], "id"].to_dict() == {
        "Grenoble": "38185", "Dunkirk": "59183", "CG des Yvelines": "D78", "METROPOLE DE LYON": "200046977",
        "CR de Picardie": "R32", "Nantes": "44109", "Lille": "59350", "Brest": "29019", "Quimper": "29232",
        "Vannes": "56260",
    }  # fmt: skip
    assert rendu.loc["Grenoble", "type_id"] == "commune"


def test_des_colonnes_d_indices_departagent(site: Site) -> None:
    import pandas as pd

    noms, departements = pd.Series(["Saint-Denis", "Sainte-Marie"]), pd.Series(["93", "972"])
    rendu = rapprocher(site, noms, type_id="commune", property_mapping={"departement": departements})
    assert dict(zip(rendu["input_value"], rendu["id"], strict=True)) == {
        "Saint-Denis": "93066",
        "Sainte-Marie": "97228",
    }
    assert rendu["match"].all()


def test_tous_les_candidats_se_demandent(site: Site) -> None:
    import pandas as pd

    rendu = rapprocher(site, pd.Series(["Saint-Denis"]), type_id="commune", top_res="all")
    assert len(rendu) > 2
    assert not rendu["match"].any()
