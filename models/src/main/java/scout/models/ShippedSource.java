package scout.models;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** The source that Scout ships. */
public final class ShippedSource {
  /** The name of its file. */
  public static final String FILE = "edge_transactions.yaml";

  /** Silver's columns without any declaration; a declared field of another name is added. */
  public static final Set<String> COLUMNS =
      Set.of(
          "bronze_id",
          "device_id",
          "file_name",
          "transaction_id",
          "store_id",
          "transaction_timestamp",
          "amount",
          "currency",
          "payment_method",
          "full_payload",
          "ingested_at",
          "created_at",
          "file_id",
          "record_no",
          "uploaded_at",
          "transaction_date",
          "envelope",
          "time_source",
          "shares_id");

  private static final SourceDeclaration DECLARATION = SourceParser.shipped(text());

  private ShippedSource() {}

  /** Returns what its file says. */
  public static SourceDeclaration declaration() {
    return DECLARATION;
  }

  /** Returns its file. */
  public static String text() {
    try (InputStream in = ShippedSource.class.getResourceAsStream(FILE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
