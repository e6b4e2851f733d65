package scout.console.devices;

import jakarta.servlet.http.HttpServletRequest;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import scout.console.alerts.AlertReads;
import scout.console.data.ConsoleDatabase;
import scout.console.devices.DeviceReads.DeviceLine;
import scout.console.web.BadAddress;
import scout.console.web.PageRenderer;
import scout.settings.SettingCatalog;
import scout.settings.Settings;

/** {@code GET /console/devices} and one device. */
@RestController
public final class DevicesController {
  private final PageRenderer pages;
  private final DeviceReads devices;
  private final AlertReads alerts;

  /** Renders with these pages what this database holds. */
  public DevicesController(PageRenderer pages, ConsoleDatabase database, Settings settings) {
    this.pages = pages;
    this.devices = new DeviceReads(database, settings.get(SettingCatalog.DEVICE_SILENCE));
    this.alerts = new AlertReads(database);
  }

  @GetMapping("/console/devices")
  ResponseEntity<String> devices(
      @RequestParam(defaultValue = "") String search,
      @RequestParam(defaultValue = "") String after,
      @RequestParam(defaultValue = "") String seen,
      HttpServletRequest request) {
    String wanted = search.strip();
    List<DeviceLine> found = devices.devices(wanted, after, seen.isEmpty() ? null : time(seen));
    boolean more = found.size() > DeviceReads.PAGE;
    return pages.page(
        "devices",
        request,
        Map.of(
            "devices", more ? found.subList(0, DeviceReads.PAGE) : found,
            "more", more,
            "search", wanted));
  }

  private static OffsetDateTime time(String text) {
    try {
      return OffsetDateTime.parse(text);
    } catch (DateTimeParseException e) {
      throw new BadAddress("The place in the list can't be read; begin with its first page.");
    }
  }

  @GetMapping("/console/devices/{device}")
  ResponseEntity<String> device(@PathVariable String device, HttpServletRequest request) {
    return pages.page(
        "device",
        request,
        Map.of("story", devices.story(device), "alerts", alerts.open("", device)));
  }
}
