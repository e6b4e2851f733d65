package scout.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageSettingsTest {
  private static Map<String, String> given(Map<String, String> more) {
    Map<String, String> values = new HashMap<>(more);
    values.put("SCOUT_S3_ENDPOINT", "https://s3.example.com/storage/v1/s3");
    return values;
  }

  private static StorageSettings service(Map<String, String> more) {
    return StorageSettings.service(new Settings(given(more)));
  }

  @Test
  void aCredentialThatOthersRenewIsReadAgain(@TempDir Path folder) throws Exception {
    Path token = Files.writeString(folder.resolve("token"), "first");
    StorageSettings settings =
        service(
            Map.of(
                "SCOUT_S3_ACCESS_KEY", "service",
                "SCOUT_S3_SECRET_KEY", "secret",
                "SCOUT_S3_SESSION_TOKEN_FILE", token.toString()));
    assertThat(settings.keys().get()).isEqualTo(new StorageKeys("service", "secret", "first"));
    Files.writeString(token, "second");
    assertThat(settings.keys().get().sessionToken()).isEqualTo("second");
    assertThat(settings.toString() + settings.keys().get()).doesNotContain("secret", "second");
  }

  @Test
  void aRoleNeedsNoKeys() {
    assertThat(service(Map.of("SCOUT_S3_CREDENTIALS", "role")).keys()).isNull();
    assertThatThrownBy(() -> service(Map.of()))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("SCOUT_S3_ACCESS_KEY");
  }
}
