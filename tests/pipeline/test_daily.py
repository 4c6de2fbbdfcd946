"""A month filled day by day: each morning computes only what it must, and in the end all is as
filled from nothing.

Every morning the same command runs over what is known then: the results of the day before, the
listing and the lines of tonight, later games without scores. On the way a stat line is corrected
three days of games late, and a game is postponed on its day.
"""

import datetime as dt
import json
from contextlib import chdir
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from given.league import League, make_league
from given.phase4 import Filled, fill
from given.run import BOOTSTRAP_DAYS, PROCESSORS, ROOT, checkout, snakemake
from given.tonight import tells_listings, write_known
from given.walk import content
from nba_backfill.operator import status
from nba_backfill.phase3.build import build_phase3
from nba_backfill.phase4.record import read_steps
from nba_backfill.plan.plan import make_plan
from nba_backfill.results import manifest_file, steps_files
from nba_backfill.settings import load_settings
from nba_backfill.warehouse import open_warehouse

CONFIG = {
    "phase3": "files",
    "source_dir": "source",
    "bootstrap_days": BOOTSTRAP_DAYS,
    "upcoming": True,
    "notify": "cat >> notified; echo >> notified",
}
LISTED = 3  # processors with a row for each listed player
LATE = 3  # game dates after which the correction arrives
CORRECTED, FIRST = 9, 4  # places among the game dates: of the wrong line, of the first one filled


@dataclass(frozen=True)
class Month:
    """A league whose source has a line wrong at first, and a game on another date at first."""

    league: League
    postponed: str
    from_day: dt.date
    to_day: dt.date

    @property
    def mornings(self) -> list[dt.date]:
        """Those of the game dates that are filled."""
        return self.league.dates[FIRST:]

    @property
    def corrected(self) -> dt.date:
        return self.league.dates[CORRECTED]

    @property
    def correction_arrives(self) -> dt.date:
        return self.league.dates[CORRECTED + LATE]

    @property
    def postponement_arrives(self) -> dt.date:
        return self.after(self.from_day)

    @property
    def unlisted(self) -> dt.date:
        """The date whose listing nobody tells in time; the box of its games tells it later."""
        return max(day for day in self.league.dates[:-1] if tells_listings(self.league, day))

    def after(self, day: dt.date) -> dt.date:
        return min(one for one in self.league.dates if one > day)

    def known(self, morning: dt.date) -> League:
        """The league as the source tells of it then, the results to come included."""
        games, box = self.league.games.copy(), self.league.player_box.copy()
        if morning <= self.from_day:
            games.loc[games.game_id == self.postponed, "game_date"] = self.from_day
        if morning < self.correction_arrives:
            of_day = games.game_id[games.game_date == self.corrected]
            played = box.game_id.isin(of_day) & (box.status == "played")
            box.loc[box.index[played][0], "minutes"] += 3
        return self.league._replace(games=games, player_box=box)


def make_month() -> Month:
    league = make_league(13, teams=8, dates=20, roster=13)
    for game in league.games.itertuples():
        for day in league.dates[FIRST + 2 :]:
            today = league.games[league.games.game_date == day]
            playing = {*today.home_abbr, *today.away_abbr}
            if day < game.game_date and playing.isdisjoint({game.home_abbr, game.away_abbr}):
                return Month(league, game.game_id, day, game.game_date)
    raise AssertionError("no game of this league can be postponed")


@dataclass(frozen=True)
class Morning:
    """What a run of the daily command did.

    computed: steps by date; reused: those it only looked at. Of the days with news, also what
    `-n` and `status` said before it.
    """

    day: dt.date | None
    news: str
    computed: dict[dt.date, int]
    reused: int
    output: str
    preview: str = ""
    status: dict = field(default_factory=dict)


class Daily:
    """A folder in which the same command runs every morning."""

    def __init__(self, folder: Path, month: Month):
        self.folder, self.month = folder, month

    @property
    def results(self) -> Path:
        return self.folder / "results"

    def snakemake(self, *arguments: str) -> str:
        done = snakemake(self.folder, *arguments, **CONFIG)
        assert done.returncode == 0, done.stdout
        return done.stdout

    def status(self) -> dict:
        with chdir(self.folder):
            return status.collect(make_plan(load_settings(CONFIG, self.folder)))

    def arrive(self, day: dt.date | None) -> None:
        """The source as it is on the morning of a game date; None: when all is played."""
        league = self.month.known(day) if day else self.month.league
        listed = () if day == self.month.unlisted else None
        write_known(league, self.folder / "source", day, listed)

    def run(self, day: dt.date | None) -> Morning:
        news = self.news(day)
        expected = {"status": self.status()} if news else {}
        if day == self.month.correction_arrives:
            expected["preview"] = self.snakemake("-n")
        before = set(steps_files(self.results))
        output = self.snakemake()
        new = set(steps_files(self.results)) - before
        steps = [step for file in new for step in read_steps(file)]
        dates = [dt.date.fromisoformat(s["date"]) for s in steps if s["state"] == "done"]
        computed = {one: dates.count(one) for one in sorted(set(dates))}
        reused = sum(step["state"] == "reused" for step in steps)
        return Morning(day, news, computed, reused, output, **expected)

    def news(self, day: dt.date | None) -> str:
        month = self.month
        if day == month.correction_arrives:
            return f"a stat line of {month.corrected} is corrected"
        if day == month.postponement_arrives:
            return f"a game of {month.from_day} was postponed to {month.to_day}"
        if day == month.after(month.unlisted):
            return f"nobody had said who was listed on {month.unlisted}"
        return ""


def table(mornings: list[Morning], dates: int) -> str:
    """The walk as a table."""
    lines = ["| morning | news | steps computed | of dates | looked at |", "|---|---|---|---|---|"]
    for one in mornings:
        days = ", ".join(f"{day} ({count})" for day, count in one.computed.items())
        lines.append(
            f"| {one.day or 'the one after'} | {one.news} | {sum(one.computed.values())} | {days} "
            f"| {one.reused} |"
        )
    total, once = total_of(mornings), dates * len(PROCESSORS)
    told = f"{total} steps computed, {total / once:.2f} times the {once} of one backfill."
    return "\n".join([*lines, "", told])


def total_of(mornings: list[Morning]) -> int:
    return sum(sum(one.computed.values()) for one in mornings)


@pytest.fixture(scope="module")
def walked(tmp_path_factory):
    """The folder after the month, the mornings, and the output of a second run on one of them."""
    month = make_month()
    folder = checkout(tmp_path_factory.mktemp("daily") / "nba", month.league)
    mornings, twice = [], ""
    daily = Daily(folder, month)
    for day in [*month.mornings, None]:
        daily.arrive(day)
        mornings.append(daily.run(day))
        if day == month.correction_arrives:
            twice = daily.snakemake()
    print(table(mornings, len(month.mornings)))
    return daily, {one.day: one for one in mornings}, twice


def test_an_ordinary_morning_computes_the_date_of_that_day_only(walked):
    _, mornings, _ = walked
    ordinary = [one for one in mornings.values() if one.day and not one.news]
    assert len(ordinary) > 10
    for one in ordinary:
        assert one.computed == {one.day: len(PROCESSORS)}, one
        assert one.reused == 0 and "Corrected" not in one.output


def test_a_listing_that_was_supposed_is_replaced_by_that_of_the_box(walked):
    daily, mornings, _ = walked
    day = daily.month.unlisted
    one = mornings[daily.month.after(day)]
    assert one.computed == {day: LISTED, one.day: len(PROCESSORS)}
    assert stale(one) == dict.fromkeys(PROCESSORS, 1)


def test_a_postponed_game_leaves_its_date(walked):
    daily, mornings, _ = walked
    day = daily.month.from_day
    one = mornings[daily.month.postponement_arrives]
    assert one.computed == {day: LISTED, one.day: len(PROCESSORS)}
    assert stale(one) == dict.fromkeys(PROCESSORS, 1)
    (told,) = (line for line in one.output.splitlines() if line.startswith("Corrected: "))
    assert "3 of 3 replaced partitions, " in told and " removed" in told


def test_a_late_correction_computes_the_dates_since(walked):
    daily, mornings, twice = walked
    month = daily.month
    one = mornings[month.correction_arrives]
    since = [day for day in month.mornings if month.corrected < day < one.day]
    assert len(since) == LATE - 1 and set(one.computed) == {*since, one.day}
    assert stale(one) == dict.fromkeys(PROCESSORS, len(since))
    assert "the source of Phase 3 has changed for this date" in one.preview
    assert "Corrected: " in one.output and "minutes_avg_last_10" in one.output
    assert "Nothing to be done" in twice


def stale(morning: Morning) -> dict[str, int]:
    """Dates that `status` called stale before the run, by processor."""
    reason = "the source of Phase 3 has changed for this date"
    told = [row for row in morning.status["stale"] if row["reason"] == reason]
    return {row["processor"]: row["dates"] for row in told}


def test_the_notification_comes_with_every_run_that_has_steps(walked):
    daily, mornings, _ = walked
    told = [json.loads(line) for line in (daily.folder / "notified").read_text().splitlines()]
    filled = [one for one in mornings.values() if one.computed or one.reused]
    assert len(told) == len(filled) and {record["state"] for record in told} == {"complete"}


def test_the_whole_month_costs_less_than_three_backfills(walked):
    daily, mornings, _ = walked
    once = len(daily.month.mornings) * len(PROCESSORS)
    assert once <= total_of(list(mornings.values())) <= 3 * once


def test_the_docs_show_this_month(walked):
    daily, mornings, _ = walked
    page = (ROOT / "docs" / "daily.md").read_text(encoding="utf-8")
    assert table(list(mornings.values()), len(daily.month.mornings)) in page


def test_it_ends_as_filled_from_nothing(walked, tmp_path):
    daily, _, _ = walked
    with chdir(daily.folder):
        settings = load_settings(CONFIG, daily.folder, tmp_path)
        build_phase3(settings, open_warehouse(settings), str).write(manifest_file(tmp_path))
        fill(Filled(settings))
    found = daily.status()
    assert {row["done"] for row in found["seasons"]} == {len(daily.month.mornings)}
    assert content(daily.results) == content(tmp_path)
