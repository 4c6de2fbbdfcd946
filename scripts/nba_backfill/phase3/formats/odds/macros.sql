-- DuckDB dialect. Macros of this format.

CREATE MACRO utc(time) AS
  TRY_CAST(REPLACE(REPLACE(time, 'T', ' '), 'Z', '')[1:19] AS TIMESTAMP);

-- US date of a UTC time: five hours back is right all year, as no game starts near midnight.
CREATE MACRO us_date_of_utc(time) AS CAST(utc(time) - INTERVAL 5 HOUR AS DATE);

CREATE MACRO season_at(day) AS YEAR(day) - IF(MONTH(day) < 8, 1, 0);

-- draftkings and DraftKings are one bookmaker; a key of Caesars is William Hill's.
CREATE MACRO bookmaker_title(key) AS CASE letters(key)
  WHEN 'draftkings' THEN 'DraftKings'
  WHEN 'fanduel' THEN 'FanDuel'
  WHEN 'betmgm' THEN 'BetMGM'
  WHEN 'caesars' THEN 'Caesars'
  WHEN 'williamhillus' THEN 'Caesars'
  ELSE key
END;
