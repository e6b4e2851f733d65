package scout.local.fit;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The fields of a sample of the inputs' records.
 *
 * @param scan the scan of the records
 * @param files the numbers of the records of each input that has any
 */
record SampleFields(FieldScan scan, List<BitSet> files) {
  /** The most records that are scanned, shared among the inputs. */
  static final int MOST = 2_000;

  static SampleFields of(List<ReadSample> samples) {
    long filled = samples.stream().filter(sample -> !sample.records().isEmpty()).count();
    long each = Math.max(1, MOST / Math.max(1, filled));
    FieldScan scan = new FieldScan();
    List<BitSet> files = new ArrayList<>();
    for (ReadSample sample : samples) {
      int begin = scan.records();
      sample.records().stream()
          .limit(each)
          .forEach(record -> scan.take(record.tree(), record.page()));
      if (scan.records() > begin) {
        BitSet file = new BitSet();
        file.set(begin, scan.records());
        files.add(file);
      }
    }
    return new SampleFields(scan, files);
  }
}
