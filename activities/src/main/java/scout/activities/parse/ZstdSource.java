package scout.activities.parse;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Unpacks zstd with one or more frames and windows that fit a small machine. */
final class ZstdSource implements PackedSource {
  /** 8 MiB: what the format's specification asks every decoder to support. */
  private static final int MAX_WINDOW_LOG = 23;

  private final ByteSource packed;
  private final UnpackBudget budget;
  private final ZstdDecompressCtx context = new ZstdDecompressCtx().setLongMax(MAX_WINDOW_LOG);
  private final ByteBuffer input = ByteBuffer.allocate(64 * 1024).flip();
  private boolean betweenFrames = true;

  /** Whether the last output filled its buffer, so that there may be more. */
  private boolean full;

  private long unpacked;

  ZstdSource(ByteSource packed, UnpackBudget budget) {
    this.packed = packed;
    this.budget = budget;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException, FileDamaged {
    ByteBuffer output = ByteBuffer.wrap(into, offset, length);
    while (output.position() == offset) {
      if (!input.hasRemaining() && (betweenFrames || !full) && !fill()) {
        return -1;
      }
      unpack(output);
    }
    int count = output.position() - offset;
    unpacked += count;
    budget.spend(count);
    return count;
  }

  @Override
  public void close() {
    context.close();
  }

  /** Returns whether there are more packed bytes; within a frame there must be. */
  private boolean fill() throws IOException, FileDamaged {
    int count = packed.read(input.array(), 0, input.capacity());
    if (count < 0 && !betweenFrames) {
      throw damaged("ends too early");
    }
    input.position(0).limit(Math.max(count, 0));
    return count >= 0;
  }

  private void unpack(ByteBuffer output) throws FileDamaged {
    try {
      betweenFrames = context.decompressByteBufferStream(output, input);
      full = !output.hasRemaining();
    } catch (ZstdException e) {
      // The exception holds the call's result, the negated code.
      long code = Math.abs(e.getErrorCode());
      if (code == Zstd.errFrameParameterWindowTooLarge()) {
        throw new FileDamaged(
            DamageCode.ZSTD_WINDOW,
            unpacked,
            "Unpacking the zstd data needs a window of more than 8 MiB. Pack the file without"
                + " --long or --ultra, or with gzip.");
      }
      if (code == Zstd.errMemoryAllocation()) {
        throw e;
      }
      throw damaged(
          code == Zstd.errDictionaryWrong() ? "asks for a dictionary" : "is damaged or no zstd");
    }
  }

  private FileDamaged damaged(String what) {
    return new FileDamaged(
        DamageCode.ZSTD_DAMAGED,
        unpacked,
        "The zstd data " + what + ", behind the byte " + unpacked + " that it unpacks to.");
  }
}
