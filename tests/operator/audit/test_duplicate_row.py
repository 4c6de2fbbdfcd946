"""A row stored twice breaks the grain."""


def test_duplicate_row(damaged, day, rules, rewrite):
    file = damaged.partition("team_defense_zone_analysis", day, "analysis_date")
    rewrite(file, lambda rows: [*rows, rows[0]])
    assert ("rows", "team_defense_zone_analysis", day, "grain") in rules(damaged)
