package scout.cli.verify;

import java.io.IOException;
import java.util.Iterator;
import scout.storage.KeyOrder;
import scout.storage.ListingPage;
import scout.storage.ObjectStore;
import scout.storage.StoredObject;

/** Visits all that lies below a prefix, in key order. Holds one page in memory. */
final class BucketWalk {
  private static final int PAGE = 1_000;

  /** Receives the entries of a listing. */
  interface Visitor {
    /** Receives an object. */
    void object(StoredObject object) throws IOException;

    /** Receives the key of an object that the listing gives without an ETag. */
    void untold(String key) throws IOException;
  }

  private BucketWalk() {}

  /** Visits each entry once. */
  static void visit(ObjectStore store, String prefix, Visitor visitor) throws IOException {
    ListingPage page = store.listing().page(prefix, null, PAGE);
    visit(page, visitor);
    while (page.more() && page.end() != null) {
      page = store.listing().page(prefix, page.end(), PAGE);
      visit(page, visitor);
    }
  }

  private static void visit(ListingPage page, Visitor visitor) throws IOException {
    Iterator<String> untold = page.untold().iterator();
    String other = next(untold);
    for (StoredObject object : page.objects()) {
      while (other != null && KeyOrder.BY_BYTES.compare(other, object.key()) < 0) {
        visitor.untold(other);
        other = next(untold);
      }
      visitor.object(object);
    }
    while (other != null) {
      visitor.untold(other);
      other = next(untold);
    }
  }

  private static String next(Iterator<String> keys) {
    return keys.hasNext() ? keys.next() : null;
  }
}
