package scout.console.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Scripts, styles and the icon, from the jar. Their addresses hold a hash, so they are kept. */
@RestController
public final class AssetController {
  private static final String OWN = "/scout/console/assets/";
  private static final String WEBJARS = "/META-INF/resources/webjars/";
  private static final Map<String, String> PLACES =
      Map.of(
          "console.css", OWN + "console.css",
          "console.js", OWN + "console.js",
          "icon.svg", OWN + "icon.svg",
          "htmx.js", WEBJARS + "htmx.org/2.0.4/dist/htmx.min.js",
          "uplot.js", WEBJARS + "uplot/1.6.30/dist/uPlot.iife.min.js",
          "uplot.css", WEBJARS + "uplot/1.6.30/dist/uPlot.min.css");
  private static final Map<String, MediaType> TYPES =
      Map.of(
          "css", MediaType.parseMediaType("text/css;charset=UTF-8"),
          "js", MediaType.parseMediaType("text/javascript;charset=UTF-8"),
          "svg", MediaType.parseMediaType("image/svg+xml"));
  private static final Map<String, byte[]> ASSETS = load();

  private static Map<String, byte[]> load() {
    Map<String, byte[]> assets = new TreeMap<>();
    PLACES.forEach((name, place) -> assets.put(name, bytes(place)));
    return assets;
  }

  private static byte[] bytes(String place) {
    try (InputStream in = AssetController.class.getResourceAsStream(place)) {
      if (in == null) {
        throw new IllegalStateException("The jar lacks " + place);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The address of an asset, for a page. */
  public static String address(String name) {
    return "/console/assets/" + hash(name) + "/" + name;
  }

  private static String hash(String name) {
    return UUID.nameUUIDFromBytes(ASSETS.get(name)).toString().substring(0, 8);
  }

  @GetMapping("/console/assets/{hash}/{name}")
  ResponseEntity<byte[]> asset(@PathVariable String hash, @PathVariable String name) {
    byte[] bytes = ASSETS.get(name);
    if (bytes == null || !hash.equals(hash(name))) {
      return ResponseEntity.notFound().build();
    }
    return ResponseEntity.ok()
        .contentType(TYPES.get(name.substring(name.lastIndexOf('.') + 1)))
        .cacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
        .body(bytes);
  }
}
