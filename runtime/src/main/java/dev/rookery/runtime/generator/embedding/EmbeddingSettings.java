package dev.rookery.runtime.generator.embedding;

import dev.rookery.api.UserException;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.api.text.Dictionary;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where token embeddings start from, and whether they are trained. An agent adds {@link #TYPE} and
 * {@link #FILE} to its settings and calls {@link #apply} on a fresh model.
 */
public final class EmbeddingSettings {

  private static final String RANDOM = "random";
  private static final String FIXED = "-fixed";

  /** ParlAI's names; what counts is whether it is {@code random}, and whether it is fixed. */
  public static final Setting<String> TYPE =
      Setting.choice(
              "embedding-type",
              RANDOM,
              "glove",
              "glove-fixed",
              "fasttext",
              "fasttext-fixed",
              "fasttext_cc",
              "fasttext_cc-fixed")
          .defaultsTo(RANDOM)
          .describedAs(
              "where token embeddings start from; all but random need embedding-file, and -fixed"
                  + " ones are not trained")
          .alias("emb")
          .onlyWhenNew();

  /** The vectors. */
  public static final Setting<Path> FILE =
      Setting.path("embedding-file")
          .optional()
          .describedAs("text file of GloVe or fastText vectors (.txt, .vec, or either as .gz)")
          .onlyWhenNew();

  private EmbeddingSettings() {}

  /**
   * Sets up the embeddings of a fresh model as the settings say.
   *
   * @param weights names of the embedding weights, each of shape (tokens, embedding size)
   * @return how many tokens got a pretrained vector; empty where embeddings start at random
   * @throws SettingsException if the file is not named, or named but not used
   * @throws UserException if the file can't be read or its vectors have another size
   */
  public static Optional<EmbeddingCoverage> apply(
      Settings settings, Dictionary dictionary, Parameters parameters, List<String> weights) {
    String type = settings.get(TYPE);
    Optional<Path> file = settings.find(FILE);
    if (type.equals(RANDOM)) {
      if (file.isPresent()) {
        throw new SettingsException(
            FILE
                + " ("
                + settings.originOf(FILE)
                + ") is of no use while "
                + TYPE
                + " is random; set it to glove or fasttext");
      }
      return Optional.empty();
    }
    Path path =
        file.orElseThrow(
            () ->
                new SettingsException(
                    TYPE
                        + " = "
                        + type
                        + " ("
                        + settings.originOf(TYPE)
                        + ") needs "
                        + FILE
                        + ", a text file of vectors from nlp.stanford.edu/projects/glove or"
                        + " fasttext.cc"));
    freezeIfFixed(settings, parameters, weights);
    EmbeddingCoverage coverage = new WordVectorFile(path).copyInto(dictionary, parameters, weights);
    return Optional.of(coverage);
  }

  /** Keeps the embeddings of a loaded model as they are, if the settings say so. */
  public static void freezeIfFixed(Settings settings, Parameters parameters, List<String> weights) {
    if (settings.get(TYPE).endsWith(FIXED)) {
      weights.forEach(parameters::freeze);
    }
  }
}
