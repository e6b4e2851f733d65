package scout.local.storage;

/**
 * A credential of the embedded S3 server.
 *
 * @param accessKey its name
 * @param secretKey its secret, which is never printed
 */
public record S3Credential(String accessKey, String secretKey) {
  public S3Credential {
    if (accessKey.isBlank() || secretKey.isBlank()) {
      throw new IllegalArgumentException("A credential needs a name and a secret");
    }
  }

  /** The name alone. */
  @Override
  public String toString() {
    return "S3Credential[accessKey=" + accessKey + "]";
  }
}
