package scout.activities.ingest;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import scout.activities.Gzip;

/** Packed files: in several members, damaged anywhere, and larger inside than they look. */
final class AwkwardGzip {
  private static final int MIB = 1 << 20;
  private static final int TRAILER = 8;

  private final List<WrittenFile> files = new ArrayList<>();

  List<WrittenFile> files() {
    members();
    headers();
    cuts();
    bits();
    bombs();
    return files;
  }

  private static FileText text() {
    return new FileText().good("{\"a\":1}").text("\n").good("{\"b\":2}").text("\n");
  }

  private void members() {
    byte[] plain = text().toBytes();
    for (int at : new int[] {0, 3, 8, plain.length - 1, plain.length}) {
      byte[] one = Gzip.pack(Arrays.copyOf(plain, at));
      byte[] other = Gzip.pack(Arrays.copyOfRange(plain, at, plain.length));
      loaded(text(), join(one, other));
    }
    FileText each = text();
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    for (byte b : each.toBytes()) {
      members.writeBytes(Gzip.pack(new byte[] {b}));
    }
    loaded(each, members.toByteArray());
    loaded(text(), join(Gzip.pack(plain), new byte[512]));
    damaged(text(), join(Gzip.pack(plain), FileText.utf8("tail")), "GZIP_DAMAGED");
    damaged(text(), join(Gzip.pack(plain), new byte[16], Gzip.pack(plain)), "GZIP_DAMAGED");
    damaged(text(), join(Gzip.pack(plain), Arrays.copyOf(Gzip.pack(plain), 5)), "GZIP_DAMAGED");
  }

  private void headers() {
    byte[] packed = Gzip.pack(text().toBytes());
    byte[] rest = Arrays.copyOfRange(packed, 10, packed.length);
    // FEXTRA, FNAME, FCOMMENT and FHCRC, in this order.
    byte[] parts =
        join(new byte[] {3, 0, 1, 2, 3}, FileText.utf8("name\0comment\0"), new byte[] {0, 0});
    loaded(text(), join(header(packed, 0x1e), parts, rest));
    loaded(text(), join(header(packed, 0x08), FileText.utf8("till.jsonl\0"), rest));
    damaged(new FileText(), join(header(packed, 0x20), rest), "GZIP_DAMAGED");
    byte[] method = packed.clone();
    method[2] = 7;
    damaged(new FileText(), method, "GZIP_DAMAGED");
    damaged(new FileText(), new byte[0], "EMPTY_FILE");
    loaded(text(), text().toBytes());
    damaged(new FileText(), FileText.utf8("PK\u0003\u0004 a zip file"), "FOREIGN_FORMAT");
    damaged(new FileText(), new byte[100], "GZIP_DAMAGED");
  }

  private static byte[] header(byte[] packed, int flags) {
    byte[] header = Arrays.copyOf(packed, 10);
    header[3] = (byte) flags;
    return header;
  }

  /** Cut anywhere, of what can be read nothing is loaded. */
  private void cuts() {
    byte[] packed = Gzip.pack(text().toBytes());
    for (int left : new int[] {1, 2, 5, 9, 10}) {
      damaged(new FileText(), Arrays.copyOf(packed, left), "GZIP_DAMAGED");
    }
    for (int lost = 1; lost <= TRAILER; lost++) {
      damaged(text(), Arrays.copyOf(packed, packed.length - lost), "GZIP_DAMAGED");
    }
  }

  private void bits() {
    byte[] packed = Gzip.pack(text().toBytes());
    for (int back : new int[] {1, 4, 5, 8}) {
      byte[] other = packed.clone();
      other[packed.length - back] ^= 1;
      damaged(text(), other, "GZIP_DAMAGED");
    }
    byte[] other = packed.clone();
    other[10] ^= 6;
    damaged(new FileText(), other, "GZIP_DAMAGED");
  }

  private void bombs() {
    FileText blanks = new FileText();
    // Two records: behind an only one, it would be looked for more before it is read.
    blanks.good("{\"a\":1}").text("\n").good("{\"a\":2}").text("\n");
    damaged(
        blanks, join(Gzip.pack(blanks.toBytes()), Gzip.pack(spaces(8 * MIB))), "INFLATES_TOO_MUCH");
    FileText inside = new FileText();
    damaged(inside, Gzip.pack(spaces(8 * MIB)), "INFLATES_TOO_MUCH");
    // Within the first MiB any ratio goes.
    FileText small = new FileText().good("{\"a\":\"" + "x".repeat(MIB / 2) + "\"}");
    loaded(small, Gzip.pack(small.toBytes()));
  }

  private static byte[] spaces(int count) {
    byte[] spaces = new byte[count];
    Arrays.fill(spaces, (byte) ' ');
    return spaces;
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  private void loaded(FileText text, byte[] stored) {
    damaged(text, stored, null);
  }

  private void damaged(FileText text, byte[] stored, String code) {
    files.add(text.stored("gzip/%03d.jsonl.gz".formatted(files.size()), stored, code));
  }
}
