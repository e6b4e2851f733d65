package scout.cli.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import scout.schema.SqlFile;

/** The proofs from the database alone: each query selects violations. */
final class LedgerProofs {
  static final SqlFile SQL = SqlFile.load(LedgerProofs.class, "/scout/cli/verify.sql");

  /** The statement that only a deep check runs: it reads every payload. */
  private static final String PAYLOADS = "payloads_are_unchanged";

  private static final int ROWS_AT_ONCE = 1_000;

  private static final Map<String, String> CLAIMS = claims();

  private LedgerProofs() {}

  private static Map<String, String> claims() {
    Map<String, String> claims = new LinkedHashMap<>();
    claims.put(
        "ledger_adds_up", "In every file read = loaded + rejected, and loaded = what became of it");
    claims.put("duplicates_have_a_twin", "Every duplicate repeats a version that was taken");
    claims.put(
        "records_are_all_there", "Every record of a loaded file is in bronze or was rejected");
    claims.put("records_are_there_once", "No record is there twice");
    claims.put("bronze_belongs_to_files", "Every bronze row and reject is of a file's latest load");
    claims.put(
        "bronze_states_match",
        "Every bronze row is pending, processed, rejected or discarded as the ledger says");
    claims.put("silver_counts_match", "Silver holds as many rows of each file as the ledger says");
    claims.put("silver_comes_from_bronze", "Every silver row is of exactly one bronze row");
    claims.put("latest_upload_wins", "Every transaction is the latest delivery of it");
    claims.put(PAYLOADS, "Every payload in silver is the one in bronze");
    claims.put("gold_is_silver", "Gold is what silver gives when computed again");
    claims.put("platinum_is_gold", "Platinum is what gold gives when computed again");
    claims.put("outboxes", "No store-day waits without a reason");
    claims.put("pending_files", "No file waits for silver without a reason");
    claims.put("lost_records", "Every record that became no transaction is known");
    claims.put("unfinished_files", "Every unfinished journey is known");
    claims.put("open_alerts", "Every open alert is known");
    return claims;
  }

  /**
   * Runs them all.
   *
   * @param snapshot in a transaction that sees one state of the database
   * @param deep whether to read every payload too
   * @param step receives each one's name before it runs
   */
  static List<ProofResult> run(Handle snapshot, boolean deep, Consumer<String> step) {
    List<ProofResult> proofs = new ArrayList<>();
    CLAIMS.forEach(
        (name, claim) -> {
          if (deep || !name.equals(PAYLOADS)) {
            step.accept(claim);
            proofs.add(run(snapshot, name, claim));
          }
        });
    return proofs;
  }

  private static ProofResult run(Handle snapshot, String name, String claim) {
    ProofResult proof = new ProofResult(name, claim);
    try (ResultIterator<Boolean> rows =
        snapshot
            .createQuery(SQL.get(name))
            .setFetchSize(ROWS_AT_ONCE)
            .map(
                (row, context) -> {
                  ProofFinding finding =
                      new ProofFinding(
                          row.getString("subject"),
                          row.getObject("record_no", Long.class),
                          row.getString("detail"));
                  boolean explained =
                      row.getMetaData().getColumnCount() > 3 && row.getBoolean("explained");
                  if (explained) {
                    proof.notes(finding);
                  } else {
                    proof.offends(finding);
                  }
                  return explained;
                })
            .iterator()) {
      rows.forEachRemaining(explained -> {});
    }
    return proof;
  }
}
