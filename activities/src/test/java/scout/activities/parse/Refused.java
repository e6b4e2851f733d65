package scout.activities.parse;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.assertj.core.api.ThrowableAssertAlternative;

/** Files that must not be loaded. */
final class Refused {
  private Refused() {}

  /** Reads a file that must be refused for this. */
  static ThrowableAssertAlternative<FileDamaged> file(
      String name, byte[] content, DamageCode code) {
    return assertThatExceptionOfType(FileDamaged.class)
        .isThrownBy(() -> Collected.of(name, content))
        .matches(damage -> damage.code() == code, code.name());
  }
}
