"use strict";
(function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const detail = document.getElementById("detail");
  const DAY = 86400000, STEP = 12;
  const iso = (ms) => new Date(ms).toISOString().slice(0, 10);

  /* Every calendar knows its season and processor; a place in it is a week and a weekday. */
  document.querySelectorAll("figure[data-season]").forEach(function (figure) {
    const svg = figure.querySelector("svg.cal");
    if (!svg) return;
    const season = data.seasons[figure.dataset.season];
    const cells = season.cells[figure.dataset.processor];
    const first = Date.parse(season.dates[0]);
    const monday = first - ((new Date(first).getUTCDay() + 6) % 7) * DAY;
    const index = new Map(season.dates.map((day, i) => [day, i]));
    const box = svg.querySelector(".at");
    let at = -1, pinned = false;

    function show(i) {
      const days = (Date.parse(season.dates[i]) - monday) / DAY;
      at = i;
      document.querySelectorAll(".at").forEach((other) => other.setAttribute("x", -99));
      box.setAttribute("x", Math.floor(days / 7) * STEP - 1);
      box.setAttribute("y", (days % 7) * STEP + 13);
      describe(season.dates[i], figure.dataset.processor, cells, i);
    }
    function under(event) {
      const point = new DOMPoint(event.clientX, event.clientY)
        .matrixTransform(svg.getScreenCTM().inverse());
      const weekday = Math.floor((point.y - 14) / STEP);
      if (weekday < 0 || weekday > 6) return undefined;
      return index.get(iso(monday + (Math.floor(point.x / STEP) * 7 + weekday) * DAY));
    }
    svg.addEventListener("mousemove", function (event) {
      const i = under(event);
      if (i !== undefined && i !== at && !pinned) show(i);
    });
    svg.addEventListener("mouseleave", function () { pinned = false; });
    svg.addEventListener("click", function (event) {
      const i = under(event);
      pinned = i !== undefined;
      if (pinned) show(i);
    });
    svg.addEventListener("keydown", function (event) {
      const move = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (event.key === "Home") show(0);
      else if (event.key === "End") show(season.dates.length - 1);
      else if (move) show(Math.min(Math.max(at + move, 0), season.dates.length - 1));
      else return;
      event.preventDefault();
    });
    svg.addEventListener("focus", function () { if (at < 0) show(0); });
  });

  function describe(day, processor, cells, i) {
    const state = data.states[cells.state[i]];
    const parts = [document.createElement("strong")];
    parts[0].textContent = day + " · " + processor + " · " + state;
    const rows = cells.rows[i], expected = cells.expected[i];
    if (rows !== null) {
      const share = expected ? ", " + (100 * rows / expected).toFixed(1) + " % of " + expected : "";
      parts.push(line(rows + " rows" + share));
    }
    if (cells.reason[i] !== undefined) parts.push(line(data.reasons[cells.reason[i]]));
    if (state !== "skipped" && state !== "missing" && state !== "blocked") {
      const link = document.createElement("a");
      link.href = data.logs + "/" + processor + "/" + day + ".log";
      link.textContent = "log of " + day;
      parts.push(link);
    }
    detail.replaceChildren(...parts);
  }
  function line(text) {
    const p = document.createElement("p");
    p.textContent = text;
    return p;
  }
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") detail.replaceChildren();
  });

  /* The data dictionary: show only rows that hold the words typed. */
  const search = document.getElementById("find");
  search.addEventListener("input", function () {
    const words = search.value.toLowerCase().split(/\s+/);
    document.querySelectorAll("#dictionary details").forEach(function (part) {
      let shown = 0;
      part.querySelectorAll("tbody tr").forEach(function (row) {
        const text = row.textContent.toLowerCase();
        row.hidden = !words.every((word) => text.includes(word));
        shown += row.hidden ? 0 : 1;
      });
      part.hidden = shown === 0;
      part.open = search.value !== "" && shown > 0;
    });
  });
})();
