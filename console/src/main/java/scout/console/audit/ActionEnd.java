package scout.console.audit;

/**
 * What came of an action, as people are told: of a file what became of it, not that its journey has
 * the request.
 *
 * @param word a word or two, such as {@code loaded} or {@code quarantined again}
 * @param tone the colour: {@code good}, {@code warn}, {@code bad} or {@code calm}
 * @param sentence what that means here, without a full stop
 * @param known false while it is not over
 */
public record ActionEnd(String word, String tone, String sentence, boolean known) {
  private static final String REFUSED = "reprocess refused: ";

  public ActionEnd {
    sentence = sentence == null ? "" : sentence.replaceFirst("\\.$", "");
  }

  /** Nobody has carried it out yet, or the record of it is not there yet. */
  public static ActionEnd waiting() {
    return new ActionEnd(
        "asked", "warn", "It waits for a worker; the list of what people did shows its end", false);
  }

  static ActionEnd of(AskedAction asked) {
    return switch (asked.outcome()) {
      case "asked" -> waiting();
      case "done" -> done(asked);
      case "refused" -> end("refused", "warn", asked.detail());
      default -> end(asked.outcome(), "bad", asked.detail());
    };
  }

  private static ActionEnd done(AskedAction asked) {
    return switch (asked.action()) {
      case "reprocess", "discard" -> ofFile(asked);
      // that it was begun says nothing of its end
      case "sweep", "refresh" ->
          end("begun", "calm", asked.detail() + "; the overview shows how it ends");
      default -> end("done", "good", asked.detail());
    };
  }

  private static ActionEnd ofFile(AskedAction asked) {
    if (asked.fileStatus() == null) {
      return new ActionEnd(
          "asked", "warn", "Scout has the request, and the ledger has no result of it", false);
    }
    if (!asked.newestRequest()) {
      return end(
          "carried out",
          "calm",
          "Another request came after it; the file is " + asked.fileStatus() + " now");
    }
    return asked.action().equals("discard") ? discarded(asked) : reprocessed(asked);
  }

  private static ActionEnd discarded(AskedAction asked) {
    return asked.fileStatus().equals("discarded")
        ? end("discarded", "good", "It counts no more; reprocess reads it again")
        : end(asked.fileStatus(), "warn", "It was discarded, and has changed since");
  }

  private static ActionEnd reprocessed(AskedAction asked) {
    return switch (asked.fileStatus()) {
      case "quarantined" ->
          end(
              asked.quarantinedBefore() ? "quarantined again" : "quarantined",
              "bad",
              why(asked, "Nothing of it could be loaded"));
      case "loaded", "archived" ->
          asked.loadedSince()
              ? end("loaded", "good", recordsOf(asked))
              : unchanged(asked, "Nothing changed; its rows stay as they were");
      case "duplicate" ->
          end("duplicate", "warn", why(asked, "Another version of its key has the same bytes"));
      case "discarded" -> unchanged(asked, "Nothing changed; it stays discarded");
      default -> end(asked.fileStatus(), "warn", why(asked, "It was not loaded"));
    };
  }

  /** An object that is gone leaves no reason in the ledger; an older one may stand there. */
  private static ActionEnd unchanged(AskedAction asked, String stays) {
    String reason = why(asked, "");
    return end(
        "not loaded",
        "bad",
        stays
            + (reason.startsWith(REFUSED)
                ? ". The ledger says: " + reason
                : ". The object may be gone from the storage"));
  }

  private static String recordsOf(AskedAction asked) {
    return asked.recordsLoaded() == 1
        ? "One record was loaded"
        : asked.recordsLoaded() + " records were loaded";
  }

  private static String why(AskedAction asked, String otherwise) {
    return asked.fileReason() == null ? otherwise : asked.fileReason();
  }

  private static ActionEnd end(String word, String tone, String sentence) {
    return new ActionEnd(word, tone, sentence, true);
  }
}
