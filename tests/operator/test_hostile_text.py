"""Text of a source or of a damaged record does nothing to a terminal or a browser."""

import html.parser
import json

import pytest
from given.league import make_league
from given.phase4 import prepare
from nba_backfill.errors import BackfillError, one_line
from nba_backfill.operator import source, status, verify_phase3
from nba_backfill.operator.report import build
from nba_backfill.plan.plan import make_plan

HOSTILE = {
    "html": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "end of data": "</script><script>alert(2)</script>\"'>",
    "ansi": "\x1b[31mred\x1b[2J\x1b[1;1H",
    "osc": "\x1b]0;title\x07\x1b]8;;http://evil\x1b\\link\x1b]8;;\x1b\\",
    "c1": "\x9b31mred\x9d0;title\x9c",
    "right to left": "abc\u202egnp.exe\u2066\u2069\u200f",
    "lines": "one\ntwo\r\nthree\x0b\x0c\u2028four\u2029\x85five",
    "nul": "a\x00b\x7fc\x08d",
    "markup": "[bold]x[/bold] [/x] [link=http://evil]y[/link] {{ 7*7 }} ${7*7} %s {0}",
    "surrogate": "\ud800 \U000e0041 \ufeff",
    "template": "$(touch pwned) `touch pwned` ; rm -rf / & | > x",
}
DAY = "2023-11-07"


class Tags(html.parser.HTMLParser):
    """Counts what a browser would run or load."""

    def __init__(self):
        super().__init__()
        self.found, self.handlers = [], []

    def handle_starttag(self, tag, attributes):
        self.found.append(tag)
        self.handlers += [name for name, _ in attributes if name.startswith("on")]


@pytest.fixture
def hostile(finished):
    """A finished backfill whose records hold every kind of hostile text."""
    results = finished.folder / "results"
    names = ("player_daily_cache", "ml_feature_store")
    days = sorted(f.stem for f in (results / "sentinels/ml_feature_store").glob("*.json"))
    for number, (kind, text) in enumerate(HOSTILE.items()):
        day, name = days[number % 7], names[number // 7]
        record = {"processor": name, "date": day, "kind": "bug", "reason": f"{kind}: {text}",
                  "log": f"logs/{text}.log"}  # fmt: skip
        file = results / f"failures/{name}/{day}.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(record))
        (results / f"sentinels/{name}/{day}.json").unlink(missing_ok=True)
        sentinel = results / f"sentinels/team_defense_zone_analysis/{day}.json"
        sentinel.write_text(json.dumps({**json.loads(sentinel.read_text()), "warnings": [text]}))
        run = {"state": text, "started": text, "host": text, "id": text, "source": text}
        (results / f"runs/9999{number:02}01T000000.000000Z-1.json").write_text(json.dumps(run))
    return finished


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_message_is_one_line_of_signs_that_are_seen(kind):
    told = str(BackfillError(HOSTILE[kind], "bug"))
    assert told == one_line(HOSTILE[kind])
    assert told.isprintable() and len(told.splitlines()) == 1
    told.encode("utf-8")


def test_status_sends_no_commands_to_the_terminal(hostile, monkeypatch, capsys):
    status.show(make_plan(hostile.settings(monkeypatch)))
    told = capsys.readouterr().out
    assert "✗" in told
    assert [sign for sign in told if not sign.isprintable() and sign != "\n"] == []


def test_the_report_runs_and_loads_nothing_of_it(hostile, monkeypatch, tmp_path):
    settings = hostile.settings(monkeypatch)
    clean, page = Tags(), Tags()
    build(make_plan(settings), tmp_path / "page.html")
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    page.feed(text)
    for name in ("failures", "runs"):
        for file in (hostile.folder / "results" / name).rglob("*.json"):
            file.unlink()
    build(make_plan(settings), tmp_path / "clean.html")
    clean.feed((tmp_path / "clean.html").read_text(encoding="utf-8"))
    dangerous = ("script", "img", "iframe", "object", "link", "form", "base", "meta")
    assert [t for t in page.found if t in dangerous] == [t for t in clean.found if t in dangerous]
    assert page.handlers == clean.handlers
    assert not {"\x1b", "\x9b", "\x00", "\u202e", "\u2066"} & set(text)


def test_names_of_players_files_and_folders(tmp_path, monkeypatch, capsys):
    league = make_league(4, teams=6, dates=8, roster=9)
    box, games = league.player_box.copy(), league.games.copy()
    texts = [text.replace("\ud800", "") for text in HOSTILE.values()]  # no file can hold it
    names = dict(zip(sorted(set(box.player_id)), texts, strict=False))
    box["player_name"] = [
        names.get(i, n) for i, n in zip(box.player_id, box.player_name, strict=True)
    ]
    box.loc[box.status == "played", "minutes"] = 0  # told with an example
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "s \x1b[31m\u202e"
    filled = prepare(league._replace(player_box=box, games=games), folder, bootstrap_days=3)
    for text in ("a\x1b[31m.csv", "b\nc.csv", "[bold]d.csv", "e\u202ef.csv", "<img src=x>.csv"):
        (filled.settings.source_dir / text).write_text("a,b\n1,2\n")
    plan = make_plan(filled.settings)
    for target in (status, verify_phase3, source):
        try:
            target.show(plan)
        except BackfillError as error:
            print(error)
    told = "".join(capsys.readouterr())
    assert [sign for sign in told if not sign.isprintable() and sign != "\n"] == []
