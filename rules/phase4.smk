"""Phase 4: one rule for each processor, one job for each game date.

INPUTS  the Phase 3 manifest, and the same date's sentinels of the processors a rule waits for
OUTPUTS one partition of the processor's table in the warehouse, and one sentinel:
        results/sentinels/<processor>/<date>.json (rows, coverage, digests, key; no times)

Earlier processors have the higher priority: neighbouring dates of one processor then come
together and share one query.
"""


rule team_defense_zone_analysis:
    """What each team's defence allows by shot zone, over its last 15 games."""
    input:
        phase3=current("<results>/sentinels/phase3.json", "team_defense_zone_analysis"),
    output:
        "<results>/sentinels/team_defense_zone_analysis/{date}.json",
    log:
        "<logs>/team_defense_zone_analysis/{date}.log",
    priority: 50
    params:
        fingerprint=fingerprint("team_defense_zone_analysis"),
    run:
        backfill(this_run, "team_defense_zone_analysis", wildcards.date, log[0], output[0])


rule player_shot_zone_analysis:
    """Where each player shoots from, over his last 10 and 20 games."""
    input:
        phase3=current("<results>/sentinels/phase3.json", "player_shot_zone_analysis"),
    output:
        "<results>/sentinels/player_shot_zone_analysis/{date}.json",
    log:
        "<logs>/player_shot_zone_analysis/{date}.log",
    priority: 50
    params:
        fingerprint=fingerprint("player_shot_zone_analysis"),
    run:
        backfill(this_run, "player_shot_zone_analysis", wildcards.date, log[0], output[0])


rule player_composite_factors:
    """Fatigue, shot-zone mismatch, pace and usage of each listed player."""
    input:
        phase3=current("<results>/sentinels/phase3.json", "player_composite_factors"),
        team_zones=current(
            "<results>/sentinels/team_defense_zone_analysis/{date}.json",
            "player_composite_factors",
        ),
        player_zones=current(
            "<results>/sentinels/player_shot_zone_analysis/{date}.json", "player_composite_factors"
        ),
    output:
        "<results>/sentinels/player_composite_factors/{date}.json",
    log:
        "<logs>/player_composite_factors/{date}.log",
    priority: 40
    params:
        fingerprint=fingerprint("player_composite_factors"),
    run:
        backfill(this_run, "player_composite_factors", wildcards.date, log[0], output[0])


rule player_daily_cache:
    """Averages of each listed player. It waits for the composite factors and reads none of them."""
    input:
        phase3=current("<results>/sentinels/phase3.json", "player_daily_cache"),
        player_zones=current(
            "<results>/sentinels/player_shot_zone_analysis/{date}.json", "player_daily_cache"
        ),
        factors=current(
            "<results>/sentinels/player_composite_factors/{date}.json", "player_daily_cache"
        ),
    output:
        "<results>/sentinels/player_daily_cache/{date}.json",
    log:
        "<logs>/player_daily_cache/{date}.log",
    priority: 30
    params:
        fingerprint=fingerprint("player_daily_cache"),
    run:
        backfill(this_run, "player_daily_cache", wildcards.date, log[0], output[0])


rule ml_feature_store:
    """The 25 features of each listed player, each with its provenance."""
    input:
        phase3=current("<results>/sentinels/phase3.json", "ml_feature_store"),
        team_zones=current(
            "<results>/sentinels/team_defense_zone_analysis/{date}.json", "ml_feature_store"
        ),
        player_zones=current(
            "<results>/sentinels/player_shot_zone_analysis/{date}.json", "ml_feature_store"
        ),
        factors=current(
            "<results>/sentinels/player_composite_factors/{date}.json", "ml_feature_store"
        ),
        cache=current("<results>/sentinels/player_daily_cache/{date}.json", "ml_feature_store"),
    output:
        report(
            "<results>/sentinels/ml_feature_store/{date}.json",
            caption="captions/ml_feature_store.rst",
            category="Feature store",
            labels={"date": "{date}"},
        ),
    log:
        "<logs>/ml_feature_store/{date}.log",
    priority: 20
    params:
        fingerprint=fingerprint("ml_feature_store"),
    run:
        backfill(this_run, "ml_feature_store", wildcards.date, log[0], output[0])


rule vanished_dates:
    """Remove what is filled on dates on which the schedule has no game any more."""
    output:
        "<results>/reports/vanished_dates.json",
    log:
        "<logs>/vanished_dates.log",
    run:
        remove_vanished(this_run, log[0], output[0])
