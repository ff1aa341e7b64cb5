from jumelles.pieces.models.piece import Piece

__all__ = ["Piece"]
