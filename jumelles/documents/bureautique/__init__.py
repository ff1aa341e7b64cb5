"""Les documents que l'on retouche : DOCX et ODT, par pandoc, aux styles de la maison."""
