package dev.rookery.plugins.tasks.sim;

import java.util.List;

/**
 * Something that a persona can have, such as a pet, and how one talks about it. {@code %s} stands
 * for the value. All texts are in lower case with spaces around the punctuation.
 *
 * @param name for the canonical form of a persona
 * @param facts ways to state it
 * @param questions ways to ask for it; none is shared with another attribute
 * @param answer the one way to answer
 * @param values single words that no other attribute uses
 */
record Attribute(
    String name, List<String> facts, List<String> questions, String answer, List<String> values) {

  Attribute {
    facts = List.copyOf(facts);
    questions = List.copyOf(questions);
    values = List.copyOf(values);
  }

  static Attribute of(String name, String answer, String values, String facts, String questions) {
    return new Attribute(
        name, facts.lines().toList(), questions.lines().toList(), answer, words(values));
  }

  private static List<String> words(String values) {
    return List.of(values.split(" "));
  }
}
