package scout.activities.parse;

import java.util.Locale;

/** A way in which a file's bytes are packed. */
public enum PackingFormat {
  GZIP(DamageCode.GZIP_DAMAGED),
  ZSTD(DamageCode.ZSTD_DAMAGED);

  private final DamageCode damage;

  PackingFormat(DamageCode damage) {
    this.damage = damage;
  }

  /** Returns its name for people. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the code for a file that is said to be packed so and can't be unpacked. */
  DamageCode damage() {
    return damage;
  }

  /** Returns how the bytes are packed that begin like this, or null if they are not. */
  static PackingFormat of(FileHead head) {
    if (head.startsWith(0x1f, 0x8b)) {
      return GZIP;
    }
    // A frame that is to be skipped, for an index or padding, may come first.
    boolean skippable = head.at(1, 0x2a, 0x4d, 0x18) && (head.first() & 0xf0) == 0x50;
    return skippable || head.startsWith(0x28, 0xb5, 0x2f, 0xfd) ? ZSTD : null;
  }

  /**
   * Unpacks bytes as a stream.
   *
   * @param budget is charged with every byte that comes out
   */
  PackedSource unpack(ByteSource packed, UnpackBudget budget) {
    return switch (this) {
      case GZIP -> new GzipSource(packed, budget);
      case ZSTD -> new ZstdSource(packed, budget);
    };
  }
}
