"""Rules between the columns of a row, and between the rows of a date, per Phase 4 table.

Data, not code: each rule is a name, the column it speaks of, the GoogleSQL condition under which
it is broken, and the end of a sentence. A row rule looks at one row; a date rule is an aggregate
over the rows of one date. A condition that is NULL (something it needs is missing) is not broken.
"""

from nba_backfill.checks.table_rules import (
    composite,
    daily_cache,
    feature_store,
    player_zones,
    team_defense,
)
from nba_backfill.checks.table_rules.rule import FATIGUE_VARIES

ROW_RULES = {
    "team_defense_zone_analysis": team_defense.ROWS,
    "player_shot_zone_analysis": player_zones.ROWS,
    "player_composite_factors": composite.ROWS,
    "player_daily_cache": daily_cache.ROWS,
    "ml_feature_store_v2": feature_store.ROWS,
}

DATE_RULES = {
    "team_defense_zone_analysis": team_defense.DATES,
    "player_composite_factors": (FATIGUE_VARIES,),
    "ml_feature_store_v2": feature_store.DATES,
}
