package dev.rookery.api.dialogue;

/** Who speaks when. One {@link #parley} lets everybody have a turn. */
public interface World extends AutoCloseable {

  /**
   * One turn: teachers act, the agent observes and acts, teachers observe.
   *
   * @return number of examples seen; 0 at the end of the epoch
   */
  int parley();

  /** Whether every example of the epoch has been seen. */
  boolean epochDone();

  @Override
  void close();
}
