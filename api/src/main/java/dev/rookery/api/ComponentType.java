package dev.rookery.api;

/** A kind of thing that an experiment can name. */
public enum ComponentType {
  AGENT("agent"),
  MODEL("model"),
  TEACHER("task"),
  MUTATOR("mutator"),
  FORMAT("format"),
  TOKENIZER("tokenizer"),
  SEARCH("search"),
  POLICY("policy"),
  PROMPTING("prompting"),
  SCORE("score"),
  LEARNER("learner"),
  OPTIMIZER("optimizer"),
  LR_SCHEDULER("lr-scheduler"),
  TRACKER("tracker");

  private final String word;

  ComponentType(String word) {
    this.word = word;
  }

  /** The word that users write, as in {@code rookery describe model example-tga}. */
  public String word() {
    return word;
  }

  @Override
  public String toString() {
    return word;
  }
}
