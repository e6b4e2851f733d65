package scout.local.fit;

import java.util.List;
import java.util.Map;

/**
 * The results for some files.
 *
 * @param present the inputs as read with the present settings
 * @param proposed the inputs as read with the proposed settings
 * @param shapes the format of each input, in the same order
 * @param fields the fields of the records
 * @param proposal the proposal
 * @param before the outcome with the present settings
 * @param after the outcome with the proposed settings; the same if nothing is proposed
 * @param presentSettings the present settings that affect reading
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
