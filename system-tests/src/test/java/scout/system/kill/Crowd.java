package scout.system.kill;

import java.util.ArrayList;
import java.util.List;

/** Many small files that arrive at once, each with records that the one before it brought too. */
final class Crowd {
  private static final int RECORDS = 300;
  private static final int SHARED = 50;

  private final Site site;
  private final int files;

  Crowd(Site site, int files) {
    this.site = site;
    this.files = files;
  }

  /**
   * Uploads them in the order of their keys, which decides between uploads of the same second; so
   * the same are the latest each time. Tells nobody.
   */
  List<String> upload() {
    List<String> etags = new ArrayList<>();
    for (int i = 0; i < files; i++) {
      etags.add(site.upload(path(i), Input.records(i * (RECORDS - SHARED), RECORDS)));
    }
    return etags;
  }

  /** Tells the journey of each that it arrived. */
  void arrive(List<String> etags) {
    for (int i = 0; i < files; i++) {
      site.arrived(path(i), etags.get(i));
    }
  }

  /** Waits until all are archived. */
  void awaitArchived() throws Exception {
    site.until("all " + files + " files are archived", () -> archived() == files);
  }

  /** How many are archived. */
  int archived() {
    return Integer.parseInt(site.one("SELECT count(*) FROM scout.files WHERE status = 'archived'"));
  }

  /** How many records they hold, and how many different ones. */
  record Size(int records, int different) {}

  Size size() {
    return new Size(files * RECORDS, files * (RECORDS - SHARED) + SHARED);
  }

  List<String> paths() {
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < files; i++) {
      paths.add(path(i));
    }
    return paths;
  }

  private static String path(int file) {
    return "till-%02d/file-%03d.jsonl".formatted(file / 30, file);
  }
}
