"""Rows without a sentinel are found."""


def test_missing_sentinel(damaged, day, rules):
    damaged.sentinel("ml_feature_store", day).unlink()
    assert rules(damaged) == {("sentinels", "ml_feature_store", day, "no_sentinel")}
