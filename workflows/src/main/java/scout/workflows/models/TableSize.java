package scout.workflows.models;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * How large a model is, and what it costs.
 *
 * @param rows all of its rows
 * @param slices how many slices they are of; 1 if it is kept as a whole
 * @param medianRows those of a median slice
 * @param largestRows those of the largest slice
 * @param buildMillis how long all of it took to compute
 * @param fileMillis how long one median slice took: what a new file of one store and day costs
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record TableSize(
    long rows, long slices, long medianRows, long largestRows, long buildMillis, long fileMillis) {}
