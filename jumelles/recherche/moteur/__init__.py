"""Le moteur de recherche, derrière un petit port : embarqué (tantivy), en mémoire (essais), demain en grappe."""
