package scout.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CopyPartTest {
  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;

  /** From one byte to the largest object of the protocol. */
  @ParameterizedTest
  @ValueSource(
      longs = {
        1,
        GIB / 2,
        GIB / 2 + 1,
        5 * GIB + 1,
        10_000 * (GIB / 2),
        10_000 * (GIB / 2) + 1,
        5 * 1024 * GIB - 1,
        5 * 1024 * GIB
      })
  void partsCoverTheObjectWithinTheLimitsOfTheProtocol(long size) {
    List<CopyPart> parts = CopyPart.of(size, GIB / 2);

    assertThat(parts).hasSizeLessThanOrEqualTo(10_000);
    long next = 0;
    for (int i = 0; i < parts.size(); i++) {
      CopyPart part = parts.get(i);
      assertThat(part.number()).isEqualTo(i + 1);
      assertThat(part.first()).isEqualTo(next);
      long length = part.last() - part.first() + 1;
      assertThat(length).isBetween(i < parts.size() - 1 ? 5 * MIB : 1, 5 * GIB);
      next = part.last() + 1;
    }
    assertThat(next).isEqualTo(size);
  }
}
