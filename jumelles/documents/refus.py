"""Ce qu'un document ne peut pas être, dit à qui le demande."""


class DocumentRefuse(ValueError):
    """Le document, une figure ou un gabarit ne peut pas être pris ; le message dit quoi, pourquoi et que faire."""
