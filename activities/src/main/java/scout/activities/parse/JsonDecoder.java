package scout.activities.parse;

/** Passes a JSON record on byte for byte, except for the words that JSON doesn't have. */
final class JsonDecoder implements RecordDecoder {
  private final JsonCheck check;
  private final JsonBuffer rewritten = new JsonBuffer();

  JsonDecoder(JsonCheck check) {
    this.check = check;
  }

  @Override
  public RecordProblem decode(RecordFrame frame, RecordPayload payload) {
    RecordProblem problem = check.check(frame.bytes(), frame.start(), frame.end());
    if (problem != null) {
      return problem.placed("at byte " + (problem.position() - frame.start() + 1));
    }
    if (check.bareWords().isEmpty()) {
      payload.json(frame.bytes(), frame.start(), frame.end() - frame.start());
    } else {
      rewritten.clear();
      check.bareWords().write(frame.bytes(), frame.start(), frame.end(), rewritten);
      payload.json(rewritten.bytes(), 0, rewritten.size());
    }
    return null;
  }
}
