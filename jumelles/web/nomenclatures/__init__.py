"""Les thèmes et les objectifs de développement durable."""
