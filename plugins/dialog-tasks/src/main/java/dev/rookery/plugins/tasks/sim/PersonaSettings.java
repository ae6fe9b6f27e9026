package dev.rookery.plugins.tasks.sim;

import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.api.settings.SettingsSpec;

/**
 * How hard {@code persona-sim} is.
 *
 * @param attributes kinds of facts there are
 * @param values values of each attribute
 * @param minFacts fewest facts of a persona
 * @param maxFacts most facts of a persona
 * @param smallTalk probability of a turn that the persona doesn't matter for, in an episode
 * @param chatter probability that a question follows a remark
 * @param unknown probability that an episode has a question that the persona doesn't answer
 */
record PersonaSettings(
    int attributes,
    int values,
    int minFacts,
    int maxFacts,
    double smallTalk,
    double chatter,
    double unknown) {

  private static final Setting<Integer> ATTRIBUTES =
      Setting.integer("attributes")
          .within(2, Attributes.ALL.size())
          .defaultsTo(10)
          .describedAs("kinds of facts that personas are made of, such as pet or job");
  private static final Setting<Integer> VALUES =
      Setting.integer("values")
          .within(2, Attributes.VALUES)
          .defaultsTo(10)
          .describedAs("values of each kind of fact, such as dog and cat");
  private static final Setting<Integer> MIN_FACTS =
      Setting.integer("min-facts")
          .within(1, Attributes.ALL.size())
          .defaultsTo(1)
          .describedAs("fewest facts of a persona for training; otherwise there are at least two");
  private static final Setting<Integer> MAX_FACTS =
      Setting.integer("max-facts")
          .within(1, Attributes.ALL.size())
          .defaultsTo(3)
          .describedAs("most facts of a persona");
  private static final Setting<Double> SMALL_TALK =
      Setting.decimal("small-talk")
          .within(0, 1)
          .defaultsTo(0.2)
          .describedAs(
              "probability that an episode has a turn that the persona doesn't matter for");
  private static final Setting<Double> CHATTER =
      Setting.decimal("chatter")
          .within(0, 1)
          .defaultsTo(0.1)
          .describedAs("probability that a remark comes before a question");
  private static final Setting<Double> UNKNOWN =
      Setting.decimal("unknown")
          .within(0, 1)
          .defaultsTo(0.0)
          .describedAs("probability that an episode has a question that the persona can't answer");

  static final SettingsSpec SPEC =
      SettingsSpec.of(ATTRIBUTES, VALUES, MIN_FACTS, MAX_FACTS, SMALL_TALK, CHATTER, UNKNOWN);

  PersonaSettings {
    if (minFacts > maxFacts || maxFacts > attributes) {
      throw new SettingsException(
          "persona-sim: min-facts = "
              + minFacts
              + ", max-facts = "
              + maxFacts
              + ", attributes = "
              + attributes
              + ": they must be in ascending order");
    }
  }

  static PersonaSettings read(Settings settings) {
    return new PersonaSettings(
        settings.get(ATTRIBUTES),
        settings.get(VALUES),
        settings.get(MIN_FACTS),
        settings.get(MAX_FACTS),
        settings.get(SMALL_TALK),
        settings.get(CHATTER),
        settings.get(UNKNOWN));
  }
}
