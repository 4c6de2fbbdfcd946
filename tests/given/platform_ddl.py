"""The original platform's tables as its DDL has them, at its first and at its newest state.

Types as the DDL writes them; `!` marks NOT NULL. Bookkeeping columns nobody reads are left out.
"""

BOX = """
points INT64, assists INT64, offensive_rebounds INT64, defensive_rebounds INT64, steals INT64,
blocks INT64, turnovers INT64, fg_attempts INT64, fg_makes INT64, three_pt_attempts INT64,
three_pt_makes INT64, ft_attempts INT64, ft_makes INT64, plus_minus INT64, personal_fouls INT64
"""

FIRST = {
    "nba_raw.nbac_schedule": """
        game_id STRING!, game_code STRING!, season STRING!, season_year INT64!, game_date DATE!,
        game_status INT64, home_team_tricode STRING!, away_team_tricode STRING!,
        is_regular_season BOOLEAN, is_playoffs BOOLEAN, is_emirates_cup BOOLEAN,
        playoff_round STRING, home_team_score INT64, away_team_score INT64, data_source STRING,
        processed_at TIMESTAMP!
    """,
    "nba_raw.nbac_gamebook_player_stats": """
        game_id STRING!, game_code STRING, game_date DATE!, season_year INT64!,
        home_team_abbr STRING, away_team_abbr STRING, player_name STRING,
        player_name_original STRING!, player_lookup STRING, team_abbr STRING,
        player_status STRING!, dnp_reason STRING, name_resolution_status STRING, minutes STRING,
        minutes_decimal FLOAT64, points INT64, field_goals_made INT64,
        field_goals_attempted INT64, three_pointers_made INT64, three_pointers_attempted INT64,
        free_throws_made INT64, free_throws_attempted INT64, offensive_rebounds INT64,
        defensive_rebounds INT64, total_rebounds INT64, assists INT64, steals INT64, blocks INT64,
        turnovers INT64, personal_fouls INT64, plus_minus INT64, processed_at TIMESTAMP
    """,
    "nba_raw.bigdataball_play_by_play": """
        game_id STRING!, game_date DATE!, season_year INT64!, home_team_abbr STRING!,
        away_team_abbr STRING!, event_id STRING!, event_sequence INT64!, period INT64,
        event_type STRING, event_subtype STRING, player_1_name STRING, player_1_lookup STRING,
        player_1_team_abbr STRING, player_2_name STRING, player_2_lookup STRING,
        player_2_team_abbr STRING, player_2_role STRING, shot_made BOOLEAN, shot_type STRING,
        shot_distance FLOAT64, points_scored INT64, processed_at TIMESTAMP!
    """,
    "nba_raw.br_rosters_current": """
        season_year INT64!, team_abbrev STRING!, player_full_name STRING!, player_lookup STRING!,
        birth_date STRING, processed_at TIMESTAMP
    """,
    "nba_raw.odds_api_game_lines": """
        snapshot_timestamp TIMESTAMP!, game_id STRING!, commence_time TIMESTAMP!, game_date DATE!,
        home_team STRING!, away_team STRING!, home_team_abbr STRING, away_team_abbr STRING,
        bookmaker_key STRING!, market_key STRING!, outcome_name STRING!, outcome_point FLOAT64,
        processed_at TIMESTAMP!
    """,
    "nba_raw.odds_api_player_points_props": """
        game_id STRING!, game_date DATE!, minutes_before_tipoff INT64, bookmaker STRING!,
        player_name STRING!, player_lookup STRING, points_line FLOAT64!, processed_at TIMESTAMP
    """,
    "nba_analytics.player_game_summary": f"""
        player_lookup STRING!, universal_player_id STRING, player_full_name STRING,
        game_id STRING!, game_date DATE!, team_abbr STRING!, opponent_team_abbr STRING!,
        season_year INT64!, minutes_played NUMERIC, {BOX}, paint_attempts INT64,
        usage_rate NUMERIC, ts_pct NUMERIC, win_flag BOOLEAN!, is_active BOOLEAN!,
        player_status STRING, processed_at TIMESTAMP
    """,
    "nba_analytics.team_offense_game_summary": """
        game_id STRING!, nba_game_id STRING, game_date DATE!, team_abbr STRING!,
        opponent_team_abbr STRING!, season_year INT64!, points_scored INT64, fg_attempts INT64,
        fg_makes INT64, three_pt_attempts INT64, three_pt_makes INT64, ft_attempts INT64,
        ft_makes INT64, rebounds INT64, assists INT64, turnovers INT64, personal_fouls INT64,
        offensive_rating NUMERIC, pace NUMERIC, possessions INT64, home_game BOOLEAN!,
        win_flag BOOLEAN!, processed_at TIMESTAMP
    """,
}

NEWEST = {
    **FIRST,
    "nba_raw.bigdataball_play_by_play": FIRST["nba_raw.bigdataball_play_by_play"].rstrip()
    + ", data_source STRING, data_hash STRING",
    "nba_analytics.player_game_summary": FIRST["nba_analytics.player_game_summary"].rstrip()
    + ", three_attempts_pbp INT64, three_makes_pbp INT64, has_complete_shot_zones BOOLEAN, "
    "dnp_reason STRING, data_hash STRING",
    "nba_analytics.team_offense_game_summary": FIRST[
        "nba_analytics.team_offense_game_summary"
    ].rstrip()
    + ", three_attempts_pbp INT64, data_hash STRING",
}

STATES = {"first": FIRST, "newest": NEWEST}

# `require_partition_filter` of the DDL
FILTERED = (
    "nba_raw.nbac_schedule",
    "nba_raw.bigdataball_play_by_play",
    "nba_raw.odds_api_game_lines",
    "nba_analytics.team_offense_game_summary",
)


def columns(state: str, table: str) -> list[tuple[str, str, bool]]:
    """Name, type and whether it is NOT NULL, of every column of a table."""
    entries = [entry.split() for entry in STATES[state][table].replace("\n", " ").split(",")]
    return [(name, kind.rstrip("!"), kind.endswith("!")) for name, kind in entries]
