"""A warehouse that was just filled has nothing wrong, whatever the audit looks at."""

import json
import re

from nba_backfill.operator import audit
from nba_backfill.plan.plan import make_plan
from nba_backfill.settings import Audit


def test_nothing_wrong(damaged):
    settings = damaged.settings.model_copy(update={"audit": Audit(sample=3)})
    audit.show(make_plan(settings))
    report = json.loads((settings.results / "reports" / "audit.json").read_text())
    assert report["right"] is True
    assert report["problems"] == []
    assert report["checks"]["point_in_time"]["looked_at"] == "3 dates x 5 tables"
    assert report["checks"]["source_in_time"]["looked_at"] == "2 dates x 5 tables"
    assert {row["stored"] for row in report["coverage"]} == {18}
    assert re.fullmatch(r"20\d\d-\d\d", report["coverage"][0]["season"])
