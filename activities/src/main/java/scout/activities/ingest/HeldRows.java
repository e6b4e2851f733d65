package scout.activities.ingest;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Keeps encoded rows in memory until a COPY takes them. */
final class HeldRows implements RowTarget {
  /** More rows came than may be held. */
  static final class Full extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Full(int most) {
      super("More than %d bytes of rows are not held in memory".formatted(most));
    }
  }

  private final int most;
  private final List<byte[]> pieces = new ArrayList<>();
  private int size;

  /**
   * @param most the most bytes to hold
   */
  HeldRows(int most) {
    this.most = most;
  }

  @Override
  public void write(byte[] rows, int offset, int count) {
    if (count > most - size) {
      throw new Full(most);
    }
    pieces.add(Arrays.copyOfRange(rows, offset, offset + count));
    size += count;
  }

  /** The number of bytes so far. */
  int size() {
    return size;
  }

  /** Sends all rows to another target, which the caller ends. */
  void sendTo(RowTarget target) throws SQLException {
    for (byte[] piece : pieces) {
      target.write(piece, 0, piece.length);
    }
  }

  @Override
  public void end() {}

  @Override
  public void close() {}
}
