"""What holds between the acts: facts, gates, deadlines, records, KPIs and the routing, by one file each."""

from plugins.service_quality.rules.deadlines import DEADLINES
from plugins.service_quality.rules.facts import FACTS, REGION, ROUTING
from plugins.service_quality.rules.gates import GATES
from plugins.service_quality.rules.kpis import KPIS
from plugins.service_quality.rules.records import RECORDS

RULES = (*FACTS, ROUTING, *GATES, *DEADLINES, *RECORDS, *KPIS)

__all__ = ["DEADLINES", "FACTS", "GATES", "KPIS", "RECORDS", "REGION", "ROUTING", "RULES"]
