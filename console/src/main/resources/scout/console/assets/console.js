// Times in the reader's zone, charts, and nothing else: every page works without this file.
(function () {
  "use strict";

  function two(number) {
    return String(number).padStart(2, "0");
  }

  function localTimes(root) {
    root.querySelectorAll("time[datetime]").forEach(function (element) {
      if (element.hasAttribute("data-ago") || element.hasAttribute("data-local")) {
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

  function colour(name) {
    return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  }

  // One day alone gets a day on each side; else it would get years.
  function span(plot, low, high) {
    return low !== null && low === high ? [low - 86400, high + 86400] : [low, high];
  }

  // A chart's numbers stand in the page as a table, which is what a screen reader reads.
  function chart(element) {
    var table = document.getElementById(element.getAttribute("data-table"));
    if (!table || !window.uPlot) {
      return;
    }
    var names = Array.from(table.tHead.rows[0].cells).map(function (cell) {
      return cell.textContent;
    });
    var columns = names.map(function () {
      return [];
    });
    Array.from(table.tBodies[0].rows).forEach(function (row) {
      Array.from(row.cells).forEach(function (cell, index) {
        var value = cell.getAttribute("data-value");
        columns[index].push(value === null || value === "" ? null : Number(value));
      });
    });
    var lines = [colour("--accent"), colour("--warn"), colour("--good"), colour("--bad")];
    var axis = { stroke: colour("--ink-3"), grid: { stroke: colour("--line"), width: 1 }, ticks: { stroke: colour("--line") } };
    var series = [{ label: names[0], value: "{YYYY}-{MM}-{DD}" }];
    names.slice(1).forEach(function (name, index) {
      series.push({ label: name, stroke: lines[index % lines.length], width: index === 1 ? 2.5 : 1.5, points: { show: columns[0].length < 40 } });
    });
    element.textContent = "";
    var plot = new window.uPlot({
      width: element.clientWidth, height: 240, series: series, axes: [axis, Object.assign({ size: 64 }, axis)],
      tzDate: function (seconds) { return window.uPlot.tzDate(new Date(seconds * 1e3), "Etc/UTC"); },
      cursor: { drag: { x: false, y: false } }, scales: { x: { range: span }, y: { range: function (u, low, high) { return [Math.min(0, low || 0), (high || 1) * 1.05]; } } }
    }, columns, element);
    window.addEventListener("resize", function () {
      plot.setSize({ width: element.clientWidth, height: 240 });
    });
  }

  function start() {
    localTimes(document);
    document.querySelectorAll("[data-table]").forEach(chart);
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
