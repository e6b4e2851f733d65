package scout.system.temporal;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/** Signs API keys and identities (JWT), and tells a server by which key they are to be checked. */
public final class SignedKeys implements AutoCloseable {
  private final KeyPair pair;
  private final HttpServer told;

  /** Makes a key pair, and tells its public half from now on. */
  public SignedKeys() throws IOException, GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    pair = generator.generateKeyPair();
    RSAPublicKey key = (RSAPublicKey) pair.getPublic();
    byte[] set =
        ("{\"keys\":[{\"kty\":\"RSA\",\"use\":\"sig\",\"alg\":\"RS256\",\"kid\":\"k\",\"n\":\""
                + plain(key.getModulus())
                + "\",\"e\":\""
                + plain(key.getPublicExponent())
                + "\"}]}")
            .getBytes(StandardCharsets.UTF_8);
    told = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    tell("/keys", set);
    tell(
        "/openid",
        "{\"issuer\":\"%s\",\"jwks_uri\":\"%s\"}"
            .formatted(address(), source())
            .getBytes(StandardCharsets.UTF_8));
    told.start();
  }

  private void tell(String path, byte[] answer) {
    told.createContext(
        path,
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
  }

  private String address() {
    return "http://127.0.0.1:" + told.getAddress().getPort();
  }

  /** Where a server finds what OpenID Connect says of the identities. */
  public String discovery() {
    return address() + "/openid";
  }

  String source() {
    return address() + "/keys";
  }

  /** A key that lets its holder do everything. */
  String sign() throws GeneralSecurityException {
    return sign(
        "\"permissions\":[\"default:admin\",\"temporal-system:admin\"]", Duration.ofHours(1));
  }

  /**
   * Any other.
   *
   * @param claims members of a JSON object
   * @param life how long it is good for
   */
  public String sign(String claims, Duration life) throws GeneralSecurityException {
    long end = Instant.now().plus(life).getEpochSecond();
    String signed =
        text("{\"alg\":\"RS256\",\"kid\":\"k\",\"typ\":\"JWT\"}")
            + "."
            + text(
                "{\"sub\":\"scout\",\"iss\":\"%s\",%s,\"exp\":%d}"
                    .formatted(address(), claims, end));
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(pair.getPrivate());
    signature.update(signed.getBytes(StandardCharsets.UTF_8));
    return signed + "." + encoded(signature.sign());
  }

  private static String plain(BigInteger number) {
    byte[] bytes = number.toByteArray();
    return encoded(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
  }

  private static String text(String json) {
    return encoded(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public void close() {
    told.stop(0);
  }
}
