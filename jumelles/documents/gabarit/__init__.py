"""Le gabarit DOCX qu'une collectivité donne : contrôlé comme un fichier hostile, puis rempli."""
