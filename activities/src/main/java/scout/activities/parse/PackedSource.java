package scout.activities.parse;

/** Unpacks another source, which it doesn't close. */
interface PackedSource extends ByteSource, AutoCloseable {
  @Override
  void close();
}
