package scout.activities.parse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Another strict JSON parser must find good what is accepted here, and bad what is rejected. */
final class JacksonAgreementTest {
  private static final int ROUNDS = 100_000;

  private final JsonFactory lenient = new JsonFactory();
  private final JsonFactory strict =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  @Test
  void agreesOnEveryRecord() throws IOException {
    long seed = System.nanoTime();
    System.out.println("JacksonAgreementTest seed " + seed);
    Random random = new Random(seed);
    RandomJson json = new RandomJson(random);
    JsonCheck check = new JsonCheck(ParseSettings.defaults());
    Map<RejectCode, Integer> seen = new EnumMap<>(RejectCode.class);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] whole = Bytes.of(json.object(3));
      byte[] record = random.nextInt(3) > 0 ? json.broken(whole) : whole;
      byte[] around = Bytes.join(Bytes.of("\"{"), record, Bytes.of("}\"]"));
      RecordProblem problem = check.check(around, 2, 2 + record.length);
      Set<RejectCode> expected = codes(record);
      String about = "seed " + seed + ": " + new String(record, StandardCharsets.ISO_8859_1);
      if (problem == null) {
        assertThat(expected).as(about).isEmpty();
      } else {
        assertThat(expected).as(about).contains(problem.code());
        seen.merge(problem.code(), 1, Integer::sum);
      }
    }
    assertThat(seen.keySet())
        .isEqualTo(
            EnumSet.of(
                RejectCode.INVALID_JSON,
                RejectCode.INVALID_UTF8,
                RejectCode.NOT_AN_OBJECT,
                RejectCode.DUPLICATE_KEY,
                RejectCode.NUL_CHARACTER,
                RejectCode.LONE_SURROGATE,
                RejectCode.NUMBER_OUT_OF_RANGE));
    assertThat(seen.values().stream().mapToInt(Integer::intValue).sum()).isLessThan(ROUNDS * 3 / 4);
  }

  /** The codes that fit the record; none if it is good. */
  private Set<RejectCode> codes(byte[] record) throws IOException {
    Set<RejectCode> codes = EnumSet.noneOf(RejectCode.class);
    if (ByteScan.indexOf(record, 0, record.length, (byte) 0) >= 0) {
      codes.add(RejectCode.NUL_CHARACTER);
    }
    if (!isUtf8(record)) {
      codes.add(RejectCode.INVALID_UTF8);
    } else if (!isJson(lenient, record, codes)) {
      codes.removeIf(code -> code != RejectCode.NUL_CHARACTER || !hasZero(record));
      codes.add(RejectCode.INVALID_JSON);
    } else if (!isJson(strict, record, codes)) {
      codes.add(RejectCode.DUPLICATE_KEY);
    }
    return codes;
  }

  private static boolean hasZero(byte[] record) {
    return ByteScan.indexOf(record, 0, record.length, (byte) 0) >= 0;
  }

  private static boolean isUtf8(byte[] record) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(record));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static boolean isJson(JsonFactory factory, byte[] record, Set<RejectCode> codes)
      throws IOException {
    try (JsonParser parser = factory.createParser(new String(record, StandardCharsets.UTF_8))) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        return false;
      }
      if (first != JsonToken.START_OBJECT) {
        codes.add(RejectCode.NOT_AN_OBJECT);
      }
      int depth = 0;
      int values = 0;
      for (JsonToken token = first; token != null; token = parser.nextToken()) {
        values += depth == 0 ? 1 : 0;
        if (values > 1) {
          return false;
        }
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        look(parser, token, codes);
      }
      return true;
    } catch (JsonParseException e) {
      return false;
    }
  }

  private static void look(JsonParser parser, JsonToken token, Set<RejectCode> codes)
      throws IOException {
    if (token.isNumeric()) {
      if (digits(parser.getText()) > 400) {
        codes.add(RejectCode.NUMBER_OUT_OF_RANGE);
      }
    } else if (token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME) {
      String text = parser.getText();
      if (text.indexOf('\0') >= 0) {
        codes.add(RejectCode.NUL_CHARACTER);
      }
      if (text.codePoints().anyMatch(c -> c >= 0xd800 && c <= 0xdfff)) {
        codes.add(RejectCode.LONE_SURROGATE);
      }
    }
  }

  private static int digits(String text) {
    int e = Math.max(text.indexOf('e'), text.indexOf('E'));
    if (e >= 0 && new BigInteger(text.substring(e + 1)).abs().bitLength() > 19) {
      return Integer.MAX_VALUE;
    }
    BigDecimal number = new BigDecimal(text);
    int whole = number.signum() == 0 ? 0 : Math.max(0, number.precision() - number.scale());
    return whole + Math.max(0, number.scale());
  }
}
