package scout.system.kill;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A named place in what a worker asks of a server. The first connection that comes to it stays
 * there; those that come later pass.
 */
final class Trap {
  /** On which wire it lies. */
  enum Place {
    DATABASE,
    STORAGE
  }

  private final Place place;
  private final boolean after;
  private final List<Pattern> requests;
  private volatile boolean holding;
  private boolean taken;
  private int passes;

  private Trap(Place place, boolean after, List<Pattern> requests, int passes) {
    this.place = place;
    this.after = after;
    this.requests = requests;
    this.passes = passes;
  }

  /**
   * Holds the worker before the server gets the request.
   *
   * @param requests regular expressions for requests that follow on one connection, not necessarily
   *     at once; the last is the one
   */
  static Trap before(Place place, String... requests) {
    return new Trap(place, false, patterns(requests), 0);
  }

  /** Holds the worker when the server has done what it was asked; the answer is never seen. */
  static Trap after(Place place, String... requests) {
    return new Trap(place, true, patterns(requests), 0);
  }

  private static List<Pattern> patterns(String... requests) {
    return Arrays.stream(requests).map(Pattern::compile).toList();
  }

  /** The same place, but so many come past it first. */
  Trap afterPasses(int count) {
    return new Trap(place, after, requests, count);
  }

  /** The same place once more, for another worker. */
  Trap again() {
    return new Trap(place, after, requests, passes);
  }

  Place place() {
    return place;
  }

  boolean isAfter() {
    return after;
  }

  /** How far one connection has come. */
  Walk walk() {
    return new Walk();
  }

  /** A connection's way to the trap. */
  final class Walk {
    private int next;

    /** True if the connection is to be held at this request. */
    boolean meets(String request) {
      if (!requests.get(next).matcher(request).find()) {
        return false;
      }
      next++;
      if (next < requests.size()) {
        return false;
      }
      next = 0;
      return take();
    }
  }

  private synchronized boolean take() {
    if (taken || passes-- > 0) {
      return false;
    }
    taken = true;
    return true;
  }

  /** To be called when the connection has come to rest in the trap. */
  void hold() {
    holding = true;
  }

  /** True once a connection is held. */
  boolean holds() {
    return holding;
  }

  @Override
  public String toString() {
    List<String> words = new ArrayList<>();
    requests.forEach(request -> words.add(request.pattern()));
    return "held " + (after ? "after " : "before ") + String.join(", then ", words);
  }
}
