package scout.local.stack;

import scout.local.storage.ObjectCreated;

/** Drops storage events until it is opened; a sweep finds their objects. */
public final class EventGate {
  private volatile boolean open;

  /**
   * @param open true to let events through from the start
   */
  public EventGate(boolean open) {
    this.open = open;
  }

  /** Lets events through from now on. */
  public void open() {
    open = true;
  }

  ObjectCreated before(ObjectCreated next) {
    return (bucket, key, etag, size) -> {
      if (open) {
        next.created(bucket, key, etag, size);
      }
    };
  }
}
