-- DuckDB dialect. Macros that the SQL files of all formats share; every argument is text.

-- 22300001, 0022300001, 22300001.0 -> 0022300001
CREATE MACRO game_id10(id) AS LPAD(REGEXP_REPLACE(id, '\.0+$', ''), 10, '0');

-- The same for an id that need not be the NBA's: eight digits are one without its zeros.
CREATE MACRO own_id(id) AS IF(id SIMILAR TO '[1-6]\d{7}', '00' || id, id);

-- 2544.0 -> 2544; 0 (nobody) -> NULL
CREATE MACRO person(id) AS NULLIF(REGEXP_REPLACE(id, '\.0+$', ''), '0');

CREATE MACRO whole(number) AS TRY_CAST(ROUND(TRY_CAST(number AS DOUBLE)) AS BIGINT);

CREATE MACRO flag(word) AS CASE
  WHEN LOWER(word) IN ('1', '1.0', 'true', 't', 'yes') THEN TRUE
  WHEN LOWER(word) IN ('0', '0.0', 'false', 'f', 'no') THEN FALSE
END;

-- Year in which the season of an NBA game id starts.
CREATE MACRO season_of(id) AS
  IF(TRY_CAST(id[4:5] AS INT) >= 46, 1900, 2000) + TRY_CAST(id[4:5] AS INT);

-- The US date of a game: the first ten characters of a date with a time, whatever zone they name.
CREATE MACRO us_date(day) AS COALESCE(
  TRY_CAST(IF(day SIMILAR TO '\d{4}-\d{2}-\d{2}.*', day[1:10], NULL) AS DATE),
  CAST(TRY_STRPTIME(day, ['%Y%m%d', '%m-%d-%Y', '%b %d, %Y', '%B %d, %Y']) AS DATE),
  CAST(IF(day SIMILAR TO '\d{12,13}', EPOCH_MS(TRY_CAST(day AS BIGINT)), NULL) AS DATE)
);

-- 36, 34:12, 29.000000:53, PT34M12.00S, PT25M, 33.5 -> minutes
CREATE MACRO minutes_of(time) AS CASE
  WHEN time LIKE 'PT%' THEN
    COALESCE(TRY_CAST(REGEXP_EXTRACT(time, '(\d+)M', 1) AS DOUBLE), 0)
    + COALESCE(TRY_CAST(REGEXP_EXTRACT(time, '([\d.]+)S', 1) AS DOUBLE), 0) / 60
  WHEN time LIKE '%:%' THEN
    TRY_CAST(SPLIT_PART(time, ':', 1) AS DOUBLE) + TRY_CAST(SPLIT_PART(time, ':', 2) AS DOUBLE) / 60
  ELSE TRY_CAST(time AS DOUBLE)
END;

-- The project's distance: feet from the hoop, rounded; x and y in tenths of a foot.
CREATE MACRO feet(x, y) AS
  TRY_CAST(ROUND(SQRT(POW(TRY_CAST(x AS DOUBLE), 2) + POW(TRY_CAST(y AS DOUBLE), 2)) / 10)
    AS BIGINT);

CREATE MACRO letters(text) AS REGEXP_REPLACE(LOWER(STRIP_ACCENTS(text)), '[^a-z0-9]', '', 'g');

-- The value of the row with the lowest preference that has one; of equals the smallest.
CREATE MACRO first_of(value, preference) AS ARG_MIN(value, (preference, value));

-- What files write for "nothing".
CREATE MACRO clean(value) AS
  IF(TRIM(value) IN ('', 'nan', 'NaN', 'None', 'none', 'NULL', 'null', '<NA>', 'NaT', 'NA'),
    NULL, TRIM(value));
