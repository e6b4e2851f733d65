package scout.system.kill;

import io.minio.credentials.Credentials;
import io.minio.credentials.Jwt;
import io.minio.credentials.WebIdentityProvider;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import scout.settings.StorageKeys;
import scout.settings.StorageSettings;
import scout.storage.ObjectStore;
import scout.storage.StorageDenied;
import scout.system.temporal.SignedKeys;

/** Short-lived credentials of the real storage server, which gives them for a signed identity. */
record SessionKeys(SignedKeys identities) {
  /** What the server's environment needs for that. */
  Map<String, String> environment() {
    return Map.of(
        "MINIO_IDENTITY_OPENID_CONFIG_URL",
        identities.discovery(),
        "MINIO_IDENTITY_OPENID_CLIENT_ID",
        "scout");
  }

  /** A credential that may do everything, for so long. */
  StorageKeys issue(StorageSettings storage, Duration life) throws GeneralSecurityException {
    String identity = identities.sign("\"aud\":\"scout\",\"policy\":\"readwrite\"", life);
    Credentials session =
        new WebIdentityProvider(
                () -> new Jwt(identity, 0),
                storage.endpoint().toString(),
                null,
                null,
                null,
                null,
                null)
            .fetch();
    return new StorageKeys(session.accessKey(), session.secretKey(), session.sessionToken());
  }

  /** True if the server takes the credential no more. */
  static boolean isOver(StorageSettings storage, StorageKeys keys) {
    StorageSettings with =
        new StorageSettings(storage.endpoint(), storage.region(), storage.bucket(), () -> keys);
    try (ObjectStore store = new ObjectStore(with, 1)) {
      store.listing().page("", null, 1);
      return false;
    } catch (StorageDenied e) {
      return true;
    }
  }
}
