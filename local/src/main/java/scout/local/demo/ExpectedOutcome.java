package scout.local.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import scout.local.home.LocalException;

/**
 * The README's promise about one sample file.
 *
 * @param file its path below the samples
 * @param outcome the ledger's word, or {@code unsupported}
 * @param read records read
 * @param loaded records loaded into bronze
 * @param rejected records rejected on the way into bronze
 */
public record ExpectedOutcome(String file, String outcome, long read, long loaded, long rejected) {
  private static final Pattern ROW =
      Pattern.compile("\\| `([^`]+)` \\| (\\w+) \\| (\\d+) \\| (\\d+) \\| (\\d+) \\|.*");
  private static final String UNSUPPORTED = "unsupported";

  /** The promises of {@code README.md} in this folder, in its order. */
  public static List<ExpectedOutcome> readAll(Path samples) throws IOException {
    List<ExpectedOutcome> promises;
    try (var lines = Files.lines(samples.resolve("README.md"))) {
      promises = lines.map(ROW::matcher).filter(Matcher::matches).map(row -> of(row)).toList();
    }
    if (promises.isEmpty()) {
      throw new LocalException("There is no table of files in " + samples.resolve("README.md"));
    }
    return promises;
  }

  private static ExpectedOutcome of(Matcher row) {
    return new ExpectedOutcome(
        row.group(1),
        row.group(2),
        Long.parseLong(row.group(3)),
        Long.parseLong(row.group(4)),
        Long.parseLong(row.group(5)));
  }

  /** True if Scout leaves the file in place. */
  public boolean unsupported() {
    return UNSUPPORTED.equals(outcome);
  }

  /** The outcome and the counts in words. */
  public String words() {
    return "%s, %d read, %d loaded, %d rejected".formatted(outcome, read, loaded, rejected);
  }
}
