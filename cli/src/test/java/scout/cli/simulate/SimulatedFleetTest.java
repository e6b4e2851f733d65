package scout.cli.simulate;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import scout.storage.upload.InputName;

class SimulatedFleetTest {
  private static final LocalDate DAY = LocalDate.of(2025, 3, 14);
  private static final ObjectMapper JSON = new ObjectMapper();

  private static SimulatedFleet fleet(Set<FileFault> faults, int percent, long seed) {
    return fleet(faults, percent, seed, DAY.plusDays(1).atStartOfDay(UTC).toInstant());
  }

  private static SimulatedFleet fleet(Set<FileFault> faults, int percent, long seed, Instant now) {
    return new SimulatedFleet(3, 2, 20, faults, percent, seed, DAY, now);
  }

  private static JsonNode sales(SimulatedFile file) throws Exception {
    return JSON.readTree(file.content());
  }

  @Test
  void givesTheSameBytesForTheSameSeed() {
    Set<FileFault> all = EnumSet.allOf(FileFault.class);
    for (long n = 0; n < 50; n++) {
      SimulatedFile one = fleet(all, 50, 7).file(n);
      SimulatedFile same = fleet(all, 50, 7).file(n);
      assertThat(same.name()).isEqualTo(one.name());
      assertThat(same.content()).isEqualTo(one.content());
      assertThat(fleet(all, 50, 8).file(n).name()).isNotEqualTo(one.name());
    }
  }

  @Test
  void givesAPastDayTheBytesThatItAlwaysHad() {
    assertThat(fleet(Set.of(), 0, 7).file(4).sha256())
        .isEqualTo("ed6796461a71fe993a81fa8286a51d0e3464b540dd27d36ea7c2a150c504bb8a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"00:00:00Z", "00:00:01Z", "09:30:00Z"})
  void endsTodaysSalesNow(String time) throws Exception {
    Instant now = Instant.parse(DAY + "T" + time);
    SimulatedFleet fleet = fleet(EnumSet.of(FileFault.COPY, FileFault.CORRECTED), 50, 7, now);
    for (long n = 0; n < 20; n++) {
      for (JsonNode sale : sales(fleet.file(n))) {
        assertThat(Instant.parse(sale.get("timestamp").asText())).isBeforeOrEqualTo(now);
        assertThat(sale.get("timestamp").asText()).startsWith(DAY.toString());
      }
    }
  }

  @Test
  void spreadsSalesOverDevicesStoresAndTheDay() throws Exception {
    Set<String> devices = new HashSet<>();
    Set<String> stores = new HashSet<>();
    Set<String> ids = new HashSet<>();
    for (long n = 0; n < 9; n++) {
      for (JsonNode sale : sales(fleet(Set.of(), 50, 7).file(n))) {
        devices.add(sale.get("device_id").asText());
        stores.add(sale.get("store_id").asText());
        ids.add(sale.get("transaction_id").asText());
        assertThat(sale.get("timestamp").asText()).startsWith(DAY.toString());
      }
    }
    assertThat(devices).hasSize(3);
    assertThat(stores).hasSize(2);
    assertThat(ids).hasSize(9 * 20);
  }

  @ParameterizedTest
  @EnumSource
  void doesWhatEachFaultSays(FileFault fault) throws Exception {
    SimulatedFleet fleet = fleet(Set.of(fault), 100, 7);
    SimulatedFile plainBefore = fleet(Set.of(), 0, 7).file(1);
    SimulatedFile sound = fleet(Set.of(), 0, 7).file(4);
    SimulatedFile file = fleet.file(4);
    assertThat(file.fault()).isEqualTo(Optional.of(fault));
    switch (fault) {
      case LATE ->
          assertThat(sales(file).get(0).get("timestamp").asText()).startsWith("2025-03-04");
      case DUPLICATE -> {
        assertThat(file.name()).isEqualTo(plainBefore.name());
        assertThat(file.content()).isEqualTo(plainBefore.content());
      }
      case COPY -> {
        assertThat(file.name()).isNotEqualTo(plainBefore.name());
        assertThat(file.content()).isEqualTo(plainBefore.content());
      }
      case CORRECTED -> {
        assertThat(file.name()).isEqualTo(plainBefore.name());
        assertThat(file.content()).isNotEqualTo(plainBefore.content());
        assertThat(sales(file).get(0).get("transaction_id"))
            .isEqualTo(sales(plainBefore).get(0).get("transaction_id"));
      }
      case BROKEN, DAMAGED ->
          assertThatThrownBy(() -> sales(file)).isInstanceOf(JsonProcessingException.class);
      case PACKED -> {
        assertThat(file.name()).endsWith(".json");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(file.content())))
            .hasBinaryContent(sound.content());
      }
      case UTF16 ->
          assertThat(new String(file.content(), UTF_16))
              .isEqualTo(new String(sound.content(), UTF_8));
      case RENAMED ->
          assertThat(sales(file).get(0).fieldNames())
              .toIterable()
              .containsExactly(
                  "transactionId",
                  "deviceId",
                  "storeId",
                  "timestamp",
                  "amount",
                  "currency",
                  "paymentMethod");
      case HIDDEN -> {
        assertThat(InputName.hidden(file.name())).isTrue();
        assertThat(file.content()).isEqualTo(sound.content());
      }
    }
  }

  @Test
  void keepsToTheShareOfFaults() {
    SimulatedFleet fleet = fleet(EnumSet.allOf(FileFault.class), 10, 7);
    long faulty = LongStream.range(0, 2_000).filter(n -> fleet.file(n).fault().isPresent()).count();
    assertThat(faulty).isBetween(140L, 260L);
  }
}
