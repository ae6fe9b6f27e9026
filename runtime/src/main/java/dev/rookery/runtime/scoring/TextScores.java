package dev.rookery.runtime.scoring;

import dev.rookery.api.UserException;
import dev.rookery.api.scoring.Score;
import dev.rookery.api.scoring.ScoringContext;
import dev.rookery.api.scoring.ScoringFunction;
import dev.rookery.api.scoring.ScoringFunctionFactory;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.api.settings.SettingsSpec;
import dev.rookery.runtime.config.ModelNames;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Scoring functions for any text: its length, its words, and what another program or another agent
 * says of it.
 */
public final class TextScores {

  private static final Setting<Integer> WANTED =
      Setting.integer("words")
          .atLeast(1)
          .defaultsTo(10)
          .in("words")
          .describedAs("the length that scores 1; half or twice of it scores 0.5");
  private static final Setting<List<String>> KEYWORDS =
      Setting.textList("keywords")
          .defaultsTo(List.of())
          .describedAs("words that the text shall have, in any case");
  private static final Setting<List<String>> COMMAND =
      Setting.textList("command")
          .defaultsTo(List.of())
          .describedAs("the program and its arguments, such as [python3, score.py]");
  private static final Setting<List<String>> PARTS =
      Setting.textList("parts")
          .defaultsTo(List.of())
          .describedAs("names of further numbers in its answers, for the table");
  private static final Setting<Duration> TIME_LIMIT =
      Setting.duration("time-limit")
          .defaultsTo(Duration.ofSeconds(30))
          .describedAs("how long it may take for one sequence");

  private static final Setting<Path> MODEL =
      Setting.path("model")
          .optional()
          .describedAs(
              "the trained agent: a run's or a model's folder, or a name such as zoo:NAME; must be"
                  + " given");
  private static final Setting<String> CONTEXT =
      Setting.text("context")
          .defaultsTo("")
          .describedAs("what the text answers, for an agent that replies");

  private TextScores() {}

  /** All of them. */
  public static List<ScoringFunctionFactory> factories() {
    return List.of(
        new Factory(
            "length",
            "How near a text's number of words is to a wanted one",
            SettingsSpec.of(WANTED),
            context -> each(text -> length(text, context.settings().get(WANTED)))),
        new Factory(
            "keywords",
            "What share of some words a text has",
            SettingsSpec.of(KEYWORDS),
            TextScores::keywords),
        new Factory(
            "process",
            "What another program says, line by line of JSON",
            SettingsSpec.of(COMMAND, PARTS, TIME_LIMIT),
            TextScores::process),
        new Factory(
            "agent",
            "How likely another agent finds a text: 1 / perplexity",
            SettingsSpec.of(MODEL, CONTEXT),
            TextScores::agent));
  }

  private record Factory(
      String name,
      String description,
      SettingsSpec settings,
      Function<ScoringContext, ScoringFunction> maker)
      implements ScoringFunctionFactory {

    @Override
    public ScoringFunction create(ScoringContext context) {
      return maker.apply(context);
    }
  }

  private static ScoringFunction each(Function<String, Double> score) {
    return sequence -> Score.of(score.apply(sequence));
  }

  private static double length(String text, int wanted) {
    int words = text.isBlank() ? 0 : text.strip().split("\\s+").length;
    return (double) Math.min(words, wanted) / Math.max(words, wanted);
  }

  private static ScoringFunction keywords(ScoringContext context) {
    List<String> keywords = context.settings().get(KEYWORDS);
    if (keywords.isEmpty()) {
      throw new SettingsException(
          "the score \"keywords\" has no words: set keywords, such as keywords = [blue, bird]");
    }
    return each(
        text -> {
          List<String> words = List.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"));
          long found =
              keywords.stream()
                  .filter(word -> words.contains(word.toLowerCase(Locale.ROOT)))
                  .count();
          return (double) found / keywords.size();
        });
  }

  private static ScoringFunction agent(ScoringContext context) {
    Settings settings = context.settings();
    Path folder =
        settings
            .find(MODEL)
            .orElseThrow(
                () ->
                    new SettingsException(
                        "the score \"agent\" has no agent: set model, such as model = runs/tutor"));
    if (!(context instanceof Scoring.Context own)) {
      throw new UserException("the score \"agent\" can't open agents here");
    }
    try {
      return opened(own.agent(folder), settings.get(CONTEXT));
    } catch (UserException | SettingsException e) {
      throw new UserException(
          "the score \"agent\", model = "
              + ModelNames.shown(settings, MODEL)
              + ": "
              + e.getMessage(),
          e);
    }
  }

  private static ScoringFunction opened(TrainedAgents.Opened agent, String context) {
    try {
      return new AgentScore(agent, context);
    } catch (UserException e) {
      agent.close();
      throw e;
    }
  }

  private static ScoringFunction process(ScoringContext context) {
    List<String> command = context.settings().get(COMMAND);
    if (command.isEmpty()) {
      throw new SettingsException(
          "the score \"process\" has no program: set command, such as command = [python3,"
              + " score.py]");
    }
    return ProcessScoring.start(
        command, context.settings().get(PARTS), context.settings().get(TIME_LIMIT));
  }
}
