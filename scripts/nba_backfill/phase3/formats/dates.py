"""The dates of a part: two ways to write a day are told apart, UTC times are refused."""

from __future__ import annotations

from nba_backfill.errors import BackfillError

NIGHT = 6  # no game starts between midnight and this hour, US time
ODD_SHARE = 0.02


def check(con, match) -> None:
    """Looks at `game_date` and `tip_off` of table `part`; rewrites 22/12/2022 as 2022-12-22.

    Raises BackfillError (bad_source) for dates that can be read two ways and for UTC dates.
    """
    columns = [row[0] for row in con.execute("DESCRIBE part").fetchall()]
    if "game_date" not in columns:
        return
    _rewrite_slashes(con, match.part)
    tip = "tip_off" if "tip_off" in columns else "game_date"
    total, night, example = con.execute(
        f"""
        WITH times AS (
          SELECT REPLACE({tip}, 'T', ' ')[1:16] AS tip, us_date(game_date) AS day
          FROM part WHERE {tip} SIMILAR TO '\\d{{4}}-\\d{{2}}-\\d{{2}}[T ]\\d{{2}}:\\d{{2}}.*'
        )
        SELECT COUNT(*) FILTER (tip[12:16] <> '00:00'),
          COUNT(*) FILTER (TRY_CAST(tip[12:13] AS INT) < {NIGHT}
            AND TRY_CAST(tip[1:10] AS DATE) = day),
          MIN(tip) FILTER (TRY_CAST(tip[12:13] AS INT) < {NIGHT} AND tip[12:16] <> '00:00')
        FROM times
        """
    ).fetchone()
    # without any other time of day the midnights are plain dates
    if total and night > ODD_SHARE * total:
        raise BackfillError(
            f"{match.part}: {match.columns['game_date']}: {night:,} of the games would start "
            f"between 0 and {NIGHT} o'clock, e.g. {example}; these are UTC times: give the US "
            "date of the game",
            "bad_source",
        )


def _rewrite_slashes(con, part) -> None:
    first, second, count = con.execute(
        r"""
        SELECT MAX(TRY_CAST(SPLIT_PART(game_date, '/', 1) AS INT)),
          MAX(TRY_CAST(SPLIT_PART(game_date, '/', 2) AS INT)), COUNT(*)
        FROM part WHERE game_date SIMILAR TO '\d{1,2}/\d{1,2}/\d{4}.*'
        """
    ).fetchone()
    if not count:
        return
    if (first > 12 and second > 12) or (first <= 12 and second <= 12):
        raise BackfillError(
            f"{part}: dates such as 01/02/2023 can be read two ways; write YYYY-MM-DD",
            "bad_source",
        )
    form = "%d/%m/%Y" if first > 12 else "%m/%d/%Y"
    con.execute(
        f"""
        UPDATE part SET game_date = STRFTIME(TRY_STRPTIME(SPLIT_PART(game_date, ' ', 1), '{form}'),
          '%Y-%m-%d')
        WHERE game_date LIKE '%/%'
        """
    )
