"""Differences between two sets of rows, as readable lines."""

import math

TOLERANCE = 1e-9
JSON_TOLERANCE = 1e-6


def same(one, other, tolerance: float) -> bool:
    """Equal, floats within the tolerance (absolute or relative); NaN equals NaN, None only None."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(
            same(one[name], other[name], JSON_TOLERANCE) for name in one
        )
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(
            same(a, b, tolerance) for a, b in zip(one, other, strict=True)
        )
    numbers = (int, float)
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, numbers) and isinstance(other, numbers):
        if math.isnan(one) or math.isnan(other):
            return math.isnan(one) and math.isnan(other)
        return math.isclose(one, other, rel_tol=tolerance, abs_tol=tolerance)
    return type(one) is type(other) and one == other


def differences(expected: dict[str, dict], actual: dict[str, dict]) -> list[str]:
    """What separates two tables (key -> row); the hash column is not compared."""
    lines = [f"{key}: not computed" for key in expected.keys() - actual.keys()]
    lines += [f"{key}: not expected" for key in actual.keys() - expected.keys()]
    for key in sorted(expected.keys() & actual.keys()):
        want, got = expected[key], {k: v for k, v in actual[key].items() if k != "data_hash"}
        if want.keys() != got.keys():
            lines.append(f"{key}: columns {sorted(want.keys() ^ got.keys())}")
        lines += [
            f"{key}.{name}: expected {want[name]!r}, got {got[name]!r}"
            for name in want.keys() & got.keys()
            if not same(want[name], got[name], TOLERANCE)
        ]
    return lines
