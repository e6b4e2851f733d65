package scout.local.fit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a column of whole numbers is taken for by its name. */
class NamedColumnsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "id",
        "ID",
        "store_id",
        "storeId",
        "saleID",
        "Sale ID",
        "sale-id",
        "storeid",
        "uuid",
        "guid",
        "id2",
        "Receipt No.",
        "receiptNo",
        "belegnr",
        "Beleg-Nr.",
        "postcode",
        "zip",
        "zipcode",
        "barcode",
        "EAN13",
        "plu",
        "telephone",
        "api_key"
      })
  void endsInAWordForANumberThatCountsNothing(String name) {
    assertThat(type(name)).isEqualTo("type: key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "paid",
        "amountPaid",
        "void",
        "bid",
        "grid",
        "valid",
        "avoid",
        "prepaid",
        "mean",
        "casino",
        "piano",
        "monkey",
        "spin",
        "id_count",
        "Ausgaben",
        "percent",
        "recent_sales",
        "accent"
      })
  void countsWhereTheWordOnlyEndsAlike(String name) {
    assertThat(type(name)).isEqualTo("type: integer");
    assertThat(MinorUnits.suspected(field(name))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cents",
        "amount_cents",
        "amountCents",
        "totalcents",
        "amountincents",
        "centAmount",
        "minor_units",
        "minorUnits",
        "amount-minor",
        "price_centavos",
        "Total in cents."
      })
  void knowsCents(String name) {
    assertThat(MinorUnits.suspected(field(name))).isTrue();
  }

  private static String type(String name) {
    return DeclaredType.of(field(name));
  }

  private static ScannedField field(String name) {
    ScannedField field = new ScannedField(name, name, false);
    field.take(0, IntNode.valueOf(1234), MemberWay.START.to(name));
    field.take(1, IntNode.valueOf(98765), MemberWay.START.to(name));
    return field;
  }
}
