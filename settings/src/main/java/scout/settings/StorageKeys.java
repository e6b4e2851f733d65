package scout.settings;

import java.util.Objects;

/**
 * A credential of the object store.
 *
 * @param accessKey its name
 * @param secretKey its secret; never printed
 * @param sessionToken the token of a short-lived one, null for others; never printed
 */
public record StorageKeys(String accessKey, String secretKey, String sessionToken) {
  public StorageKeys {
    Objects.requireNonNull(accessKey, "accessKey");
    Objects.requireNonNull(secretKey, "secretKey");
  }

  @Override
  public String toString() {
    return "StorageKeys[accessKey=" + accessKey + "]";
  }
}
