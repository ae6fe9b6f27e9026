package dev.rookery.api.learning;

import dev.rookery.api.Incubating;

/** One turn, ready to be put into a batch. Its lengths decide which batch it goes into. */
@Incubating
public interface TrainingExample {

  /** Tokens of the context. */
  int contextLength();

  /** Tokens of the label. */
  int labelLength();
}
