package scout.cli.verify;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import scout.models.DecimalForm;
import scout.models.FieldType;

/** Reads decimals as the declaration says. */
final class DecimalReading {
  private static final Pattern PLAIN = Pattern.compile("[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)");
  private static final String CURRENCY =
      "((?:[$\u00a2-\u00a5\u0e3f\u20a0-\u20cf]|[A-Za-z]{2,3}[.]?)?)";
  private static final Pattern MONEY =
      Pattern.compile(
          "([(]?)([+-]?)[ \u00a0]?"
              + CURRENCY
              + "[ \u00a0]?([+-]?)([0-9][0-9,]*(?:[.][0-9]*)?|[.][0-9]+)[ \u00a0]?"
              + CURRENCY
              + "[ ]?([+-]?)([)]?)");
  private static final int LONGEST = 100;

  private DecimalReading() {}

  /**
   * The number as its column holds it; empty if the text is none, or too large.
   *
   * @param comma true if the file's numbers may have a decimal comma
   */
  static Optional<BigDecimal> of(
      FoundValue value, DecimalForm form, FieldType type, boolean comma) {
    String text =
        switch (form.kind()) {
          case PLAIN -> comma && !value.number() ? eitherComma(value.text()) : value.text();
          case MONEY -> money(value.text());
          case COMMA -> value.number() ? value.text() : comma(value.text());
          case MINOR -> minor(value.text(), form.digits());
        };
    if (!PLAIN.matcher(text).matches() || text.length() > LONGEST) {
      return Optional.empty();
    }
    BigDecimal number = new BigDecimal(text).setScale(type.scale(), RoundingMode.HALF_UP);
    return number.abs().compareTo(BigDecimal.TEN.pow(type.precision() - type.scale())) < 0
        ? Optional.of(number)
        : Optional.empty();
  }

  private static String eitherComma(String text) {
    if (text.matches("[+-]?[0-9]*[.,][0-9]{3}")) {
      return "";
    }
    return text.matches("[+-]?([0-9]+(,[0-9]*)?|,[0-9]+)") ? text.replace(',', '.') : text;
  }

  private static String comma(String text) {
    boolean read =
        text.matches("[+-]?([0-9]{1,3}([.][0-9]{3})+|[0-9]+)(,[0-9]*)?")
            || text.matches("[+-]?,[0-9]+");
    return read ? text.replace(".", "").replace(',', '.') : "";
  }

  private static String minor(String text, int digits) {
    return text.matches("[+-]?[0-9]{1,60}([.]0*)?")
        ? new BigDecimal(text.replaceFirst("[.].*", "")).movePointLeft(digits).toPlainString()
        : "";
  }

  private static String money(String text) {
    Matcher money = MONEY.matcher(text);
    if (!money.matches()) {
      return "";
    }
    String number = money.group(5);
    String signs = money.group(1) + money.group(2) + money.group(4) + money.group(7);
    boolean brackets = money.group(1).equals("(");
    boolean twoReadings =
        brackets != money.group(8).equals(")")
            || signs.length() > 1
            || !money.group(3).isEmpty() && !money.group(6).isEmpty()
            || number.indexOf(',') >= 0 && !number.matches("[0-9]{1,3}(,[0-9]{3})+([.][0-9]*)?");
    if (twoReadings) {
      return "";
    }
    return (brackets || signs.indexOf('-') >= 0 ? "-" : "") + number.replace(",", "");
  }
}
