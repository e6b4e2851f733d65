package scout.console;

import java.util.List;

/** The addresses of the pages. */
final class ConsolePages {
  static final List<String> ALL =
      List.of(
          "/console",
          "/console/files",
          "/console/devices",
          "/console/tables",
          "/console/tables/files",
          "/console/tables/bronze_edge_raw",
          "/console/tables/rejected_records",
          "/console/tables/silver_edge_transactions",
          "/console/tables/silver_superseded",
          "/console/tables/file_store_days",
          "/console/tables/gold_store_daily_summary",
          "/console/tables/gold_lineage",
          "/console/tables/platinum_store_features",
          "/console/tables/platinum_store_features_latest",
          "/console/sales",
          "/console/alerts",
          "/console/usage",
          "/console/runbooks",
          "/console/actions/sweep",
          "/console/actions/refresh");

  /** Those that need something to show, of the sample days. */
  static final List<String> OF_SAMPLE =
      List.of(
          "/console/files?status=quarantined",
          "/console/files?status=archived&device=till-0003",
          "/console/files?status=gone",
          "/console/files?lost=true",
          "/console/files?key=till-0003/",
          "/console/files?from=2026-01-01&to=2100-01-01",
          "/console/files?before=3000",
          "/console/file?key=scout/v1/bronze/till-0005/5.jsonl",
          "/console/devices?search=till-00",
          "/console/devices/till-0003",
          "/console/sales/store-0004",
          "/console/sales/store-0004?until=2025-01-01",
          "/console/sales?after=store-0003",
          "/console/alerts?kind=device_silent",
          "/console/alerts/1",
          "/console/files?alert=5",
          "/console/actions/acknowledge?alert=1",
          "/console/actions/mute?alert=1");

  private ConsolePages() {}
}
