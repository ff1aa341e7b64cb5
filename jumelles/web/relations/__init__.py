"""Les jumelages et partenariats."""
