package scout.local.fit;

import java.util.List;
import java.util.Map;

/**
 * What a look at some files found.
 *
 * @param present the inputs as read with the present settings
 * @param proposed the inputs as read with the proposed settings
 * @param shapes how each input is made, in the same order
 * @param fields what the records hold
 * @param proposal what would make more of them
 * @param before what the present settings make of them
 * @param after what the proposed settings make of them; the same if nothing is proposed
 * @param presentSettings those of the present settings that have to do with reading
 */
record FitReport(
    List<ReadSample> present,
    List<ReadSample> proposed,
    List<FileShape> shapes,
    FieldScan fields,
    FitProposal proposal,
    TrialOutcome before,
    TrialOutcome after,
    Map<String, String> presentSettings) {}
