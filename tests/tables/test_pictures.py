"""The picture in the README shows the edges between the processors."""

import re
from pathlib import Path

from nba_backfill.tables.processors import PROCESSORS

README = Path(__file__).parents[2] / "README.md"


def test_the_picture_has_the_edges_of_the_processors():
    picture = re.search(r"```mermaid\n(.*?)```", README.read_text(), re.DOTALL)[1]
    arrows = re.findall(r'^ +(\w+) (-->|-\. "waits only" \.->) (\w+)$', picture, re.MULTILINE)
    drawn = {(a, arrow == "-->", b) for a, arrow, b in arrows if {a, b} <= PROCESSORS.keys()}
    read = {(a, True, p.name) for p in PROCESSORS.values() for a in p.upstream}
    waited_for = {(a, False, p.name) for p in PROCESSORS.values() for a in p.after}
    assert drawn == read | waited_for
