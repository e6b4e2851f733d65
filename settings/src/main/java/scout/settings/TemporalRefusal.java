package scout.settings;

import java.util.Optional;

/**
 * Explains why Temporal refuses a connection because of settings, since its client reports that in
 * its libraries' terms.
 */
public final class TemporalRefusal {
  private TemporalRefusal() {}

  /**
   * Looks for the reason.
   *
   * @param failure the failure of a call or a connection
   * @return a sentence that names the setting to check; empty if no setting is the cause
   */
  public static Optional<String> words(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String told = String.valueOf(cause.getMessage());
      if (told.contains("CERTIFICATE_REQUIRED") || told.contains("HANDSHAKE_FAILURE")) {
        return Optional.of(
            "it asks for a certificate of the client; set TEMPORAL_TLS_CLIENT_CERT_PATH and"
                + " TEMPORAL_TLS_CLIENT_KEY_PATH");
      }
      if (told.contains("UNKNOWN_CA") || told.contains("BAD_CERTIFICATE")) {
        return Optional.of(
            "it doesn't take the certificate of the client; check TEMPORAL_TLS_CLIENT_CERT_PATH");
      }
      if (told.contains("PKIX")) {
        return Optional.of(
            "the authority that signed its certificate isn't known; set"
                + " TEMPORAL_TLS_SERVER_CA_CERT_PATH");
      }
      if (told.startsWith("No subject alternative")
          || told.startsWith("No name matching")
          || told.contains("Hostname")) {
        return Optional.of(
            "its certificate is of another name; set TEMPORAL_TLS_SERVER_NAME to one that it has");
      }
      if (told.contains("NOT_SSL") || told.contains("WRONG_VERSION_NUMBER")) {
        return Optional.of(
            "it speaks no TLS; take the settings TEMPORAL_TLS… and the API key away");
      }
    }
    return ofAnswer(String.valueOf(failure.getMessage()));
  }

  private static Optional<String> ofAnswer(String told) {
    if (told.startsWith("PERMISSION_DENIED") || told.startsWith("UNAUTHENTICATED")) {
      return Optional.of("it refuses Scout; check TEMPORAL_API_KEY and TEMPORAL_NAMESPACE");
    }
    if (told.contains("Network closed for unknown reason")) {
      return Optional.of("it closes the connection; if it speaks TLS, set TEMPORAL_TLS=true");
    }
    return Optional.empty();
  }
}
