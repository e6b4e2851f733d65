package scout.console.actions;

import java.util.List;
import scout.console.files.FileReads.FileStory;
import scout.console.files.FileVersionRow;
import scout.console.web.Words;

/** What reprocessing or discarding a version of a file touches, a sentence each. */
final class FileTouches {
  private FileTouches() {}

  static List<String> of(FileStory story, boolean discard) {
    FileVersionRow version = story.version();
    String which = "Version " + version.etag() + ", which is " + version.status() + ", with ";
    if (version.quarantined()) {
      return List.of(
          which + "no row in any layer.",
          discard
              ? "So no row changes. It is given up, and its alert ends. The ledger keeps that it was"
                  + " done, the object stays, and reprocess reads it again."
              : "It is read again from where it lies. If it can be loaded now, its rows come in and"
                  + " take the place of an earlier version's. If not, it stays in quarantine and its"
                  + " alert stays open.");
    }
    return List.of(
        which
            + Words.count(version.recordsLoaded(), "loaded record")
            + " and "
            + Words.count(version.transactions(), "transaction")
            + ".",
        storeDays(story.storeDays().size()),
        discard
            ? "Its rows leave every layer. The ledger keeps that it was done, the object stays, and"
                + " reprocess brings the rows back."
            : "It is read again from where it lies; its rows are replaced. If it can't be loaded,"
                + " the old rows stay.");
  }

  private static String storeDays(int number) {
    return number == 0
        ? "No store-day holds a transaction of it."
        : Words.count(number, "store-day")
            + (number == 1 ? " is" : " are")
            + " computed anew in gold and platinum.";
  }
}
