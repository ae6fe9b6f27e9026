package dev.rookery.api.learning;

import java.util.Map;

/** Receives a run's figures as they come, to write them somewhere. */
public interface Tracker extends AutoCloseable {

  /**
   * One set of figures.
   *
   * @param phase {@code train}, {@code valid} or {@code test}
   * @param update number of weight updates so far
   * @param values by metric name
   */
  void record(String phase, long update, Map<String, Double> values);

  @Override
  default void close() {}
}
