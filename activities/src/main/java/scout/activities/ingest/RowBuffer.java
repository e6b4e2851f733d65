package scout.activities.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.UUID;

/** Collects rows in the binary format of PostgreSQL's COPY. */
final class RowBuffer {
  private static final VarHandle SHORT = view(short[].class);
  private static final VarHandle INT = view(int[].class);
  private static final VarHandle LONG = view(long[].class);
  private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");
  private static final int NULL = -1;
  private static final int JSONB_VERSION = 1;

  private byte[] bytes;
  private int size;

  RowBuffer(int capacity) {
    bytes = new byte[capacity];
  }

  private static VarHandle view(Class<?> type) {
    return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.BIG_ENDIAN);
  }

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  /** Begins a row with this number of fields. */
  void row(int fields) {
    reserve(Short.BYTES);
    SHORT.set(bytes, size, (short) fields);
    size += Short.BYTES;
  }

  void bigint(long value) {
    length(Long.BYTES);
    int64(value);
  }

  void uuid(UUID value) {
    uuid(value.getMostSignificantBits(), value.getLeastSignificantBits());
  }

  void uuid(long high, long low) {
    length(2 * Long.BYTES);
    int64(high);
    int64(low);
  }

  void text(String value) {
    binary(value.getBytes(StandardCharsets.UTF_8));
  }

  void binary(byte[] value) {
    length(value.length);
    encoded(value, 0, value.length);
  }

  void jsonb(byte[] json, int offset, int count) {
    length(count + 1);
    bytes[size++] = JSONB_VERSION;
    encoded(json, offset, count);
  }

  /** Adds a time, truncated to microseconds. */
  void timestamp(Instant value) {
    bigint(ChronoUnit.MICROS.between(EPOCH, value));
  }

  void nothing() {
    reserve(Integer.BYTES);
    INT.set(bytes, size, NULL);
    size += Integer.BYTES;
  }

  /** Adds fields that are encoded already. */
  void encoded(byte[] source, int offset, int count) {
    reserve(count);
    System.arraycopy(source, offset, bytes, size, count);
    size += count;
  }

  private void length(int count) {
    reserve(Integer.BYTES + count);
    INT.set(bytes, size, count);
    size += Integer.BYTES;
  }

  private void int64(long value) {
    LONG.set(bytes, size, value);
    size += Long.BYTES;
  }

  private void reserve(int count) {
    if (bytes.length - size < count) {
      bytes = Arrays.copyOf(bytes, Math.max(size + count, 2 * bytes.length));
    }
  }
}
