"""Le panorama des projets."""
