"""All five tables of one day, in the order of their dependencies."""

import datetime as dt

from reference.composite import composite_row
from reference.context import contexts
from reference.daily_cache import cache_row
from reference.feature_store import feature_row
from reference.history import history
from reference.player_zones import player_zones
from reference.season import Season
from reference.team_zones import team_zones

KEYS = {
    "team_defense_zone_analysis": "team_abbr",
    "player_shot_zone_analysis": "player_lookup",
    "player_composite_factors": "player_lookup",
    "player_daily_cache": "player_lookup",
    "ml_feature_store_v2": "player_lookup",
}


def all_tables(season: Season, day: dt.date) -> dict[str, dict[str, dict]]:
    """table -> key -> row."""
    past = history(season, day)
    defense = {row["team_abbr"]: row for row in team_zones(past)}
    zones = {row["player_lookup"]: row for row in player_zones(past)}
    composite, cache, store = {}, {}, {}
    for context in contexts(season, past):
        who = context["player_lookup"]
        shots, opponent = zones.get(who), defense.get(context["opponent_team_abbr"])
        composite[who] = composite_row(past, context, shots, opponent)
        cache[who] = cache_row(past, context, shots)
        store[who] = feature_row(past, context, composite[who], cache[who], shots, opponent)
    return dict(zip(KEYS, (defense, zones, composite, cache, store), strict=True))
