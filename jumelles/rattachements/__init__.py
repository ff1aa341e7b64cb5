"""Qui parle pour quelle collectivité ou quel réseau : adhésions datées, signées, jamais effacées."""
