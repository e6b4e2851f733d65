package scout.local.fit;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import scout.activities.fields.PayloadField;

/**
 * The words by which tills name what Scout looks for, in English and the languages of their makers.
 */
final class FieldWords {
  private static final Set<String> TRANSACTION =
      words(
          "transaction transactions txn txns trans tx receipt sale sales order orders invoice ticket"
              + " bill check bon beleg rechnung kassenbon quittung vorgang buchung transaktion"
              + " document doc docket voucher slip purchase trx folio factura facture recibo venta"
              + " vente commande pedido");
  private static final Set<String> STORE =
      words(
          "store stores shop branch outlet location site merchant filiale filial filialen laden"
              + " markt restaurant venue standort franchise depot tienda sucursal magasin boutique"
              + " betriebsstaette geschaeft geschaft niederlassung");
  private static final Set<String> DEVICE =
      words(
          "device terminal register till pos kasse kassen kassa workstation kiosk machine scanner"
              + " caja caisse geraet gerat");
  private static final Set<String> ID =
      words(
          "id ids no nr num number nummer nbr numero ref reference code uuid guid identifier key"
              + " kennung");
  private static final Set<String> MOMENT =
      words(
          "timestamp datetime date time ts at on zeitstempel zeitpunkt datum zeit uhrzeit when"
              + " moment fecha hora heure dt tstamp");
  private static final Set<String> WHOLE_MOMENT =
      words("timestamp datetime zeitstempel zeitpunkt ts tstamp dt when moment");
  private static final Set<String> EVENT =
      words(
          "created sold paid completed closed processed occurred recorded placed issued finished"
              + " event erstellt verkauf verkaufs");
  private static final Set<String> TOTAL =
      words(
          "amount total grand sum summe betrag gesamt endbetrag gesamtbetrag rechnungsbetrag umsatz"
              + " revenue importe monto montant totale charged");
  private static final Set<String> WORTH =
      words("price money value gross brutto net netto paid preis wert subtotal amt");
  private static final Set<String> CURRENCY =
      words("currency cur ccy curr waehrung wahrung moneda devise valuta iso");
  private static final Set<String> PAYMENT =
      words(
          "payment payments pay tender tenders zahlung zahlungs zahl bezahl bezahlung paid pago"
              + " paiement zahlart zahlungsart gateway");
  private static final Set<String> MANNER =
      words(
          "method type mode art means mittel weise name by with kind form channel methode medio"
              + " metodo moyen");

  /** What says that a name is about something else than the sale. */
  private static final Set<String> APART =
      words(
          "customer client user item items line product sku article artikel employee cashier staff"
              + " operator parent original session batch table tisch shift category tax taxes vat"
              + " mwst ust steuer tip tips trinkgeld discount rabatt fee fees refund refunded change"
              + " rueckgeld shipping billing unit qty quantity count cost balance points rounding"
              + " updated modified synced uploaded expiry expires birth delivery due start end"
              + " cancelled deleted duration status state url email phone address city zip note"
              + " comment version hash checksum signature barcode last first opening closing cash"
              + " received given tendered brand model weight outstanding");
  private static final Set<String> KNOWN = new HashSet<>();

  static {
    for (Set<String> each :
        List.of(
            TRANSACTION,
            STORE,
            DEVICE,
            ID,
            MOMENT,
            EVENT,
            TOTAL,
            WORTH,
            CURRENCY,
            PAYMENT,
            MANNER,
            APART)) {
      KNOWN.addAll(each);
    }
  }

  private static final double LEFT_OVER = 0.75;
  private static final double ELSEWHERE = 0.15;

  private FieldWords() {}

  private static Set<String> words(String text) {
    return new HashSet<>(Arrays.asList(text.split(" ", -1)));
  }

  /** Returns how well a path names each field, 0 to 1. */
  static Map<PayloadField, Double> scores(String path) {
    String[] parts = path.split("\\.", -1);
    List<String> last = NameWords.of(parts[parts.length - 1], KNOWN);
    List<String> all = NameWords.of(path.replace('.', ' '), KNOWN);
    List<String> before = all.subList(0, all.size() - last.size());
    Map<PayloadField, Double> scores = new EnumMap<>(PayloadField.class);
    for (PayloadField field : PayloadField.values()) {
      double own = of(field, last);
      double whole = before.isEmpty() ? 0 : of(field, all) * 0.97;
      boolean elsewhere =
          before.stream().anyMatch(word -> APART.contains(word) && !helps(field, word));
      scores.put(field, Math.max(own, whole) * (elsewhere ? ELSEWHERE : 1));
    }
    return scores;
  }

  /** Returns whether a list of this name holds parts of a sale, such as its items. */
  static boolean isPartOfSale(String name) {
    return NameWords.of(name, KNOWN).stream().anyMatch(APART::contains);
  }

  private static boolean helps(PayloadField field, String word) {
    return field == PayloadField.AMOUNT && word.equals("cash");
  }

  private static double of(PayloadField field, List<String> words) {
    return switch (field) {
      case TRANSACTION_ID ->
          isPosReference(words) ? 0.95 : named(words, TRANSACTION, 0.7, 0.8);
      case STORE_ID -> named(words, STORE, 0.85, 0) * (words.contains("merchant") ? 0.9 : 1);
      case DEVICE_ID -> isPosReference(words) ? 0 : named(words, DEVICE, 0.75, 0);
      case TIMESTAMP -> moment(words);
      case AMOUNT -> amount(words);
      case CURRENCY -> currency(words);
      case PAYMENT_METHOD -> payment(words);
    };
  }

  /** A noun with a word for an id, or one of them alone. */
  private static double named(List<String> words, Set<String> nouns, double noun, double id) {
    if (words.isEmpty()) {
      return 0;
    }
    boolean hasNoun = words.stream().anyMatch(nouns::contains);
    boolean hasId = words.stream().anyMatch(ID::contains);
    long others =
        words.stream().filter(word -> !nouns.contains(word) && !ID.contains(word)).count();
    if (words.equals(List.of("name")) || !hasNoun && others > 0) {
      return 0;
    }
    double score =
        hasNoun && hasId ? 1 : hasNoun ? noun : id * (isStrongId(words.get(0)) ? 1 : 0.6);
    if (hasNoun && words.contains("name")) {
      return others == 1 ? 0.65 : 0.3;
    }
    return lowered(score, words, others);
  }

  /** A till's reference is the sale's, not the till's. */
  private static boolean isPosReference(List<String> words) {
    return words.equals(List.of("pos", "reference")) || words.equals(List.of("pos", "ref"));
  }

  private static boolean isStrongId(String word) {
    return Set.of("id", "uuid", "guid", "identifier", "key").contains(word);
  }

  private static double moment(List<String> words) {
    boolean hasMoment = words.stream().anyMatch(MOMENT::contains);
    if (!hasMoment) {
      return 0;
    }
    long others =
        words.stream()
            .filter(
                word ->
                    !MOMENT.contains(word) && !EVENT.contains(word) && !TRANSACTION.contains(word))
            .count();
    double score = 0.8;
    if (words.stream().anyMatch(WHOLE_MOMENT::contains)
        || words.contains("date") && words.contains("time")) {
      score = 1;
    } else if (words.stream().anyMatch(TRANSACTION::contains) || words.contains("sold")) {
      score = 0.98;
    } else if (words.contains("created")) {
      score = 0.96;
    } else if (words.stream().anyMatch(EVENT::contains)) {
      score = 0.9;
    } else if (words.size() == 1 && Set.of("at", "on").contains(words.get(0))) {
      score = 0.3;
    }
    return lowered(score, words, others);
  }

  private static double amount(List<String> words) {
    boolean hasTotal = words.stream().anyMatch(TOTAL::contains);
    boolean hasWorth = words.stream().anyMatch(WORTH::contains);
    if (!hasTotal && !hasWorth) {
      return 0;
    }
    long others =
        words.stream()
            .filter(
                word -> !TOTAL.contains(word) && !WORTH.contains(word) && !TRANSACTION.contains(word))
            .count();
    double score = hasTotal ? 0.96 : 0.6;
    if (words.contains("grand") || words.contains("total") && words.size() > 1 || hasWorth && hasTotal) {
      score = 1;
    }
    if (words.stream().anyMatch(TRANSACTION::contains)) {
      score = Math.max(score, 0.95);
    }
    if (words.contains("net") || words.contains("netto") || words.contains("subtotal")) {
      score = 0.6;
    } else if (words.contains("brutto") || words.contains("gross")) {
      score = Math.max(score, 0.9);
    }
    return lowered(score, words, others);
  }

  private static double currency(List<String> words) {
    if (words.stream().noneMatch(CURRENCY::contains)) {
      return 0;
    }
    long others =
        words.stream().filter(word -> !CURRENCY.contains(word) && !ID.contains(word)).count();
    return lowered(1, words, others);
  }

  private static double payment(List<String> words) {
    boolean hasPayment = words.stream().anyMatch(PAYMENT::contains);
    boolean hasManner = words.stream().anyMatch(MANNER::contains);
    if (!hasPayment) {
      return words.equals(List.of("method")) ? 0.6 : 0;
    }
    long others =
        words.stream().filter(word -> !PAYMENT.contains(word) && !MANNER.contains(word)).count();
    boolean other =
        words.stream()
            .anyMatch(word -> ID.contains(word) || MOMENT.contains(word) || TOTAL.contains(word));
    boolean whole = words.contains("zahlart") || words.contains("zahlungsart");
    return other
        ? 0
        : lowered(hasManner || whole ? 1 : words.contains("paid") ? 0.4 : 0.75, words, others);
  }

  private static double lowered(double score, List<String> words, long others) {
    double lowered = score * Math.pow(LEFT_OVER, others);
    return words.stream().anyMatch(APART::contains) ? lowered * ELSEWHERE : lowered;
  }
}
