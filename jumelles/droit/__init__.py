"""Le droit en tables : qui peut faire quoi, selon quel texte, par quels actes. Ni base, ni page, ni horloge.

Une règle par ligne de `tables/`, lisible d'un juriste, avec la place de son nom. `examiner` dit l'avis d'un cas,
`assistant` y mène en cinq questions, `un_pour_cent` et `appels` vérifient des montants, `notes` cite les textes.
"""
