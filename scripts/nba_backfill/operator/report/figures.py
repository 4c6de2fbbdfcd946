"""Inline SVG figures of the report. Pure functions: data in, a string of SVG out.

Colours come from CSS variables of the page, so that dark mode needs no second drawing. States
have a shape each, so that no figure depends on colour.
"""

from __future__ import annotations

from datetime import date, timedelta
from html import escape

STEP = 12  # pixels from one calendar day to the next
WIDTH, HEIGHT, LEFT = 400, 110, 42  # of the line figures

ROW = 14  # from one feature to the next
MARKS = (  # of the seasons after the first
    "M-3 -3h6v6h-6z",
    "M0 -4l4 4-4 4-4-4z",
    "M0 -3.6L3.8 3H-3.8z",
    "M-3.4 0h6.8M0 -3.4v6.8",
    "M-3 -3l6 6m0-6l-6 6",
)

# One 10 x 10 shape a state, drawn once in the page and used by reference.
GLYPHS = {
    "done": '<path d="M0 0h10v10H0z"/><path class="ink" d="M2.2 5.2l2 2 3.6-4.4"/>',
    "upcoming": '<path d="M.75.75h8.5v8.5h-8.5z" class="rim"/><circle cx="5" cy="5" r="2"/>',
    "stale": '<path d="M.5.5h9v9h-9z" class="rim"/><path d="M0 10L10 0v10z"/>',
    "failed": '<path d="M0 0h10v10H0z"/><path class="ink" d="M2.5 2.5l5 5m0-5l-5 5"/>',
    "blocked": '<path d="M5 0l5 5-5 5-5-5z"/>',
    "missing": '<path d="M.75.75h8.5v8.5h-8.5z" class="rim"/>',
    "skipped": '<circle cx="5" cy="5" r="2"/>',
}
_MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def glyph_definitions() -> str:
    """The hidden SVG that holds every state's shape under the id `g-<state>`."""
    shapes = "".join(f'<g id="g-{state}">{shape}</g>' for state, shape in GLYPHS.items())
    return f'<svg width="0" height="0" aria-hidden="true"><defs>{shapes}</defs></svg>'


def calendar(states: dict[date, str], label: str) -> str:
    """One processor and season as a calendar: a column a week, a row a weekday (Monday first)."""
    first, last = min(states), max(states)
    monday = first - timedelta(days=first.weekday())
    by_state: dict[str, list[str]] = {}
    for day, state in states.items():
        week, weekday = divmod((day - monday).days, 7)
        place = f'<use href="#g-{state}" x="{week * STEP}" y="{weekday * STEP + 14}"/>'
        by_state.setdefault(state, []).append(place)
    marks = "".join(f'<g class="{state}">{"".join(uses)}</g>' for state, uses in by_state.items())
    width = ((last - monday).days // 7 + 1) * STEP
    names = _month_names(first, last, monday)
    return (
        f'<svg class="cal" viewBox="-1 0 {width + 2} 99" style="max-width:{width * 1.4:.0f}px" '
        f'role="application" tabindex="0" aria-label="{escape(label)}">{names}{marks}'
        '<rect class="at" width="12" height="12" x="-99"/></svg>'
    )


def _month_names(first: date, last: date, monday: date) -> str:
    """A label over the week each month starts in; one without room before the next is left out."""
    starts, day = [], date(first.year, first.month, 1)
    while day <= last:
        starts.append((max(0, (day - monday).days // 7), _MONTHS[day.month]))
        day = (day + timedelta(days=31)).replace(day=1)
    weeks = [week for week, _ in starts[1:]] + [starts[-1][0] + 4]
    return "".join(
        f'<text x="{week * STEP}" y="9">{name}</text>'
        for (week, name), following in zip(starts, weeks, strict=True)
        if following - week > 1
    )


def _scale(low: float, high: float, size: float, top: float):
    """A function from a value to a y position; the highest value at `top`."""
    span = (high - low) or 1.0
    return lambda value: top + size * (1 - (value - low) / span)


def number(value: float) -> str:
    """A short label for an axis or a list."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _path(points: list[tuple[float, float | None]]) -> str:
    """SVG path data of a line that breaks at None."""
    parts, pen = [], "M"
    for x, y in points:
        if y is None:
            pen = "M"
            continue
        parts.append(f"{pen}{x:.1f} {y:.1f}")
        pen = "L"
    return "".join(parts)


def trend(seasons: list[tuple[str, list[tuple[date, float | None]]]], label: str) -> str:
    """A line per season, side by side on one x axis of game dates; the y axis starts at 0."""
    values = [v for _, points in seasons for _, v in points if v is not None]
    if not values:
        return '<p class="none">no values</p>'
    low, high = 0, max(max(values), 1e-9)
    y = _scale(low, high, 80, 8)
    body, at = [_frame(seasons, y, low, high)], 0
    x = _steps(seasons)
    for _, points in seasons:
        line = [(x(at + i), None if v is None else y(v)) for i, (_, v) in enumerate(points)]
        body.append(f'<path class="line" d="{_path(line)}"/>')
        at += len(points)
    return _svg(label, "".join(body))


def spread(seasons: list[dict], label: str) -> str:
    """A feature by season: band 5-95 %, box 25-75 %, median, daily means, outlier dates marked.

    seasons: dicts with name, quantiles (5, 25, 50, 75, 95 %) and days, a list of
    (date, mean or None, is_outlier).
    """
    values = [v for s in seasons for v in s["quantiles"]]
    values += [m for s in seasons for _, m, _ in s["days"] if m is not None]
    if not values:
        return '<p class="none">no values</p>'
    low, high = min(values), max(values)
    y = _scale(low, high, 80, 8)
    named = [(s["name"], s["days"]) for s in seasons]
    x, body, at = _steps(named), [_frame(named, y, low, high)], 0
    for season in seasons:
        left, right = x(at), x(at + len(season["days"]) - 1)
        if season["quantiles"]:
            q5, q25, q50, q75, q95 = (y(v) for v in season["quantiles"])
            width = max(right - left, 2)
            for name, top, bottom in (("band", q95, q5), ("box", q75, q25)):
                body.append(
                    f'<rect class="{name}" x="{left:.1f}" y="{top:.1f}" width="{width:.1f}" '
                    f'height="{max(bottom - top, 0.5):.1f}"/>'
                )
            body.append(f'<path class="median" d="M{left:.1f} {q50:.1f}h{width:.1f}"/>')
        means = [
            (x(at + i), None if m is None else y(m)) for i, (_, m, _) in enumerate(season["days"])
        ]
        body.append(f'<path class="line" d="{_path(means)}"/>')
        for i, (day, mean, is_outlier) in enumerate(season["days"]):
            if is_outlier:
                body.append(
                    f'<path class="out" d="M{x(at + i) - 3:.1f} {y(mean) - 3:.1f}l6 6m0-6l-6 6">'
                    f"<title>{day}: {number(mean)}</title></path>"
                )
        at += len(season["days"])
    return _svg(label, "".join(body))


def features(
    rows: list[tuple[str, float | None, list[float | None]]], seasons: list[str], label: str
) -> str:
    """A line per feature: its correlation as a bar from 0, its shift by season as marks.

    rows: name, correlation (-1..1 or None), shifts in standard deviations (one per season, None
    where there is none). The shifts are left out when no season has one.
    """
    body, low, mid, high = [], 154, 206, 258  # of the correlations
    widest = max((abs(s) for _, _, shifts in rows for s in shifts if s is not None), default=None)
    reach = max(widest or 0, 0.5)
    height = 26 + ROW * len(rows)
    body += [_upright(x, height) for x in (low, mid, high)]
    body += [f'<text class="mid" x="{x}" y="10">{t}</text>' for x, t in _ends(low, mid, high, 1)]
    left, middle, right = 290, 336, 382  # of the shifts
    if widest is not None:
        body += [_upright(x, height) for x in (left, middle, right)]
        body += [
            f'<text class="mid" x="{x}" y="10">{text}</text>'
            for x, text in _ends(left, middle, right, reach)
        ]
    for line, (name, correlation, shifts) in enumerate(rows):
        y = 22 + ROW * line
        body.append(f'<text class="num" x="{low - 6}" y="{y + 4}">{escape(name)}</text>')
        if correlation is not None:
            end = mid + correlation * (high - mid)
            body.append(
                f'<rect class="solid" x="{min(mid, end):.1f}" y="{y - 3}" '
                f'width="{max(abs(end - mid), 0.6):.1f}" height="6"/>'
            )
        for at, shift in enumerate(shifts):
            if shift is not None:
                x = middle + shift / reach * (right - middle)
                body.append(
                    f'<g transform="translate({x:.1f} {y})"><title>{escape(seasons[at])}: '
                    f"{shift:+.2f}</title>{mark(at)}</g>"
                )
    return (
        f'<svg class="features" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label="{escape(label)}">{"".join(body)}</svg>'
    )


def mark(season: int) -> str:
    """The shape of a season, drawn around 0 0; the first season has no shift and no mark."""
    return f'<path class="mark" d="{MARKS[(season - 1) % len(MARKS)]}"/>'


def _upright(x: float, height: float) -> str:
    return f'<path class="axis" d="M{x} 14V{height - 4}"/>'


def _ends(low: float, mid: float, high: float, reach: float) -> list[tuple[float, str]]:
    """Labels of an axis from -reach to reach."""
    return [(low, f"\N{MINUS SIGN}{number(reach)}"), (mid, "0"), (high, f"+{number(reach)}")]


def _steps(seasons):
    """A function from the running index of a game date to its x position."""
    count = sum(len(points) for _, points in seasons)
    step = (WIDTH - LEFT - 6) / max(count - 1, 1)
    return lambda index: LEFT + index * step


def _frame(seasons, y, low, high) -> str:
    """Axis labels, and a name and a rule where each season starts."""
    parts = [
        f'<path class="axis" d="M{LEFT} {y(v):.1f}H{WIDTH}"/>'
        f'<text class="num" x="{LEFT - 4}" y="{y(v) + 3:.1f}">{number(v)}</text>'
        for v in (low, (low + high) / 2, high)
    ]
    x, at = _steps(seasons), 0
    for name, points in seasons:
        parts.append(f'<text x="{x(at) + 2:.1f}" y="106">{escape(name)}</text>')
        if at:
            parts.append(f'<path class="axis" d="M{x(at):.1f} 4V98"/>')
        at += len(points)
    return "".join(parts)


def _svg(label: str, body: str) -> str:
    return (
        f'<svg class="plot" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{escape(label)}">{body}</svg>'
    )
