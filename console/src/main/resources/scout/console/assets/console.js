// Times in the reader's zone, charts, and nothing else: every page works without this file.
(function () {
  "use strict";

  function two(number) {
    return String(number).padStart(2, "0");
  }

  function localTimes(root) {
    root.querySelectorAll("time[datetime]").forEach(function (element) {
      if (element.hasAttribute("data-local")) {
        return;
      }
      var time = new Date(element.getAttribute("datetime"));
      if (isNaN(time)) {
        return;
      }
      element.setAttribute("data-local", "");
      element.textContent =
        time.getFullYear() + "-" + two(time.getMonth() + 1) + "-" + two(time.getDate()) + " " +
        two(time.getHours()) + ":" + two(time.getMinutes()) + ":" + two(time.getSeconds());
    });
  }

  // As Words.length has it.
  function length(seconds) {
    if (seconds < 1) { return "< 1 s"; }
    if (seconds < 120) { return seconds + " s"; }
    if (seconds < 7200) { return Math.floor(seconds / 60) + " min"; }
    return seconds < 172800 ? Math.floor(seconds / 3600) + " h" : Math.floor(seconds / 86400) + " d";
  }

  // The age in a tooltip is that of the moment when one looks at it, not when the page was loaded.
  function tellAge(event) {
    var element = event.target.closest ? event.target.closest("time[datetime]") : null;
    if (!element) {
      return;
    }
    var seconds = Math.floor((Date.now() - new Date(element.getAttribute("datetime"))) / 1000);
    var age = seconds < 0 ? "in " + length(-seconds) : length(seconds) + " ago";
    element.title = age + ", " + element.title.split(", ").pop();
  }

  function colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  // One day alone gets a day on each side; by itself it would get three years after it.
  function span(days) {
    return [days[0] - (days.length === 1 ? 86400 : 0), days[days.length - 1] + (days.length === 1 ? 86400 : 0)];
  }

  // A day that the table does not have is a day without numbers: the line has a gap there.
  function everyDay(rows) {
    var days = [];
    rows.forEach(function (row) {
      var day = Number(row.cells[0].getAttribute("data-value"));
      while (days.length > 0 && days[days.length - 1].day < day - 86400) {
        days.push({ day: days[days.length - 1].day + 86400, row: null });
      }
      days.push({ day: day, row: row });
    });
    return days;
  }

  // A day between two gaps is on no line, so that it needs a point. Its mean would only cover it.
  function alone(plot, series, all) {
    if (all || series > 1) {
      return null;
    }
    var values = plot.data[series];
    return values.reduce(function (found, value, i) {
      if (value !== null && values[i - 1] == null && values[i + 1] == null) {
        found.push(i);
      }
      return found;
    }, []);
  }

  // A chart's numbers stand in the page as a table, which is what a screen reader reads.
  function chart(element) {
    var table = document.getElementById(element.getAttribute("data-table"));
    if (!table || !window.uPlot) {
      return;
    }
    // The newest day stands on top of the table, and on the right of the chart.
    var rows = everyDay(Array.from(table.tBodies[0].rows).reverse());
    var drawn = Array.from(table.tHead.rows[0].cells).filter(function (cell) {
      return rows[0].row.cells[cell.cellIndex].hasAttribute("data-value");
    });
    var columns = drawn.map(function (head) {
      return rows.map(function (each) {
        if (head.cellIndex === 0) {
          return each.day;
        }
        var value = each.row ? each.row.cells[head.cellIndex].getAttribute("data-value") : "";
        return value === "" ? null : Number(value);
      });
    });
    var lines = [colour("--accent"), colour("--warn"), colour("--good"), colour("--bad")];
    // Whole days only, as people write them: by itself it would divide a day into hours.
    var days = [1, 2, 7, 14, 28].map(function (days) { return days * 86400; });
    var axis = { stroke: colour("--ink-3"), grid: { stroke: colour("--line"), width: 1 }, ticks: { stroke: colour("--line") } };
    var series = [{ label: drawn[0].textContent, value: "{YYYY}-{MM}-{DD}" }];
    drawn.slice(1).forEach(function (head, index) {
      series.push({ label: head.textContent, stroke: lines[index % lines.length], width: index === 1 ? 2.5 : 1.5, points: { show: columns[0].length < 40, filter: alone, fill: colour("--surface") } });
    });
    element.textContent = "";
    var plot = new window.uPlot({
      width: element.clientWidth, height: 240, series: series, axes: [Object.assign({ incrs: days, values: "{D} {MMM}", space: 60 }, axis), Object.assign({ size: 64 }, axis)],
      tzDate: function (seconds) { return window.uPlot.tzDate(new Date(seconds * 1e3), "Etc/UTC"); },
      cursor: { drag: { x: false, y: false } }, scales: { x: { range: function () { return span(columns[0]); } }, y: { range: function (u, low, high) { return [Math.min(0, low || 0), (high || 1) * 1.05]; } } }
    }, columns, element);
    // The newest day's numbers, until somebody points at another; at once they would be wiped again.
    window.requestAnimationFrame(function () {
      plot.setLegend({ idx: columns[0].length - 1 });
    });
    window.addEventListener("resize", function () {
      plot.setSize({ width: element.clientWidth, height: 240 });
    });
  }

  // Without this file times are in UTC, and say so.
  function nameZone() {
    var element = document.getElementById("zone");
    if (element) {
      element.textContent = Intl.DateTimeFormat().resolvedOptions().timeZone;
    }
  }

  function start() {
    localTimes(document);
    nameZone();
    // What matters most stands at the right of a wide row: the page that one is on, the newest day.
    document.querySelectorAll("nav [aria-current]").forEach(function (element) {
      element.scrollIntoView({ block: "nearest", inline: "center" });
    });
    document.querySelectorAll(".scroll:has(> .heat)").forEach(function (element) {
      element.scrollLeft = element.scrollWidth;
    });
    document.querySelectorAll("[data-table]").forEach(chart);
    document.addEventListener("pointerover", tellAge);
    document.body.addEventListener("htmx:afterSwap", function (event) {
      localTimes(event.target);
    });
    // A signed-out part must not put the sign-in page into this one.
    document.body.addEventListener("htmx:beforeSwap", function (event) {
      if (event.detail.xhr.responseURL.indexOf("/console/sign-in") >= 0) {
        event.detail.shouldSwap = false;
        window.location.reload();
      }
    });
  }

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", start);
  } else {
    start();
  }
})();
