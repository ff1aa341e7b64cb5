"""splink 5 sur DuckDB, un seul fil : le modèle s'apprend sur les listes elles-mêmes, puis note les paires rapprochées.

Réglages : comparaisons du nom (Jaro-Winkler à trois paliers), de son premier et de son dernier mot (rareté comprise) ;
paires candidates de même pays et de même nom, de mêmes quatre premières lettres, ou de même dernier mot.
"""

import logging

import duckdb
import splink.comparison_library as cl
from echange import chemins, rendre
from memoire import Temoin
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

COLONNES = "cle, pays, split_part(cle, ' ', 1) AS premier, split_part(cle, ' ', -1) AS dernier, left(cle, 4) AS tete"
REGLAGES = SettingsCreator(
    link_type="link_only",
    comparisons=[
        cl.JaroWinklerAtThresholds("cle", [0.97, 0.93, 0.88]),
        cl.ExactMatch("premier").configure(term_frequency_adjustments=True),
        cl.ExactMatch("dernier").configure(term_frequency_adjustments=True),
    ],
    blocking_rules_to_generate_predictions=[
        block_on("cle", "pays"), block_on("tete", "pays"), block_on("dernier", "pays"),
    ],
    additional_columns_to_retain=["code"],
)  # fmt: skip


def main() -> None:
    """Apprendre, noter, garder la meilleure de chaque demande."""
    logging.disable(logging.WARNING)
    dossier, sortie = chemins()
    with Temoin() as ouverture:
        base = duckdb.connect()
        base.execute("SET threads TO 1")
        api = DuckDBAPI(base)
        for table, cle in (("demandes", "rang"), ("cibles", "rang")):
            base.execute(
                f"CREATE TABLE {table}_lues AS SELECT {cle} AS unique_id, code, {COLONNES}"
                f" FROM read_csv('{dossier / table}.csv', all_varchar=true, header=true) WHERE cle IS NOT NULL"
            )
        tables = [api.register(f"{t}_lues", dataset_display_name=t) for t in ("demandes", "cibles")]
        linker = Linker(tables, REGLAGES, log_level=None)
    with Temoin() as apprentissage:
        linker.training.estimate_probability_two_random_records_match([block_on("cle", "pays")], recall=0.9)
        linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
        linker.training.estimate_parameters_using_expectation_maximisation(block_on("tete", "pays"))
        linker.training.estimate_parameters_using_expectation_maximisation(block_on("cle", "pays"))
    with Temoin() as travail:
        predites = linker.inference.predict(threshold_match_probability=0.001)
        rendues = base.execute(_meilleures(predites.physical_name)).fetchall()
    rendre(
        sortie, rendues, ouverture_s=ouverture.cpu_s, apprentissage_s=apprentissage.cpu_s,
        travail_s=travail.secondes, travail_cpu_s=travail.cpu_s,
        demandes=base.execute("SELECT count(*) FROM demandes_lues").fetchall()[0][0],
        anonyme_mo=max(travail.anonyme_mo, apprentissage.anonyme_mo),
        total_mo=max(travail.total_mo, apprentissage.total_mo),
    )  # fmt: skip


def _meilleures(table: str) -> str:
    """Le code le mieux noté de chaque demande ; vide si deux codes sont à égalité."""
    return f"""
        WITH paires AS (
            SELECT CASE WHEN source_dataset_l = 'demandes' THEN unique_id_l ELSE unique_id_r END AS rang,
                   CASE WHEN source_dataset_l = 'demandes' THEN code_r ELSE code_l END AS code,
                   match_probability AS score
            FROM {table}
        ), tetes AS (SELECT rang, max(score) AS score FROM paires GROUP BY rang)
        SELECT rang, CASE WHEN count(DISTINCT code) = 1 THEN any_value(code) ELSE '' END, score
        FROM paires JOIN tetes USING (rang, score) GROUP BY rang, score
    """


if __name__ == "__main__":
    main()
