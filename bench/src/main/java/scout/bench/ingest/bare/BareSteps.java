package scout.bench.ingest.bare;

import io.temporal.activity.ActivityInterface;

/** The two steps of a {@link BareJourney}. */
@ActivityInterface
public interface BareSteps {
  /** Reads the object into bronze; returns the file's id. */
  String bareLoad(String key);

  /** Moves the file's object. */
  void bareArchive(String file);
}
