package scout.local.fit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import scout.activities.fields.FieldPaths;

class FieldGuesserTest {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  /** Two or three records of a kind of software, then what is proposed beside the flat name. */
  static Stream<Arguments> shapes() {
    return Stream.of(
        shape(
            "the fleet's",
            Map.of(
                "AMOUNT", "totals.totalAmount",
                "PAYMENT_METHOD", "transactionContext.paymentMethod"),
            """
            {"storeId":"104","deviceId":"SCOUTPI-0004","timestamp":"","transactionId":"d4780cd1-1",\
            "items":[{"brandName":"A","productName":"B","sku":"S1","quantity":1,"unitPrice":40.08,\
            "totalPrice":40.08}],"totals":{"totalAmount":40.08},\
            "transactionContext":{"duration":6.0,"paymentMethod":"cash"}}\
            """,
            """
            {"storeId":"104","deviceId":"SCOUTPI-0004","timestamp":"","transactionId":"e1190cd1-2",\
            "items":[],"totals":{"totalAmount":12.5},\
            "transactionContext":{"duration":16.25,"paymentMethod":"gcash"}}\
            """),
        shape(
            "flat names",
            Map.of(),
            """
            {"transaction_id":"A1","store_id":"S1","timestamp":"2026-10-05T10:00:00Z","amount":1.5,\
            "currency":"PHP","payment_method":"cash","device_id":"D","total":1.5,"id":7}\
            """),
        shape(
            "Square-like payments",
            Map.of(
                "TRANSACTION_ID", "id",
                "STORE_ID", "location_id",
                "TIMESTAMP", "created_at",
                "CURRENCY", "amount_money.currency",
                "DEVICE_ID", "device_details.device_id"),
            """
            {"id":"bP9mAsEMYPUGjjGNaNO5ZDVyLhSZY","created_at":"2026-10-05T22:00:00.000Z",\
            "updated_at":"2026-10-05T22:00:01.000Z","amount_money":{"amount":1000,"currency":"USD"},\
            "tip_money":{"amount":100,"currency":"USD"},"status":"COMPLETED","source_type":"CARD",\
            "location_id":"L88917AVBK2S5","order_id":null,"customer_id":"W92WH6P11H4Z77CTET0RNTGFW8",\
            "device_details":{"device_id":"dev-1","device_name":"Till"}}\
            """),
        shape(
            "Shopify-like orders",
            Map.of(
                "TRANSACTION_ID", "id",
                "STORE_ID", "location_id",
                "TIMESTAMP", "created_at",
                "AMOUNT", "total_price"),
            """
            {"id":450789469123,"order_number":1001,"created_at":"2026-10-05T16:15:47-04:00",\
            "processed_at":"2026-10-05T16:15:47-04:00","updated_at":"2026-10-06T16:15:47-04:00",\
            "currency":"PHP","total_price":"598.94","subtotal_price":"597.00","total_tax":"11.94",\
            "total_discounts":"10.00","total_line_items_price":"597.00","location_id":48752903,\
            "user_id":5,"customer":{"id":207119551,"created_at":"2020-01-01T00:00:00Z"},\
            "line_items":[{"id":669751112,"price":"199.00"}],"gateway":null,"device_id":null}\
            """),
        shape(
            "Loyverse-like receipts",
            Map.of(
                "TRANSACTION_ID", "receipt_number",
                "TIMESTAMP", "receipt_date",
                "AMOUNT", "total_money",
                "DEVICE_ID", "pos_device_id"),
            """
            {"receipt_number":"2-1009","note":null,"receipt_type":"SALE","refund_for":null,\
            "created_at":"2026-10-05T10:00:05Z","receipt_date":"2026-10-05T10:00:00Z",\
            "updated_at":"2026-10-05T10:00:09Z","source":"point of sale","total_money":270.5,\
            "total_tax":28.98,"points_earned":2.7,"total_discount":0.5,"employee_id":"e-1",\
            "store_id":"s-1","pos_device_id":"p-1","line_items":[{"id":"l-1","price":10}],\
            "payments":[{"payment_type_id":"x","name":"Cash","money_amount":270.5}]}\
            """),
        shape(
            "a German till",
            Map.of(
                "TRANSACTION_ID", "Bonnummer",
                "STORE_ID", "Filiale",
                "TIMESTAMP", "Datum",
                "AMOUNT", "Gesamtbetrag",
                "CURRENCY", "Währung",
                "PAYMENT_METHOD", "Zahlungsart",
                "DEVICE_ID", "Kasse"),
            """
            {"Bonnummer":"B-2026-0001","Filiale":"Wien 1","Kasse":"K1","Datum":"05.10.2026 10:00",\
            "Gesamtbetrag":"12,50","MwSt":"2,08","Währung":"EUR","Zahlungsart":"Bar"}\
            """,
            """
            {"Bonnummer":"B-2026-0002","Filiale":"Wien 1","Kasse":"K1","Datum":"05.10.2026 10:07",\
            "Gesamtbetrag":"8,40","MwSt":"1,40","Währung":"EUR","Zahlungsart":"Karte"}\
            """),
        shape(
            "German names in one word",
            Map.of(
                "TRANSACTION_ID", "belegnr",
                "STORE_ID", "filialnr",
                "TIMESTAMP", "zeitstempel",
                "AMOUNT", "summe",
                "PAYMENT_METHOD", "zahlart"),
            """
            {"belegnr":"2026-00017","filialnr":"0412","zeitstempel":"2026-10-05T10:00:00+02:00",\
            "summe":12.5,"steuer":2.08,"zahlart":"bar"}\
            """,
            """
            {"belegnr":"2026-00018","filialnr":"0412","zeitstempel":"2026-10-05T10:04:00+02:00",\
            "summe":7.9,"steuer":1.3,"zahlart":"karte"}\
            """),
        shape(
            "receiptNo and storeNo",
            Map.of(
                "TRANSACTION_ID", "receiptNo",
                "STORE_ID", "storeNo",
                "TIMESTAMP", "soldAt",
                "AMOUNT", "grandTotal",
                "CURRENCY", "ccy",
                "PAYMENT_METHOD", "tender"),
            """
            {"receiptNo":"R-000001","storeNo":"17","soldAt":1759653000,"grandTotal":10.5,\
            "tax":1.1,"ccy":"PHP","tender":"cash"}\
            """),
        shape(
            "ids within objects",
            Map.of(
                "TRANSACTION_ID", "order.id",
                "STORE_ID", "store.id",
                "TIMESTAMP", "order.createdAt",
                "AMOUNT", "totals.gross",
                "DEVICE_ID", "device.id"),
            """
            {"order":{"id":"o-10001","createdAt":"2026-10-05T10:00:00Z"},\
            "store":{"id":"S1","name":"Main"},"device":{"id":"t-1"},\
            "customer":{"id":"c-1","createdAt":"2024-01-01T00:00:00Z"},\
            "totals":{"net":8.9,"tax":1.6,"gross":10.5}}\
            """),
        shape(
            "Stripe-like charges",
            Map.of("TRANSACTION_ID", "id", "TIMESTAMP", "created"),
            """
            {"id":"ch_3MmlLrLkdIwHu7ix0snN0B15","object":"charge","amount":1099,\
            "amount_refunded":0,"created":1759653000,"currency":"usd","customer":null,\
            "paid":true,"status":"succeeded"}\
            """),
        shape(
            "amounts in cents",
            Map.of(
                "TRANSACTION_ID", "txn", "STORE_ID", "shop", "TIMESTAMP", "ts", "CURRENCY", "cur"),
            """
            {"txn":"T-0000001","shop":"S1","ts":"2026-10-05T10:00:00Z","total_cents":1250,\
            "cur":"PHP"}\
            """),
        shape(
            "Odoo-like orders",
            Map.of(
                "TRANSACTION_ID", "pos_reference",
                "TIMESTAMP", "date_order",
                "AMOUNT", "amount_total"),
            """
            {"pos_reference":"Order 00001-002-0003","date_order":"2026-10-05 10:00:00",\
            "amount_total":12.5,"amount_tax":1.2,"amount_paid":20.0,"amount_return":7.5,\
            "state":"paid","partner_id":false}\
            """),
        shape(
            "a spreadsheet's headings",
            Map.of(
                "TRANSACTION_ID", "Invoice No.",
                "STORE_ID", "Branch",
                "TIMESTAMP", "Date & Time",
                "AMOUNT", "Total Amount (PHP)",
                "PAYMENT_METHOD", "Mode of Payment",
                "DEVICE_ID", "Terminal #"),
            """
            {"Invoice No.":"INV-00871","Branch":"Cebu","Date & Time":"2026-10-05 10:00",\
            "Total Amount (PHP)":"120.50","Mode of Payment":"GCash","Terminal #":"2",\
            "Cashier Name":"Ana"}\
            """),
        shape(
            "customers and cashiers with ids",
            Map.of("TRANSACTION_ID", "sale_id", "STORE_ID", "outlet_id", "TIMESTAMP", "sale_date"),
            """
            {"customer_id":"C-100001","cashier_id":"E-9","sale_id":"S-100001","outlet_id":"O-1",\
            "sale_date":"2026-10-05T10:00:00Z","customer_since":"2020-10-05","amount":3.5}\
            """),
        shape(
            "the only time and currency under odd names",
            Map.of("TIMESTAMP", "wann", "CURRENCY", "geld"),
            """
            {"transaction_id":"A-1","store_id":"S","wann":"2026-10-05T10:00:00Z","geld":"EUR",\
            "amount":1.5}\
            """),
        shape(
            "two times under odd names: no guess",
            Map.of(),
            """
            {"transaction_id":"A-1","store_id":"S","wann":"2026-10-05T10:00:00Z",\
            "wieder":"2026-10-06T10:00:00Z","amount":1.5}\
            """),
        shape(
            "amount that became Amount",
            Map.of("AMOUNT", "Amount"),
            """
            {"transaction_id":"A-1","store_id":"S","timestamp":"2026-10-05T10:00:00Z",\
            "amount":1.5}\
            """,
            """
            {"transaction_id":"A-2","store_id":"S","timestamp":"2026-10-05T10:01:00Z",\
            "Amount":2.5}\
            """),
        shape(
            "a blank time beside a filled one",
            Map.of("TIMESTAMP", "created_at"),
            """
            {"transaction_id":"A-1","store_id":"S","timestamp":"","amount":1.5,\
            "created_at":"2026-10-05T10:00:00Z"}\
            """),
        shape(
            "sensor readings: nothing to find",
            Map.of(),
            """
            {"temperature":21.5,"humidity":44,"battery":3.1,"firmware":"1.2.0"}\
            """),
        shape(
            "French names",
            Map.of(
                "TRANSACTION_ID", "ticket_numero",
                "STORE_ID", "magasin",
                "TIMESTAMP", "date_heure",
                "AMOUNT", "montant_total",
                "CURRENCY", "devise",
                "PAYMENT_METHOD", "moyen_paiement",
                "DEVICE_ID", "caisse"),
            """
            {"ticket_numero":"T0000001","magasin":"Lyon","date_heure":"2026-10-05 10:00:00",\
            "montant_total":"12,50","devise":"EUR","moyen_paiement":"carte","caisse":"2"}\
            """),
        shape(
            "Spanish names",
            Map.of(
                "TRANSACTION_ID", "folio",
                "STORE_ID", "sucursal",
                "TIMESTAMP", "fecha",
                "AMOUNT", "importe",
                "CURRENCY", "moneda",
                "PAYMENT_METHOD", "metodoPago"),
            """
            {"folio":"F-0000017","sucursal":"Centro","fecha":"2026-10-05T10:00:00-06:00",\
            "importe":99.5,"moneda":"MXN","metodoPago":"efectivo"}\
            """),
        shape(
            "events of a queue",
            Map.of(
                "TRANSACTION_ID", "payload.transactionId",
                "STORE_ID", "payload.storeId",
                "TIMESTAMP", "payload.occurredAt",
                "AMOUNT", "payload.amount",
                "CURRENCY", "payload.currency"),
            """
            {"eventType":"sale.completed","schemaVersion":2,\
            "payload":{"transactionId":"T-000001","storeId":"S1","occurredAt":"2026-10-05T10:00:00Z",\
            "amount":12.5,"currency":"PHP"}}\
            """));
  }

  private static Arguments shape(String name, Map<String, String> proposed, String... records) {
    return Arguments.of(name, proposed, List.of(records));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("shapes")
  void proposesWhatFitsAndNoMore(String name, Map<String, String> proposed, List<String> records)
      throws Exception {
    Map<String, String> actual = new TreeMap<>();
    for (FieldGuess guess : guess(records)) {
      if (guess.how() == FieldGuess.How.PROPOSED) {
        assertThat(guess.paths().get(0)).isEqualTo(guess.field().flatName());
        actual.put(
            guess.field().name(), String.join(",", guess.paths().subList(1, guess.paths().size())));
      }
    }
    assertThat(actual).isEqualTo(new TreeMap<>(proposed));
  }

  @Test
  void saysWhichFieldsNeedNoSetting() throws Exception {
    List<FieldGuess> guesses =
        guess(
            List.of(
                """
                {"storeId":"104","device_id":"D","Transaction-ID":"d478","timestamp":""}\
                """));
    assertThat(guesses)
        .extracting(guess -> guess.field().flatName() + " " + guess.how() + " " + guess.seen())
        .contains(
            "transaction_id FOLDED Transaction-ID",
            "store_id FOLDED storeId",
            "device_id FOUND device_id",
            "timestamp MISSING null");
  }

  private static List<FieldGuess> guess(List<String> records) throws Exception {
    FieldScan scan = new FieldScan();
    for (String record : records) {
      scan.take(JSON.readTree(record), null);
    }
    BitSet all = new BitSet();
    all.set(0, scan.records());
    return FieldGuesser.guess(scan, FieldPaths.defaults(), List.of(all));
  }
}
