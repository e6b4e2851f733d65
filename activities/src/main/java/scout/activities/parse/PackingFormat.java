package scout.activities.parse;

import java.util.Locale;

/** A format in which a file's bytes are packed. */
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

  /** Returns the code for a file that should be packed like this and can't be unpacked. */
  DamageCode damage() {
    return damage;
  }

  /** Returns the packing format of bytes that begin like this, or null if they are not packed. */
  static PackingFormat of(FileHead head) {
    if (head.startsWith(0x1f, 0x8b)) {
      return GZIP;
    }
    // A skippable frame, for an index or padding, may come first.
    boolean skippable = head.at(1, 0x2a, 0x4d, 0x18) && (head.first() & 0xf0) == 0x50;
    return skippable || head.startsWith(0x28, 0xb5, 0x2f, 0xfd) ? ZSTD : null;
  }

  /**
   * Unpacks bytes as a stream.
   *
   * @param budget is charged for every unpacked byte
   */
  PackedSource unpack(ByteSource packed, UnpackBudget budget) {
    return switch (this) {
      case GZIP -> new GzipSource(packed, budget);
      case ZSTD -> new ZstdSource(packed, budget);
    };
  }
}
