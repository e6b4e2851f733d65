package scout.starter.alerts;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import scout.settings.SettingCatalog;
import scout.settings.SettingException;
import scout.settings.Settings;

/** All routes. An alert goes to the targets of every route that fits, to each target once. */
final class AlertRoutes {
  private final List<AlertRoute> routes;

  private AlertRoutes(List<AlertRoute> routes) {
    this.routes = List.copyOf(routes);
  }

  /**
   * Reads {@code SCOUT_ALERT_ROUTES}; there are none if it is not set.
   *
   * @param targets the names that a route may name
   * @throws SettingException if a route is invalid or names another target, or if there are targets
   *     and no route
   */
  static AlertRoutes of(Settings settings, Set<String> targets) {
    String name = SettingCatalog.ALERT_ROUTES.name();
    List<AlertRoute> routes = new ArrayList<>();
    for (String line : settings.find(SettingCatalog.ALERT_ROUTES).orElse(List.of())) {
      try {
        routes.add(AlertRoute.parse(line));
      } catch (IllegalArgumentException e) {
        throw new SettingException(name, "'" + line + "' " + e.getMessage());
      }
      routes.get(routes.size() - 1).targets().stream()
          .filter(target -> !targets.contains(target))
          .findFirst()
          .ifPresent(
              unknown -> {
                throw new SettingException(
                    name,
                    "'%s' names the target %s; there %s".formatted(line, unknown, known(targets))
                        + ", and SCOUT_ALERT_SLACK, _TEAMS, _PAGERDUTY, _MAIL and _WEBHOOKS"
                        + " make others");
              });
    }
    if (routes.isEmpty() && !targets.isEmpty()) {
      throw new SettingException(
          name,
          "is not set, so that nothing goes to "
              + String.join(", ", targets)
              + "; give a route such as warning -> "
              + targets.iterator().next());
    }
    return new AlertRoutes(routes);
  }

  private static String known(Set<String> targets) {
    return targets.isEmpty() ? "is none" : "are " + String.join(", ", targets);
  }

  /** True if the alert goes to this target. */
  boolean lead(AlertNews alert, String target) {
    return routes.stream().anyMatch(route -> route.targets().contains(target) && route.fits(alert));
  }
}
