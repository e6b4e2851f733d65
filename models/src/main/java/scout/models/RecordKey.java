package scout.models;

import java.util.List;

/**
 * The fields whose values tell one sale from another. Silver holds them in {@code transaction_id}:
 * that field's value alone, or those of several fields as one text.
 *
 * @param parts the fields' names, in the order of the text
 */
public record RecordKey(List<String> parts) {
  /** The field that is the whole key if a declaration says nothing else, and silver's column. */
  public static final String COLUMN = "transaction_id";

  /** A key of {@link #COLUMN} alone. */
  public static final RecordKey USUAL = new RecordKey(List.of(COLUMN));

  public RecordKey {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("A key has at least one part");
    }
  }

  /** Returns true if its text is put together, false if it is {@code transaction_id} as it is. */
  public boolean composed() {
    return !equals(USUAL);
  }

  /** Returns whether the field is one of its parts. */
  public boolean has(String field) {
    return parts.contains(field);
  }

  /** Returns the parts for people, such as {@code store_id and receipt_no}. */
  public String words() {
    int last = parts.size() - 1;
    return last == 0
        ? parts.get(0)
        : String.join(", ", parts.subList(0, last)) + " and " + parts.get(last);
  }
}
