package scout.activities.parse;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** An object's bytes, and the layers of packing removed so far. */
final class PackingLayers implements AutoCloseable {
  private final UnpackBudget budget;
  private final List<PackingFormat> packings = new ArrayList<>();
  private final Deque<PackedSource> unpackers = new ArrayDeque<>();
  private HeadSource content;

  PackingLayers(InputStream body, ParseLimits limits) throws IOException {
    StoredSource stored = new StoredSource(body);
    this.budget = new UnpackBudget(stored, limits);
    this.content = new HeadSource(stored);
  }

  /** Returns the content without the removed layers. */
  ByteSource content() {
    return content;
  }

  FileHead head() {
    return content.head();
  }

  /** Returns the removed layers, the outermost first. */
  List<PackingFormat> packings() {
    return packings;
  }

  /** Removes a layer; none of the content may have been read yet. */
  void unpack(PackingFormat packing) throws IOException, FileDamaged {
    PackedSource unpacker = packing.unpack(content, budget);
    unpackers.push(unpacker);
    packings.add(packing);
    content = new HeadSource(unpacker);
    content.checkBegun();
  }

  @Override
  public void close() {
    unpackers.forEach(PackedSource::close);
  }
}
