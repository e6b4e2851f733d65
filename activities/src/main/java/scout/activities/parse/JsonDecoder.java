package scout.activities.parse;

/** Takes a JSON record as it is, byte for byte. */
final class JsonDecoder implements Decoder {
  private final JsonCheck check;

  JsonDecoder(JsonCheck check) {
    this.check = check;
  }

  @Override
  public Problem decode(Frame frame, Payload payload) {
    Problem problem = check.check(frame.bytes(), frame.start(), frame.end());
    if (problem != null) {
      return problem.placed("at byte " + (problem.position() - frame.start() + 1));
    }
    payload.json(frame.bytes(), frame.start(), frame.end() - frame.start());
    return null;
  }
}
