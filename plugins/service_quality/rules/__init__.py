"""What holds between the acts: facts, gates, deadlines, periods, records, KPIs and the routing, by one file each."""

from plugins.service_quality.rules.deadlines import DEADLINES
from plugins.service_quality.rules.facts import FACTS, REGION, ROUTING
from plugins.service_quality.rules.gates import GATES
from plugins.service_quality.rules.kpis import KPIS
from plugins.service_quality.rules.periods import PERIODICS
from plugins.service_quality.rules.records import RECORDS

RULES = (*FACTS, ROUTING, *GATES, *DEADLINES, *PERIODICS, *RECORDS, *KPIS)

__all__ = ["DEADLINES", "FACTS", "GATES", "KPIS", "PERIODICS", "RECORDS", "REGION", "ROUTING", "RULES"]
