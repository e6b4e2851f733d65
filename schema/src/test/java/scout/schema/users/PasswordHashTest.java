package scout.schema.users;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PasswordHashTest {
  @Test
  void knowsThePasswordAgainAndNoOther() {
    String hash = PasswordHash.of("grüße aus linz");

    assertThat(hash).startsWith("pbkdf2-sha256$600000$").doesNotContain("linz");
    assertThat(PasswordHash.matches("grüße aus linz", hash)).isTrue();
    assertThat(PasswordHash.matches("gru\u0308ße aus linz", hash)).isTrue();
    assertThat(PasswordHash.matches("Grüße aus linz", hash)).isFalse();
    assertThat(PasswordHash.of("grüße aus linz")).isNotEqualTo(hash);
  }

  @Test
  void aTextThatIsNoHashMatchesNothing() {
    assertThat(PasswordHash.matches("", "")).isFalse();
    assertThat(PasswordHash.matches("x", "x")).isFalse();
    assertThat(PasswordHash.matches("x", "pbkdf2-sha256$9999999$AAAA$AAAA")).isFalse();
  }
}
