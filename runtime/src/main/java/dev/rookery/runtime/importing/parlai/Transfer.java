package dev.rookery.runtime.importing.parlai;

import java.util.List;

/** Carries options over into settings of the same meaning. */
record Transfer(ParlAiOptions options, Draft draft) {

  void whole(String option, String path) {
    options.whole(option).ifPresent(value -> draft.set(path, value, option));
  }

  /** ParlAI says -1 where something has no limit or isn't used. */
  void positiveWhole(String option, String path) {
    options
        .whole(option)
        .filter(value -> value > 0)
        .ifPresent(value -> draft.set(path, value, option));
  }

  void positive(String option, String path) {
    options
        .number(option)
        .filter(value -> value > 0)
        .ifPresent(value -> draft.set(path, value, option));
  }

  void number(String option, String path) {
    options.number(option).ifPresent(value -> draft.set(path, value, option));
  }

  void numbers(String option, String path) {
    List<Double> values = options.numbers(option);
    if (!values.isEmpty()) {
      draft.set(path, values, option);
    }
  }

  void flag(String option, String path) {
    options.flag(option).ifPresent(value -> draft.set(path, value, option));
  }

  void text(String option, String path) {
    options.text(option).ifPresent(value -> draft.set(path, value, option));
  }
}
