"""Fichiers fabriqués aux formats officiels SCDL 2.1.1 et IATI 2.03 : subventions et activités sont inventées."""

from collections.abc import Sequence
from pathlib import Path

SCDL = (
    "nomAttribuant", "idAttribuant", "dateConvention", "referenceDecision", "nomBeneficiaire", "idBeneficiaire",
    "rnaBeneficiaire", "objet", "montant", "nature", "conditionsVersement", "datesPeriodeVersement", "idRAE",
    "notificationUE", "pourcentageSubvention", "dispositifAide",
)  # fmt: skip


def subvention(**valeurs: str) -> dict[str, str]:
    """Une subvention inventée, complétée par ces valeurs."""
    return {
        "nomAttribuant": "Ville de Grabels", "idAttribuant": "21340116300019", "dateConvention": "2021-03-15",
        "referenceDecision": "2021-012", "nomBeneficiaire": "Eau pour Antsirabe (invention)",
        "idBeneficiaire": "", "rnaBeneficiaire": "W342000000", "objet": "Adduction d'eau à Antsirabe, Madagascar",
        "montant": "12000.00", "nature": "aide en numéraire", "conditionsVersement": "unique", **valeurs,
    }  # fmt: skip


def ecrire_scdl(chemin: Path, lignes: Sequence[dict[str, str]]) -> Path:
    """Un fichier de subventions à l'en-tête du schéma."""
    rangees = [",".join(SCDL), *(",".join(_cite(x.get(c, "")) for c in SCDL) for x in lignes)]
    chemin.write_text("\n".join(rangees) + "\n", encoding="utf-8")
    return chemin


def _cite(valeur: str) -> str:
    return '"' + valeur.replace('"', '""') + '"' if set(valeur) & set('",\n') else valeur


ACTIVITE = """
<iati-activity xml:lang="fr" default-currency="EUR" last-updated-datetime="2024-05-02T10:00:00Z">
  <iati-identifier>FR-INVENTE-{numero}</iati-identifier>
  <reporting-org ref="{ref}" type="11"><narrative>{collectivite}</narrative></reporting-org>
  <title><narrative xml:lang="en">Water</narrative><narrative xml:lang="fr">Eau inventée {numero}</narrative></title>
  <description><narrative>Une activité inventée pour les essais.</narrative></description>
  <participating-org role="1" type="11"><narrative>{collectivite}</narrative></participating-org>
  <participating-org role="4" type="22"><narrative>Association inventée</narrative></participating-org>
  <activity-status code="2"/>
  <activity-date type="1" iso-date="2020-01-01"/><activity-date type="2" iso-date="2020-03-01"/>
  <activity-date type="3" iso-date="2023-12-31"/>
  <recipient-country code="MG" percentage="60"/><recipient-country code="SN" percentage="40"/>
  <sector vocabulary="1" code="14030" percentage="100"/>
  <tag vocabulary="2" code="6"/><tag vocabulary="3" code="6.1"/><tag vocabulary="99" code="autre"/>
  <transaction><transaction-type code="2"/><transaction-date iso-date="2020-04-01"/>
    <value value-date="2020-04-01">30000</value></transaction>
  <transaction><transaction-type code="3"/><transaction-date iso-date="2021-04-01"/>
    <value currency="USD" value-date="2021-04-01">5000.5</value>
    <provider-org><narrative>Bailleur (inventé)</narrative></provider-org></transaction>
  <transaction><transaction-type code="3"/><transaction-date iso-date="2021-09-01"/>
    <value currency="USD" value-date="2021-04-01">5000.5</value>
    <provider-org><narrative>Bailleur (inventé)</narrative></provider-org></transaction>
</iati-activity>"""


def ecrire_iati(chemin: Path, collectivites: Sequence[str], *, refs: Sequence[str] = ()) -> Path:
    """Une activité inventée par collectivité."""
    activites = "".join(
        ACTIVITE.format(numero=i, collectivite=nom, ref=refs[i] if i < len(refs) else f"FR-{i}")
        for i, nom in enumerate(collectivites)
    )
    texte = f'<?xml version="1.0" encoding="UTF-8"?>\n<iati-activities version="2.03">{activites}\n</iati-activities>\n'
    chemin.write_text(texte, encoding="utf-8")
    return chemin
