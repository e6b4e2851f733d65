package scout.activities.parse;

import java.util.Arrays;
import java.util.Random;

/** Makes random JSON objects, awkward but valid, and breaks them. */
final class RandomJson {
  private static final String[] TEXTS = {
    "",
    "x",
    "é",
    "€",
    "😀",
    "\\u00e9",
    "\\ud83d\\ude00",
    "\\n",
    "\\\\",
    "\\\"",
    "\\/",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    " ",
    "\u007f",
    "\uffff",
    "\\u0001",
    "longer than eight bytes",
    "\ue000"
  };
  private static final String[] NUMBERS = {
    "0",
    "-0",
    "1",
    "-1.50",
    "1e2",
    "1E+2",
    "-1.5e-3",
    "0e9",
    "0e9999",
    "0.000",
    "123456789012345678901",
    "0.1234567890123456789012345678901",
    "1e399",
    "1e-400",
    "0e-400",
    "9007199254740993",
    "1.0E400",
    "1e-401",
    "-0.0e-5",
    "100e-2"
  };
  private static final byte[] NOISE = Bytes.of("{}[]\",:\\ue0 1-.tfn\0\t\n\u0001");

  private final Random random;

  RandomJson(Random random) {
    this.random = random;
  }

  /** A valid object, though its numbers may be too wide and its keys may repeat. */
  String object(int depth) {
    StringBuilder json = new StringBuilder("{").append(blank());
    int members = random.nextInt(5);
    for (int i = 0; i < members; i++) {
      json.append(i == 0 ? "" : "," + blank());
      json.append(text("k" + (random.nextInt(20) == 0 ? 0 : i)));
      json.append(blank()).append(':').append(blank()).append(value(depth)).append(blank());
    }
    return json.append('}').toString();
  }

  /** The same bytes with a few of them changed, added or lost. */
  byte[] broken(byte[] json) {
    byte[] bytes = json.clone();
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(bytes.length);
      byte other =
          random.nextInt(4) == 0 ? (byte) random.nextInt(256) : NOISE[random.nextInt(NOISE.length)];
      byte[] head = Arrays.copyOf(bytes, at);
      byte[] tail = Arrays.copyOfRange(bytes, at, bytes.length);
      byte[] rest = Arrays.copyOfRange(bytes, at + 1, bytes.length);
      bytes =
          switch (random.nextInt(3)) {
            case 0 -> Bytes.join(head, new byte[] {other}, tail);
            case 1 -> Bytes.join(head, new byte[] {other}, rest);
            default -> bytes.length > 1 ? Bytes.join(head, rest) : bytes;
          };
    }
    return bytes;
  }

  private String value(int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 6)) {
      case 0 -> "true";
      case 1 -> "false";
      case 2 -> "null";
      case 3 -> text("");
      case 4, 5 -> NUMBERS[random.nextInt(NUMBERS.length)];
      case 6 -> "[" + blank() + value(depth - 1) + "," + value(depth - 1) + blank() + "]";
      case 7 -> "[" + blank() + "]";
      default -> object(depth - 1);
    };
  }

  private String text(String start) {
    StringBuilder text = new StringBuilder("\"").append(start);
    for (int i = random.nextInt(5); i > 0; i--) {
      text.append(TEXTS[random.nextInt(TEXTS.length)]);
    }
    return text.append('"').toString();
  }

  private String blank() {
    return random.nextInt(4) == 0 ? " \t".substring(random.nextInt(2)) : "";
  }
}
