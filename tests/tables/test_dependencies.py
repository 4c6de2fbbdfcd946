"""The edges between processors, and the dependencies a chosen subset brings along."""

from nba_backfill.tables.processors import PROCESSORS, with_dependencies


def test_daily_cache_reads_nothing_of_composite_factors():
    # The edge between them only orders the work.
    cache = PROCESSORS["player_daily_cache"]
    assert cache.upstream == ("player_shot_zone_analysis",)
    assert cache.after == ("player_composite_factors",)


def test_feature_store_brings_all_five():
    assert with_dependencies(("ml_feature_store",)) == tuple(PROCESSORS)


def test_zone_processors_stand_alone():
    assert with_dependencies(("player_shot_zone_analysis",)) == ("player_shot_zone_analysis",)


def test_order_is_the_chain_whatever_order_is_asked():
    asked = ("player_composite_factors", "team_defense_zone_analysis")
    assert with_dependencies(asked) == (
        "team_defense_zone_analysis",
        "player_shot_zone_analysis",
        "player_composite_factors",
    )
