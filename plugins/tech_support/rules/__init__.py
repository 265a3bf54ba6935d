"""What holds between the acts, one file for each part of the regulation."""

from plugins.tech_support.rules.delivery import DECLARED as DELIVERY
from plugins.tech_support.rules.releases import DECLARED as RELEASES
from plugins.tech_support.rules.support import DECLARED as SUPPORT
from plugins.tech_support.rules.training import DECLARED as TRAINING
from plugins.tech_support.rules.warranty import DECLARED as WARRANTY
from plugins.tech_support.rules.works import DECLARED as WORKS

DECLARED = (*SUPPORT, *DELIVERY, *WORKS, *WARRANTY, *RELEASES, *TRAINING)

__all__ = ["DECLARED"]
