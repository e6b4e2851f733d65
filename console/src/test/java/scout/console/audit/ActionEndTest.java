package scout.console.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people are told of an action's end. */
class ActionEndTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      delimiter = '|',
      textBlock =
          """
          # action    | outcome | status      | reason             | newest | loaded | before | word              | tone
          reprocess   | asked   | -           | -                  | false  | false  | false  | asked             | warn
          reprocess   | done    | -           | -                  | false  | false  | false  | asked             | warn
          reprocess   | failed  | -           | -                  | false  | false  | false  | failed            | bad
          reprocess   | done    | quarantined | TRUNCATED: torn    | true   | false  | true   | quarantined again | bad
          reprocess   | done    | quarantined | TRUNCATED: torn    | true   | false  | false  | quarantined       | bad
          reprocess   | done    | archived    | -                  | true   | true   | true   | loaded            | good
          reprocess   | done    | loaded      | -                  | true   | true   | false  | loaded            | good
          reprocess   | done    | archived    | reprocess refused: TOO_DEEP: x | true   | false  | false  | not loaded        | bad
          reprocess   | done    | discarded   | reprocess refused: TOO_DEEP: x | true   | false  | false  | not loaded        | bad
          reprocess   | done    | duplicate   | same bytes         | true   | false  | true   | duplicate         | warn
          reprocess   | done    | gone        | -                  | true   | false  | true   | gone              | warn
          reprocess   | done    | discarded   | of no use          | false  | false  | true   | carried out       | calm
          discard     | done    | -           | -                  | false  | false  | false  | asked             | warn
          discard     | done    | discarded   | of no use          | true   | false  | true   | discarded         | good
          sweep       | done    | -           | -                  | false  | false  | false  | begun             | calm
          refresh     | done    | -           | -                  | false  | false  | false  | begun             | calm
          acknowledge | done    | -           | -                  | false  | false  | false  | done              | good
          mute        | refused | -           | -                  | false  | false  | false  | refused           | warn
          """)
  void namesWhatBecameOfTheFile(
      String action,
      String outcome,
      String status,
      String reason,
      boolean newest,
      boolean loaded,
      boolean before,
      String word,
      String tone) {
    ActionEnd end = end(action, outcome, status, reason, newest, loaded, before);

    assertThat(end.word()).isEqualTo(word);
    assertThat(end.tone()).isEqualTo(tone);
    assertThat(end.known()).isEqualTo(!word.equals("asked"));
    if (tone.equals("bad") && reason != null) {
      assertThat(end.sentence()).contains(reason);
    }
    assertThat(end.sentence()).isNotEmpty().doesNotEndWith(".");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      delimiter = '|',
      textBlock =
          """
          archived  | -                              | its rows stay as they were
          loaded    | OBJECT_GONE: there is no       | its rows stay as they were
          archived  | OBJECT_GONE: there is no       | its rows stay as they were
          discarded | of no use                      | it stays discarded
          """)
  void guessesNoRefusalWhereTheObjectIsGone(String status, String reason, String stays) {
    ActionEnd end = end("reprocess", "done", status, reason, true, false, false);

    assertThat(end.word()).isEqualTo("not loaded");
    assertThat(end.sentence())
        .isEqualTo("Nothing changed; " + stays + ". The object may be gone from the storage");
  }

  private static ActionEnd end(
      String action,
      String outcome,
      String status,
      String reason,
      boolean newest,
      boolean loaded,
      boolean before) {
    return new AskedAction(
            UUID.randomUUID(),
            OffsetDateTime.now(ZoneOffset.UTC),
            "ana",
            action,
            "a.jsonl",
            null,
            outcome,
            "detail.",
            status == null ? null : "etag",
            status,
            reason,
            33,
            newest,
            loaded,
            before)
        .end();
  }
}
