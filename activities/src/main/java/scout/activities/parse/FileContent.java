package scout.activities.parse;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A file's content as UTF-8 text. It detects packing and encoding from the first bytes. If they
 * contradict the file's name, the dialect notes it. It opens the file when the first byte is read.
 */
final class FileContent implements ByteSource, AutoCloseable {
  private static final int MAX_LAYERS = 2;

  private final StoredBytes stored;
  private final InputFormat format;
  private final ParseLimits limits;
  private final DialectNotes dialect;
  private final boolean again;
  private InputStream body;
  private PackingLayers layers;
  private ByteSource text;

  FileContent(StoredBytes stored, InputFormat format, ParseLimits limits, DialectNotes dialect) {
    this(stored, format, limits, dialect, false);
  }

  private FileContent(
      StoredBytes stored,
      InputFormat format,
      ParseLimits limits,
      DialectNotes dialect,
      boolean again) {
    this.stored = stored;
    this.format = format;
    this.limits = limits;
    this.dialect = dialect;
    this.again = again;
  }

  /** Returns the same text from its first byte. The copy notes nothing and closes what it opens. */
  FileContent again() {
    return new FileContent(stored, format, limits, new DialectNotes(), true);
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException, FileDamaged {
    if (text == null) {
      body = stored.open();
      layers = new PackingLayers(body, limits);
      text = text();
    }
    return text.read(into, offset, length);
  }

  @Override
  public void close() throws IOException {
    if (layers != null) {
      layers.close();
    }
    if (again && body != null) {
      body.close();
    }
  }

  private ByteSource text() throws IOException, FileDamaged {
    if (layers.head().length() == 0) {
      throw new FileDamaged(
          DamageCode.EMPTY_FILE, 0, "The file has no bytes. Have the device upload it again.");
    }
    unpack();
    if (!again) {
      checkFormat();
    }
    TextEncoding encoding = TextEncoding.of(layers.head());
    if (encoding == TextEncoding.UTF_8) {
      checkNamedLayer();
    } else {
      dialect.set(DialectNote.ENCODING, encoding.word());
    }
    if (!layers.packings().equals(format.packings())) {
      dialect.set(DialectNote.COMPRESSION, words(layers.packings()));
    }
    HeadSource converted =
        new HeadSource(
            encoding == TextEncoding.UTF_8
                ? layers.content()
                : new Utf16Source(layers.content(), encoding));
    checkMarkup(converted.head());
    return converted;
  }

  private void unpack() throws IOException, FileDamaged {
    checkFrames();
    for (PackingFormat next = PackingFormat.of(layers.head());
        next != null;
        next = PackingFormat.of(layers.head())) {
      if (layers.packings().size() == MAX_LAYERS) {
        throw new FileDamaged(
            DamageCode.PACKED_TOO_OFTEN,
            0,
            "The file is packed more than twice: "
                + words(layers.packings())
                + " and "
                + next.word()
                + " again. Pack it once.");
      }
      layers.unpack(next);
      checkFrames();
    }
  }

  private void checkFrames() throws IOException, FileDamaged {
    if (!again
        && UploadFrames.mayBegin(layers.head())
        && (UploadFrames.isSigned(layers.head()) || frames())) {
      throw UploadFrames.damage();
    }
  }

  /** Reads the frames in a separate transfer, since they may have any length. */
  private boolean frames() throws IOException, FileDamaged {
    try (InputStream other = stored.open();
        PackingLayers same = new PackingLayers(other, limits)) {
      for (PackingFormat packing : layers.packings()) {
        same.unpack(packing);
      }
      return new UploadFrames(same.content()).follow();
    }
  }

  private void checkFormat() throws FileDamaged {
    ForeignFormat foreign = ForeignFormat.of(layers.head());
    if (foreign != null) {
      throw foreign(foreign.name(), foreign.remedy());
    }
  }

  private void checkMarkup(FileHead head) throws FileDamaged {
    String markup = MarkupDetector.of(head);
    if (markup != null) {
      throw foreign(
          markup,
          "It may be an error or sign-in page that was saved in place of the sales. Upload the"
              + " records as JSON or CSV.");
    }
  }

  private FileDamaged foreign(String name, String remedy) {
    String inside =
        layers.packings().isEmpty() ? "" : ", unpacked from " + words(layers.packings()) + ",";
    return new FileDamaged(
        DamageCode.FOREIGN_FORMAT,
        0,
        "By its first bytes the file" + inside + " is " + name + ". " + remedy);
  }

  /** Requires text if the content is not packed as its name says. */
  private void checkNamedLayer() throws FileDamaged {
    int taken = layers.packings().size();
    if (taken < format.packings().size() && !layers.head().isText()) {
      PackingFormat missing = format.packings().get(taken);
      throw new FileDamaged(
          missing.damage(),
          0,
          "The name says "
              + missing.word()
              + ", but the content begins with bytes that are neither "
              + missing.word()
              + " nor text.");
    }
  }

  private static String words(List<PackingFormat> packings) {
    return packings.isEmpty()
        ? "none"
        : packings.stream().map(PackingFormat::word).collect(Collectors.joining(" "));
  }
}
