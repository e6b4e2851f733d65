package scout.activities.parse;

/** Unpacks what it reads from another source, which it doesn't close. */
interface PackedSource extends ByteSource, AutoCloseable {
  @Override
  void close();
}
