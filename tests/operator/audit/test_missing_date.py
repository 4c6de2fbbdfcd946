"""A date that was never filled is a hole in the coverage."""


def test_missing_date(damaged, day, rules):
    damaged.partition("ml_feature_store_v2", day, "game_date").unlink()
    damaged.sentinel("ml_feature_store", day).unlink()
    assert rules(damaged) == {("coverage", "ml_feature_store", day, "missing")}
