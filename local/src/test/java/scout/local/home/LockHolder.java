package scout.local.home;

import java.nio.file.Path;

/** Another process that holds a home's lock: says L when it does, and then stays. */
final class LockHolder {
  private LockHolder() {}

  public static void main(String[] args) throws Exception {
    try (HomeLock lock = HomeLock.take(new StackHome(Path.of(args[0])))) {
      System.out.println("Locked: " + lock);
      System.in.read();
    }
  }
}
