package dev.rookery.plugins.tasks.mutator;

import dev.rookery.api.dialogue.MutatorFactory;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.SettingsSpec;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** All mutators of this plugin. */
public final class Mutators {

  private static final Setting<Boolean> PRESERVE_CONTEXT =
      Setting.bool("preserve-context")
          .defaultsTo(true)
          .describedAs("whether the lines before the first thing said, such as a persona, stay");
  private static final SettingsSpec CONTEXT = SettingsSpec.of(PRESERVE_CONTEXT);

  private Mutators() {}

  /** Makes the factories. */
  public static List<MutatorFactory> all() {
    return List.of(
        NamedMutator.of(
            "flatten",
            "Makes every turn an episode of its own that begins with all that was said before.",
            EpisodeMutations::flattened),
        new NamedMutator(
            "last-turn",
            "Makes every turn an episode of its own without what was said before.",
            CONTEXT,
            settings -> {
              boolean keep = settings.get(PRESERVE_CONTEXT);
              return (episode, random) -> EpisodeMutations.lastTurns(episode, keep);
            }),
        new NamedMutator(
            "episode-reverse",
            "Turns round the order of the texts; the labels stay where they are.",
            CONTEXT,
            settings -> {
              boolean keep = settings.get(PRESERVE_CONTEXT);
              return (episode, random) ->
                  EpisodeMutations.reordered(episode, keep, Collections::reverse);
            }),
        new NamedMutator(
            "episode-shuffle",
            "Shuffles the texts; the labels stay where they are.",
            CONTEXT,
            settings -> {
              boolean keep = settings.get(PRESERVE_CONTEXT);
              return (episode, random) ->
                  EpisodeMutations.reordered(
                      episode, keep, texts -> Shuffle.inPlace(texts, random));
            }),
        NamedMutator.of(
            "context-shuffle",
            "Shuffles the lines before the last one of each text, such as a persona.",
            TextMutations.each(TextMutations::contextShuffled)),
        NamedMutator.of(
            "word-reverse",
            "Turns round the words of each line of the texts.",
            TextMutations.each((text, random) -> TextMutations.wordsReversed(text))),
        NamedMutator.of(
            "word-shuffle",
            "Shuffles the words of each line of the texts.",
            TextMutations.each(TextMutations::wordsShuffled)),
        new LabelNoise(
            "flip-classification-label",
            "Gives some of the messages the other one of two labels.",
            LabelNoise.Choice.OTHER,
            Set.of(LabelNoise.Use.LEARNING, LabelNoise.Use.EVALUATION)),
        new LabelNoise(
            "flip-classification-label-train-only",
            "Gives some of the messages to learn from the other one of two labels.",
            LabelNoise.Choice.OTHER,
            Set.of(LabelNoise.Use.LEARNING)),
        new LabelNoise(
            "flip-classification-label-valid-only",
            "Gives some of the messages for evaluation the other one of two labels.",
            LabelNoise.Choice.OTHER,
            Set.of(LabelNoise.Use.EVALUATION)),
        new LabelNoise(
            "random-classification-label",
            "Gives some of the messages either of two labels.",
            LabelNoise.Choice.EITHER,
            Set.of(LabelNoise.Use.LEARNING, LabelNoise.Use.EVALUATION)));
  }
}
