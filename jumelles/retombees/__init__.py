"""Ce que l'action internationale coûte et rapporte à une collectivité, dit par ses propres personnes."""
