from jumelles.cooperations.models.acte import Acte
from jumelles.cooperations.models.classement import ClassementProjet, ClassementRelation
from jumelles.cooperations.models.deplacement import Deplacement
from jumelles.cooperations.models.financement import Financement
from jumelles.cooperations.models.instrument import Instrument
from jumelles.cooperations.models.lieu_action import LieuAction
from jumelles.cooperations.models.participation import ParticipationProjet, ParticipationRelation
from jumelles.cooperations.models.projet import Projet
from jumelles.cooperations.models.relation import Relation

__all__ = [
    "Acte",
    "ClassementProjet",
    "ClassementRelation",
    "Deplacement",
    "Financement",
    "Instrument",
    "LieuAction",
    "ParticipationProjet",
    "ParticipationRelation",
    "Projet",
    "Relation",
]
