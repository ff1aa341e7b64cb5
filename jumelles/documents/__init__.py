"""Un rapport neutre, et ses cinq sorties : PDF balisé, DOCX, ODT, HTML d'impression, Markdown."""
