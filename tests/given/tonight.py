"""A league as it is known before tip-off on a date, and a plain run over what has changed since."""

import datetime as dt
from collections.abc import Collection
from pathlib import Path

import pandas as pd
from nba_backfill.phase3.build import build_phase3
from nba_backfill.phase4.run import Run
from nba_backfill.phase4.step import StepFailed, backfill
from nba_backfill.phase4.vanished import remove_vanished
from nba_backfill.results import manifest_file, vanished_file
from nba_backfill.settings import load_settings

from given.league import League, make_league
from given.phase4 import Filled

LEAGUE = make_league(19, teams=6, dates=14, roster=14)
BEFORE, TONIGHT, TOMORROW = LEAGUE.dates[-5:-2]
FILES = ("games", "player_box", "shots", "odds", "props", "players", "listing")


def write_known(
    league: League,
    folder: Path,
    day: dt.date | None = None,
    listed: Collection[str] | None = None,
    listing: pd.DataFrame | None = None,
) -> Path:
    """The league's files as they are before tip-off on `day`; all of them without a day.

    Games of the day and later are there without result, player rows and shots; lines of the day
    are there. listed: ids of the games of the day that have a listing, that of the box (None: all
    whose box tells one); listing: these rows instead.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        (folder / f"{name}.parquet").unlink(missing_ok=True)
    if day is None:
        league.write(folder)
        return folder
    games = league.games.copy()
    hidden = games.game_date >= day
    games.loc[hidden, ["home_score", "away_score", "n_periods"]] = None
    past = set(games.game_id[~hidden])
    known = past | set(games.game_id[games.game_date == day])
    league._replace(
        games=games,
        player_box=league.player_box[league.player_box.game_id.isin(past)],
        shots=league.shots[league.shots.game_id.isin(past)],
        odds=league.odds[league.odds.game_id.isin(known)],
        props=league.props[league.props.game_id.isin(known)],
    ).write(folder)
    rows = listing_of(league, day) if listing is None else listing
    if listed is not None:
        rows = rows[rows.game_id.isin(listed)]
    if len(rows):
        rows.to_parquet(folder / "listing.parquet", index=False)
    return folder


def listing_of(league: League, day: dt.date) -> pd.DataFrame:
    """What the box tells of who was listed on a date, in the games whose box tells it."""
    today = league.games.game_id[league.games.game_date == day]
    box = league.player_box[league.player_box.game_id.isin(today)]
    telling = box.game_id[box.status != "played"].unique()
    rows = box[box.game_id.isin(telling)]
    out = rows.status.eq("inactive").map({True: "out", False: "available"})
    columns = ["game_id", "player_id", "player_name", "team_abbr"]
    return rows[columns].assign(player_status=out).reset_index(drop=True)


def tells_listings(league: League, day: dt.date) -> bool:
    """Whether the box of every game of a date tells who was listed for it."""
    today = set(league.games.game_id[league.games.game_date == day])
    return set(listing_of(league, day).game_id) == today


def settings_of(folder: Path, **config):
    """Settings of a backfill of `folder/source` into `folder/results`, upcoming date included."""
    own = {
        "phase3": "files",
        "source_dir": str(folder / "source"),
        "start_date": "2023-10-01",
        "end_date": "2024-06-30",
        "bootstrap_days": 5,
        "upcoming": True,
    }
    return load_settings({**own, **config}, folder, folder / "results")


def backfill_of(folder: Path, **config) -> Filled:
    """A backfill of `folder/source` from the date before tonight on."""
    return Filled(settings_of(folder, **{"start_date": str(BEFORE), **config}))


def plain_run(filled: Filled) -> dict[tuple[str, dt.date], str]:
    """What `snakemake` would do now: {(processor, date): done | reused | failed}."""
    settings, plan = filled.settings, filled.plan
    judge = plan.judge
    todo = {(name, day) for name in settings.processors for day in plan.dates
            if judge.why(name, day)}  # fmt: skip
    vanished, run = judge.vanished, Run(None, plan)
    run.start()
    (settings.results / "runs").mkdir(parents=True, exist_ok=True)
    logs = settings.results.parent / "logs"
    if judge.why_phase3:
        manifest = build_phase3(settings, filled.warehouse, lambda line: None)
        manifest.write(manifest_file(settings.results))
    if vanished:
        remove_vanished(run, str(logs / "vanished.log"), str(vanished_file(settings.results)))
    run.unfinished = set(todo)
    for name, day in sorted(todo, key=lambda step: settings.processors.index(step[0])):
        try:
            log, sentinel = logs / name / f"{day}.log", filled.sentinel(name, day)
            backfill(run, name, str(day), str(log), str(sentinel))
        except StepFailed:
            continue
    steps = {(step["processor"], step["date"]): step["state"] for step in run.steps}
    return {(name, dt.date.fromisoformat(day)): state for (name, day), state in steps.items()}


def content(settings) -> dict[str, bytes]:
    """Bytes of every sentinel and every Phase 4 partition, by their path."""
    results = settings.results
    tables = ("nba_precompute", "nba_predictions")
    files = [*results.glob("sentinels/*/[!.]*.json")]
    for dataset in tables:
        files += (results / "warehouse" / dataset).rglob("data.parquet")
    return {str(file.relative_to(results)): file.read_bytes() for file in files}
