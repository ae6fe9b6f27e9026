package dev.rookery.api.learning;

import java.util.Map;

/** Receives a run's figures as they come, to write them somewhere. */
public interface Tracker extends AutoCloseable {

  /**
   * One set of figures.
   *
   * @param phase {@code train}, {@code valid}, {@code test}, or {@code final} for the best weights
   *     on all validation examples
   * @param update number of weight updates so far
   * @param values by metric name
   */
  void record(String phase, long update, Map<String, Double> values);

  /**
   * Forgets every record of a later update. A run that goes on from a checkpoint calls it first,
   * since what an interrupted run recorded after that checkpoint will be recorded again. By default
   * nothing happens, which suits a tracker whose records replace earlier ones of the same update.
   *
   * @param update number of weight updates at which the run goes on
   */
  default void truncateAfter(long update) {}

  @Override
  default void close() {}
}
