"""The thirty teams: abbreviation, NBA team id, conference and division."""

from __future__ import annotations

from typing import NamedTuple


class Team(NamedTuple):
    abbr: str
    team_id: int
    conference: int  # 0 East, 1 West
    division: int  # 0..5; 0-2 East, 3-5 West


_DIVISIONS = (
    "BOS:738 BKN:751 NYK:752 PHI:755 TOR:761",
    "CHI:741 CLE:739 DET:765 IND:754 MIL:749",
    "ATL:737 CHA:766 MIA:748 ORL:753 WAS:764",
    "DEN:743 MIN:750 OKC:760 POR:757 UTA:762",
    "GSW:744 LAC:746 LAL:747 PHX:756 SAC:758",
    "DAL:742 HOU:745 MEM:763 NOP:740 SAS:759",
)

# Ordered by division, so team // 5 is the division and team // 15 the conference.
TEAMS: tuple[Team, ...] = tuple(
    Team(entry[:3], 1610612000 + int(entry[4:]), division // 3, division)
    for division, line in enumerate(_DIVISIONS)
    for entry in line.split()
)
