package scout.local.fit;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The words that tills use in names, in English and the languages of their makers. */
final class FieldVocabulary {
  static final Set<String> TRANSACTION =
      words(
          "transaction transactions txn txns trans tx receipt sale sales order orders invoice"
              + " ticket bill check bon beleg rechnung kassenbon quittung vorgang buchung"
              + " transaktion document doc docket voucher slip purchase trx folio factura facture"
              + " recibo venta vente commande pedido");
  static final Set<String> STORE =
      words(
          "store stores shop branch outlet location site merchant filiale filial filialen laden"
              + " markt restaurant venue standort franchise depot tienda sucursal magasin boutique"
              + " betriebsstaette geschaeft geschaft niederlassung");
  static final Set<String> DEVICE =
      words(
          "device terminal register till pos kasse kassen kassa workstation kiosk machine scanner"
              + " caja caisse geraet gerat");
  static final Set<String> ID =
      words(
          "id ids no nr num number nummer nbr numero ref reference code uuid guid identifier key"
              + " kennung");
  static final Set<String> MOMENT =
      words(
          "timestamp datetime date time ts at on zeitstempel zeitpunkt datum zeit uhrzeit when"
              + " moment fecha hora heure dt tstamp");
  static final Set<String> WHOLE_MOMENT =
      words("timestamp datetime zeitstempel zeitpunkt ts tstamp dt when moment");
  static final Set<String> EVENT =
      words(
          "created sold paid completed closed processed occurred recorded placed issued finished"
              + " event erstellt verkauf verkaufs");
  static final Set<String> TOTAL =
      words(
          "amount total grand sum summe betrag gesamt endbetrag gesamtbetrag rechnungsbetrag umsatz"
              + " revenue importe monto montant totale charged");
  static final Set<String> WORTH =
      words("price money value gross brutto net netto paid preis wert subtotal amt");
  static final Set<String> CURRENCY =
      words("currency cur ccy curr waehrung wahrung moneda devise valuta iso");
  static final Set<String> PAYMENT =
      words(
          "payment payments pay tender tenders zahlung zahlungs zahl bezahl bezahlung paid pago"
              + " paiement zahlart zahlungsart gateway");
  static final Set<String> MANNER =
      words(
          "method type mode art means mittel weise name by with kind form channel methode medio"
              + " metodo moyen");

  /** Words that show that a name does not describe the sale. */
  static final Set<String> APART =
      words(
          "customer client user item items line product sku article artikel employee cashier staff"
              + " operator parent original session batch table tisch shift category tax taxes vat"
              + " mwst ust steuer tip tips trinkgeld discount rabatt fee fees refund refunded"
              + " change rueckgeld shipping billing unit qty quantity count cost balance points"
              + " rounding updated modified synced uploaded expiry expires birth delivery due start"
              + " end cancelled deleted duration status state url email phone address city zip note"
              + " comment version hash checksum signature barcode last first opening closing cash"
              + " received given tendered brand model weight outstanding");

  /** All words. */
  static final Set<String> KNOWN = new HashSet<>();

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

  private FieldVocabulary() {}

  private static Set<String> words(String text) {
    return new HashSet<>(Arrays.asList(text.split(" ", -1)));
  }
}
