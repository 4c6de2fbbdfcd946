"""The betting lines a listed player's context must carry, from the source files alone."""

import datetime as dt
import statistics

import pandas as pd

PREFERRED = ("DraftKings", "FanDuel", "BetMGM", "Caesars")


def expected_lines(league, day: dt.date) -> dict[tuple, dict]:
    """(game, team, player id) -> spread of his team, total, points line and its source."""
    games = league.games[league.games.game_date == day]
    odds = {row.game_id: row for row in league.odds.itertuples(index=False)}
    result = {}
    for game in games.itertuples(index=False):
        box = league.player_box[league.player_box.game_id == game.game_id]
        line = odds.get(game.game_id)
        for player in box.itertuples(index=False):
            spread = None if line is None or pd.isna(line.home_spread) else line.home_spread
            if spread is not None and player.team_abbr != game.home_abbr:
                spread = -spread
            points, book = points_line(league.props, game.game_id, player.player_id)
            result[game.game_id, player.team_abbr, str(player.player_id)] = {
                "game_spread": spread,
                "game_total": None if line is None else line.total,
                "current_points_line": points,
                "current_points_line_source": book,
            }
    return result


def points_line(props, game_id: str, player_id: int) -> tuple[float | None, str | None]:
    """The newest quote before tip-off of the first preferred book, else the others' median."""
    quotes = props[
        (props.game_id == game_id)
        & (props.player_id == player_id)
        & (props.market == "player_points")
        & ~(props.minutes_before_tip < 0)
    ]
    by_book = {}
    for book, rows in quotes.groupby("bookmaker"):
        newest = rows.minutes_before_tip.min()  # skips unknown times
        if not pd.isna(newest):
            rows = rows[rows.minutes_before_tip == newest]
        by_book[book] = statistics.median(rows.line)
    for book in PREFERRED:
        if book in by_book:
            return by_book[book], book
    return (statistics.median(by_book.values()), "median") if by_book else (None, None)
