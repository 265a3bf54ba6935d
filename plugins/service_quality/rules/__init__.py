"""What holds between the acts: facts, gates, deadlines, periods, records, KPIs and routings, by one file each."""

from plugins.service_quality.rules import (
    assessment_facts,
    assessment_gates,
    assessment_records,
    complaint_clocks,
    complaint_facts,
    complaint_gates,
    complaint_records,
)
from plugins.service_quality.rules.checklists import CHECKLISTS
from plugins.service_quality.rules.deadlines import DEADLINES
from plugins.service_quality.rules.facts import FACTS, REGION, ROUTING
from plugins.service_quality.rules.gates import GATES
from plugins.service_quality.rules.kpis import KPIS
from plugins.service_quality.rules.opinions import OPINIONS
from plugins.service_quality.rules.periods import PERIODICS
from plugins.service_quality.rules.records import RECORDS
from plugins.service_quality.rules.surveys import SURVEYS
from plugins.service_quality.rules.totals import TOTALS

REQUESTS = (*FACTS, ROUTING, *GATES, *DEADLINES, *PERIODICS, *RECORDS, *CHECKLISTS, *TOTALS)
COMPLAINTS = (
    *complaint_facts.FACTS,
    complaint_facts.ROUTING,
    *complaint_gates.GATES,
    *complaint_clocks.DEADLINES,
    *complaint_records.RECORDS,
)
ASSESSMENT = (
    *assessment_facts.FACTS,
    *assessment_gates.GATES,
    *assessment_records.DEADLINES,
    *assessment_records.PERIODICS,
    *assessment_records.RECORDS,
)
RULES = (*REQUESTS, *COMPLAINTS, *OPINIONS, *SURVEYS, *ASSESSMENT, *KPIS)

__all__ = ["ASSESSMENT", "COMPLAINTS", "KPIS", "PERIODICS", "REGION", "REQUESTS", "ROUTING", "RULES"]
