package dev.rookery.api.learning;

import java.util.Map;

/**
 * Where a training stands, for a progress bar.
 *
 * @param update number of weight updates so far
 * @param done share of the whole training that is done, 0 to 1; NaN if it can't be known
 * @param epochs epochs so far, with fraction
 * @param values the latest figures by metric name
 */
public record TrainingProgress(
    long update, double done, double epochs, Map<String, Double> values) {}
