package dev.rookery.plugins.basic;

import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.AgentContext;
import dev.rookery.api.dialogue.AgentFactory;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsSpec;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Says the label that it was shown: the best that any agent can do on a task. */
final class RepeatLabel implements AgentFactory {

  static final Setting<Boolean> ONE_ANSWER =
      Setting.bool("return-one-random-answer")
          .defaultsTo(true)
          .describedAs("Say one label at random; otherwise all of them, joined by commas.");

  static final Setting<Double> CANT_ANSWER =
      Setting.decimal("cant-answer-percent")
          .within(0, 1)
          .defaultsTo(0.0)
          .in("probability")
          .describedAs("How often to say cant-answer-message instead, between 0 and 1.");

  static final Setting<String> CANT_ANSWER_MESSAGE =
      Setting.text("cant-answer-message")
          .defaultsTo("I don't know.")
          .describedAs("What to say where there is no label.");

  @Override
  public String name() {
    return "repeat-label";
  }

  @Override
  public String description() {
    return "Says the label that it was shown, as an upper bound of every metric.";
  }

  @Override
  public SettingsSpec settings() {
    return SettingsSpec.of(ONE_ANSWER, CANT_ANSWER, CANT_ANSWER_MESSAGE);
  }

  @Override
  public Agent create(AgentContext context) {
    Settings settings = context.settings();
    boolean one = settings.get(ONE_ANSWER);
    double cantAnswer = settings.get(CANT_ANSWER);
    String cantAnswerMessage = settings.get(CANT_ANSWER_MESSAGE);
    return new ReplyAgent(
        "RepeatLabelAgent",
        context.seed(),
        (observation, random) ->
            observation
                .map(message -> answer(message.anyLabels(), one, cantAnswer, random))
                .map(answer -> answer.orElse(cantAnswerMessage))
                .map(text -> Message.ofText(text).with(Message.EPISODE_DONE, false))
                .orElse(Message.ofText("Nothing to repeat yet.")));
  }

  private static Optional<String> answer(
      List<String> labels, boolean one, double cantAnswer, SplittableRandom random) {
    if (labels.isEmpty() || random.nextDouble() < cantAnswer) {
      return Optional.empty();
    }
    return Optional.of(one ? labels.get(random.nextInt(labels.size())) : String.join(", ", labels));
  }
}
