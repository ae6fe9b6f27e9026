package dev.rookery.runtime.decoding;

import dev.rookery.api.UserException;
import dev.rookery.api.model.SearchContext;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What all searches have in common.
 *
 * @param beamSize hypotheses of a row that grow side by side
 * @param minFinished hypotheses that must be finished before a row is done
 * @param nBest most hypotheses that are returned; 0 for all
 * @param lengthPenalty exponent of the length in the final score
 * @param temperature that logits are divided by
 * @param blocking what is never written
 */
record TreeSearchSettings(
    int beamSize,
    int minFinished,
    int nBest,
    double lengthPenalty,
    double temperature,
    Blocking blocking) {

  static final Setting<Integer> BEAM_SIZE = sizeOfBeam().defaultsTo(5);
  static final Setting<Integer> SAMPLES = sizeOfBeam().defaultsTo(1);
  static final Setting<Integer> MIN_N_BEST =
      Setting.integer("min-n-best")
          .alias("beam-min-n-best")
          .atLeast(1)
          .optional()
          .in("hypotheses")
          .describedAs("so many must be finished before a search ends; beam-size if not given");
  private static final Setting<Integer> N_BEST =
      Setting.integer("n-best")
          .atLeast(0)
          .defaultsTo(0)
          .in("hypotheses")
          .describedAs("how many finished hypotheses a reply lists; 0 for all");
  private static final Setting<Double> LENGTH_PENALTY =
      Setting.decimal("length-penalty")
          .alias("beam-length-penalty")
          .atLeast(0)
          .defaultsTo(0.65)
          .describedAs("how much the score of a long hypothesis is lifted; 0 for not at all");
  private static final Setting<Double> TEMPERATURE =
      Setting.decimal("temperature")
          .above(0)
          .defaultsTo(1.0)
          .describedAs("that logits are divided by; above 1 all tokens become more alike");
  static final Setting<Integer> MIN_LENGTH =
      Setting.integer("min-length")
          .alias("beam-min-length")
          .atLeast(0)
          .defaultsTo(1)
          .in("tokens")
          .describedAs("so many come before the end token");
  private static final Setting<Integer> BLOCK_NGRAM =
      Setting.integer("block-ngram")
          .alias("beam-block-ngram")
          .atLeast(-1)
          .defaultsTo(0)
          .in("tokens")
          .describedAs("no sequence of so many tokens is written twice; 0 allows all");
  private static final Setting<Integer> CONTEXT_BLOCK_NGRAM =
      Setting.integer("context-block-ngram")
          .alias("beam-context-block-ngram")
          .atLeast(-1)
          .defaultsTo(0)
          .in("tokens")
          .describedAs("no sequence of so many tokens is taken from the context; 0 allows all");
  private static final Setting<Boolean> BLOCK_FULL_CONTEXT =
      Setting.bool("block-full-context")
          .alias("beam-block-full-context")
          .defaultsTo(true)
          .describedAs("context-block-ngram looks at what truncation has cut off, too");
  private static final Setting<Path> BLOCK_LIST =
      Setting.path("block-list")
          .alias("beam-block-list-filename")
          .optional()
          .describedAs("a file of phrases that are never written, one a line");

  private static Setting<Integer> sizeOfBeam() {
    return Setting.integer("beam-size")
        .atLeast(1)
        .in("hypotheses")
        .describedAs("how many hypotheses grow side by side");
  }

  private static final Setting<Path> BEAM_DOT =
      Setting.path("beam-dot")
          .optional()
          .describedAs("a folder that gets a picture of each search, in Graphviz's language");

  /** Settings of a search that keeps one hypothesis. */
  static final SettingsSpec SINGLE =
      SettingsSpec.of(
          LENGTH_PENALTY,
          TEMPERATURE,
          BLOCK_NGRAM,
          CONTEXT_BLOCK_NGRAM,
          BLOCK_FULL_CONTEXT,
          BLOCK_LIST,
          BEAM_DOT);

  /** Settings of a search that keeps several. */
  static SettingsSpec several(Setting<Integer> beamSize) {
    return SettingsSpec.of(beamSize, MIN_LENGTH, MIN_N_BEST, N_BEST).plus(SINGLE);
  }

  /** Reads the settings of a search that keeps one hypothesis and may end at once. */
  static TreeSearchSettings single(SearchContext context) {
    Settings settings = context.settings();
    return new TreeSearchSettings(
        1, 1, 0, settings.get(LENGTH_PENALTY), settings.get(TEMPERATURE), blocking(context, 0));
  }

  /** Reads the settings of a search that keeps several. */
  static TreeSearchSettings several(SearchContext context, Setting<Integer> beamSizeSetting) {
    Settings settings = context.settings();
    int beamSize = settings.get(beamSizeSetting);
    return new TreeSearchSettings(
        beamSize,
        settings.find(MIN_N_BEST).orElse(beamSize),
        settings.get(N_BEST),
        settings.get(LENGTH_PENALTY),
        settings.get(TEMPERATURE),
        blocking(context, settings.get(MIN_LENGTH)));
  }

  /** The folder of the pictures, if there shall be some. */
  static Optional<Path> drawings(SearchContext context) {
    return context.settings().find(BEAM_DOT);
  }

  private static Blocking blocking(SearchContext context, int minLength) {
    Settings settings = context.settings();
    return new Blocking(
        minLength,
        settings.get(BLOCK_NGRAM),
        settings.get(CONTEXT_BLOCK_NGRAM),
        settings.get(BLOCK_FULL_CONTEXT),
        settings.find(BLOCK_LIST).map(file -> blockList(file, context)).orElse(BlockList.empty()));
  }

  private static BlockList blockList(Path file, SearchContext context) {
    try {
      return new BlockList(Files.readAllLines(file), context.dictionary());
    } catch (IOException e) {
      throw new UserException(
          "the block list "
              + file
              + " can't be read: give decode.block-list a text file in UTF-8"
              + " with one phrase a line",
          e);
    }
  }
}
