"""Le moteur embarqué : un index tantivy dans un dossier, lu par tous, écrit par un seul."""
