package scout.local.fit;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.time.Instant;
import java.util.regex.Pattern;

/** The form of a record's value, which hints at its field. */
enum ValueForm {
  /** No value: null, blank, or a word for that. */
  ABSENT,
  BOOLEAN,
  /** A time in ISO-8601, which silver reads. */
  ISO_TIME,
  /** A time since 1970, in a form that silver reads. */
  EPOCH,
  /** Ten digits as text: seconds since 1970, or a date and time without signs. */
  TEN_DIGITS,
  /** A year far ahead, as in other calendars. */
  FAR_YEAR,
  /** A time with AM or PM. */
  TWELVE_HOUR,
  /** A date in a country's order. */
  LOCAL_DATE,
  /** A number whose last digits were lost, such as 2.02610E+13. */
  ROUNDED,
  INTEGER,
  DECIMAL,
  /** A number with a decimal comma. */
  DECIMAL_COMMA,
  /** An amount with thousands separators, a currency, brackets, or a trailing minus. */
  ACCOUNTING,
  /** Three letters. */
  THREE_LETTERS,
  /** A word or two. */
  WORDS,
  TEXT;

  private static final Pattern NO_VALUE =
      Pattern.compile("|null|none|nan|n/a|\\\\N", Pattern.CASE_INSENSITIVE);
  private static final Pattern ISO =
      Pattern.compile(
          "([0-9]{4})-[0-9]{2}-[0-9]{2}([Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]{1,9})?)?"
              + " ?([Zz]|UTC|[+-][0-9]{2}(:?[0-9]{2})?)?)?");
  private static final Pattern HALF_DAY =
      Pattern.compile(
          "(?=.*[0-9])(.*[0-9:\\s\\u00a0\\u202f])?[ap][.]?m[.]?.*", Pattern.CASE_INSENSITIVE);
  private static final Pattern LOCAL =
      Pattern.compile(
          "[0-9]{1,2}[/.-][0-9]{1,2}[/.-]([0-9]{4}|[0-9]{2})(["
              + " ,T].*)?|[0-9]{4}[/.][0-9]{1,2}[/.][0-9]{1,2}([ ,T].*)?|(?i:([a-z]{3,9}[.,]?"
              + " )?([a-z]{3,9}[.]? [0-9]{1,2}|[0-9]{1,2}[.]? [a-z]{3,9}),? [0-9]{4}.*)");
  private static final Pattern EXPONENT = Pattern.compile("[0-9]([.,][0-9]+)?[Ee][+][0-9]{1,3}");
  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");
  private static final Pattern POINT = Pattern.compile("[+-]?([0-9]+[.][0-9]*|[.][0-9]+)");
  private static final Pattern COMMA = Pattern.compile("[+-]?[0-9]+,[0-9]{1,2}");
  private static final Pattern MONEY_SIGNS =
      Pattern.compile("[\\p{Sc}()+\\s\u00a0-]|^[A-Za-z]{1,3}[. ]|[A-Z]{3}$");
  private static final Pattern GROUPED =
      Pattern.compile("[0-9]+([.,][0-9]{1,2})?|[0-9]{1,3}([,.'][0-9]{3})+([.,][0-9]{1,2})?");
  private static final int WORD_LENGTH = 30;
  private static final int FAR = 2_400;

  /** Returns the form of a scalar value. */
  static ValueForm of(JsonNode value) {
    if (value.isNull()) {
      return ABSENT;
    }
    if (value.isBoolean()) {
      return BOOLEAN;
    }
    String text = ScannedField.plain(value);
    if (value.isNumber()) {
      if (!value.isIntegralNumber()) {
        return isEpoch(text.replaceFirst("[.].*", ""), 10, 10) ? EPOCH : DECIMAL;
      }
      return isEpoch(text, 10, 19) ? EPOCH : INTEGER;
    }
    return ofText(text);
  }

  /** Returns the form of a text without blanks around it. */
  static ValueForm ofText(String text) {
    if (NO_VALUE.matcher(text).matches()) {
      return ABSENT;
    }
    if (WHOLE.matcher(text).matches()) {
      return isEpoch(text, 13, 19) ? EPOCH : text.length() == 10 ? TEN_DIGITS : INTEGER;
    }
    var iso = ISO.matcher(text.replace('\u00a0', ' ').replace('\u202f', ' '));
    if (iso.matches()) {
      return Integer.parseInt(iso.group(1)) >= FAR ? FAR_YEAR : ISO_TIME;
    }
    if (EXPONENT.matcher(text).matches()) {
      return ROUNDED;
    }
    if (POINT.matcher(text).matches()) {
      return DECIMAL;
    }
    if (COMMA.matcher(text).matches()) {
      return DECIMAL_COMMA;
    }
    boolean local = LOCAL.matcher(text).matches();
    if (HALF_DAY.matcher(text).matches() && (local || text.contains(":"))) {
      return TWELVE_HOUR;
    }
    if (local) {
      return LOCAL_DATE;
    }
    String digits = MONEY_SIGNS.matcher(text).replaceAll("");
    if (GROUPED.matcher(digits).matches() && text.length() < 24) {
      return text.matches("[A-Za-z]{1,3}-?[0-9]+") ? TEXT : ACCOUNTING;
    }
    if (text.matches("[A-Za-z]{3}")) {
      return THREE_LETTERS;
    }
    return text.length() <= WORD_LENGTH && text.matches("[\\p{L}][\\p{L}0-9 _/&.-]*")
        ? WORDS
        : TEXT;
  }

  /** Returns whether the form is a time, read or not. */
  boolean isTime() {
    return isReadTime()
        || this == TEN_DIGITS
        || this == FAR_YEAR
        || this == TWELVE_HOUR
        || this == LOCAL_DATE;
  }

  /** Returns whether the form is a time that is read. */
  boolean isReadTime() {
    return this == ISO_TIME || this == EPOCH;
  }

  /** Returns whether the form is a number that could be an amount. */
  boolean isAmount() {
    return this == INTEGER || this == DECIMAL || this == DECIMAL_COMMA || this == ACCOUNTING;
  }

  private static boolean isEpoch(String digits, int least, int most) {
    int length = digits.length();
    if (length < least || length > most || (length - 10) % 3 != 0 || digits.startsWith("-")) {
      return false;
    }
    long seconds = new BigInteger(digits.substring(0, 10)).longValue();
    return seconds > 946_684_800L && seconds < Instant.now().getEpochSecond() + 86_400;
  }
}
