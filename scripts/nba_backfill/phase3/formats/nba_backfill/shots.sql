-- DuckDB dialect. shots of the own form, from files of other names or beside other formats.

SELECT
  own_id(game_id) AS game_id, person(player_id) AS player_id, team_abbr,
  whole(shot_type) AS shot_type, flag(made) AS made, TRY_CAST(distance_ft AS DOUBLE) AS distance_ft,
  person(assist_player_id) AS assist_player_id, person(block_player_id) AS block_player_id,
  whole(event_num) AS event_num, whole(period) AS period
FROM own_shots
