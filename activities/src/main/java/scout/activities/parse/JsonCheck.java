package scout.activities.parse;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import scout.activities.fields.PayloadField;

/**
 * Checks that bytes are one JSON object, strictly by RFC 8259, that PostgreSQL's {@code jsonb}
 * stores without loss. Also collects its keys and device id. It reads each byte once, copies none
 * and never turns a number into a double.
 *
 * <p>Of several problems it reports the first. But bytes that are not UTF-8 go before broken JSON,
 * and that before reasons to reject valid JSON.
 */
final class JsonCheck {
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

  /** How deep a page's records may lie: an array in an object in the page. */
  private static final int PAGE_DEPTH = 3;

  private final int maxDepth;
  private final PathStep paths;
  private final RecordFields fields;
  private final BitSet nested = new BitSet();
  private final RecordFindings findings = new RecordFindings();
  private final JsonStrings strings = new JsonStrings(findings);
  private final JsonNumbers numbers;
  private final MemberNames names = new MemberNames();
  private final DeviceId deviceId;
  private final BareWords bareWords = new BareWords();
  private boolean holdsObjects;
  private byte[] in = {};
  private int end;

  JsonCheck(ParseSettings settings) {
    maxDepth = settings.limits().maxDepth();
    NestedPaths nestedPaths = new NestedPaths(settings.paths());
    List<String> devicePaths = settings.paths().of(PayloadField.DEVICE_ID);
    paths = PathStep.of(devicePaths, nestedPaths.paths());
    deviceId = new DeviceId(devicePaths);
    fields = new RecordFields(settings.paths(), nestedPaths);
    numbers = new JsonNumbers(findings, settings.limits().maxNumberDigits());
  }

  /** Returns what is wrong with {@code bytes[from, to)}, or null. */
  RecordProblem check(byte[] bytes, int from, int to) {
    in = bytes;
    end = to;
    findings.clear();
    names.clear();
    deviceId.clear();
    bareWords.clear();
    holdsObjects = false;
    nested.clear();
    int first = skipBlanks(from);
    int after = value(first, 0, paths);
    if (after >= 0 && skipBlanks(after) < end) {
      findings.stop(RejectCode.INVALID_JSON, skipBlanks(after), "there is more after the value");
    } else if (after >= 0 && in[first] != '{') {
      findings.stop(RejectCode.NOT_AN_OBJECT, first, "this is valid JSON, but no object,");
    }
    RecordProblem problem = findings.problem();
    if (problem != null && problem.code() == RejectCode.INVALID_JSON) {
      int invalid = Utf8Check.firstInvalid(in, from, end);
      if (invalid >= 0) {
        return new RecordProblem(RejectCode.INVALID_UTF8, invalid, "bytes are not UTF-8");
      }
    }
    return problem;
  }

  /** Returns whether the slice is JSON, even if its content is rejected. */
  boolean isJson(byte[] bytes, int from, int to) {
    RecordProblem problem = check(bytes, from, to);
    return problem == null
        || (problem.code() != RejectCode.INVALID_JSON
            && problem.code() != RejectCode.INVALID_UTF8
            && in[problem.position()] != 0);
  }

  /** Returns the keys of the last checked object. */
  MemberNames names() {
    return names;
  }

  /** Returns the device id of the last checked object, trimmed, or null. */
  String deviceId() {
    return deviceId.text();
  }

  /** Returns the words in the last object for numbers that JSON doesn't have. */
  BareWords bareWords() {
    return bareWords;
  }

  /** Returns whether a member of the last object, or of an object in it, is an array of objects. */
  boolean holdsObjects() {
    return holdsObjects;
  }

  /** Returns which nested paths the last checked object holds. */
  BitSet nested() {
    return nested;
  }

  /**
   * Returns whether the last checked object holds a field, by one of its paths or by the only
   * top-level name that differs from them only by {@link FoldedName folding}.
   */
  boolean holds(PayloadField field) {
    return fields.holds(field, names, nested);
  }

  private int value(int i, int depth, PathStep step) {
    if (i >= end) {
      return expected(i, "a value");
    }
    byte first = in[i];
    if (first == '"') {
      int after = strings.skip(in, i + 1, end);
      if (step != null && after >= 0) {
        deviceId.offerText(step, in, i + 1, after - 1);
      }
      return after;
    }
    if ((first == '-' && (i + 1 == end || in[i + 1] != 'I')) || AsciiBytes.isDigit(first)) {
      int after = numbers.skip(in, i, end);
      if (step != null && after >= 0) {
        deviceId.offerNumber(step, in, i, after);
      }
      return after;
    }
    return switch (first) {
      case '{' -> depth < maxDepth ? object(i + 1, depth + 1, step) : tooDeep(i);
      case '[' -> depth < maxDepth ? array(i + 1, depth + 1) : tooDeep(i);
      case 't' -> literal(i, TRUE);
      case 'f' -> literal(i, FALSE);
      case 'n' -> literal(i, NULL);
      case 'N', 'I', '-' -> {
        int after = bareWords.skip(in, i, end);
        yield after >= 0 ? after : expected(i, "a value");
      }
      default -> expected(i, "a value");
    };
  }

  private int object(int inside, int depth, PathStep step) {
    int object = names.beginObject();
    int i = skipBlanks(inside);
    if (i < end && in[i] == '}') {
      return i + 1;
    }
    while (true) {
      if (i >= end || in[i] != '"') {
        return expected(i, "a key in double quotes");
      }
      int keyEnd = strings.skip(in, i + 1, end);
      if (keyEnd < 0) {
        return -1;
      }
      if (!names.add(object, in, i + 1, keyEnd - 1, strings.escaped())) {
        findings.note(RejectCode.DUPLICATE_KEY, i, "an object has a key for the second time");
      }
      PathStep next = step == null ? null : next(step, depth);
      i = skipBlanks(keyEnd);
      if (i >= end || in[i] != ':') {
        return expected(i, "a colon");
      }
      i = value(skipBlanks(i + 1), depth, next);
      if (i < 0) {
        return -1;
      }
      i = skipBlanks(i);
      if (i < end && in[i] == '}') {
        return i + 1;
      }
      if (i >= end || in[i] != ',') {
        return expected(i, "a comma or a closing brace");
      }
      i = skipBlanks(i + 1);
    }
  }

  private PathStep next(PathStep step, int depth) {
    int name = names.count() - 1;
    PathStep next = step.next(names, name);
    if (next == null) {
      return depth == 1 ? deviceId.step(names, name) : null;
    }
    if (next.nested() != PathStep.NOT_NESTED) {
      nested.set(next.nested());
    }
    return next;
  }

  private int array(int inside, int depth) {
    int i = skipBlanks(inside);
    if (i < end && in[i] == ']') {
      return i + 1;
    }
    holdsObjects |= depth <= PAGE_DEPTH && i < end && in[i] == '{';
    while (true) {
      i = value(i, depth, null);
      if (i < 0) {
        return -1;
      }
      i = skipBlanks(i);
      if (i < end && in[i] == ']') {
        return i + 1;
      }
      if (i >= end || in[i] != ',') {
        return expected(i, "a comma or a closing bracket");
      }
      i = skipBlanks(i + 1);
    }
  }

  private int literal(int i, byte[] word) {
    for (int k = 0; k < word.length; k++) {
      if (i + k >= end || in[i + k] != word[k]) {
        return expected(i, "a value");
      }
    }
    return i + word.length;
  }

  private int skipBlanks(int from) {
    int i = from;
    while (i < end && AsciiBytes.isBlank(in[i])) {
      i++;
    }
    return i;
  }

  private int tooDeep(int i) {
    return findings.stop(
        RejectCode.TOO_DEEP, i, "the record is nested past " + maxDepth + " levels");
  }

  private int expected(int i, String what) {
    if (i < end && in[i] == 0) {
      return findings.stop(RejectCode.NUL_CHARACTER, i, "the record holds a zero byte");
    }
    return findings.stop(
        RejectCode.INVALID_JSON,
        i,
        i < end ? what + " is expected" : "the record ends where " + what + " is expected");
  }
}
