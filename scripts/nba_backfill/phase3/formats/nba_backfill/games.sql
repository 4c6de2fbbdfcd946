-- DuckDB dialect. games of the own form, from files of other names or beside other formats.

SELECT
  own_id(game_id) AS game_id, us_date(game_date) AS game_date,
  home_abbr, away_abbr, whole(home_score) AS home_score, whole(away_score) AS away_score,
  whole(n_periods) AS n_periods, game_type, whole(season_year) AS season_year,
  flag(neutral_site) AS neutral_site
FROM own_games
