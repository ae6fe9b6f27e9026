package dev.rookery.runtime.text;

import dev.rookery.api.text.Tokenizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * ParlAI's {@code bpe}: words and single other characters, cut into pieces by a codecs file. Before
 * the codecs are learned it gives whole words.
 */
final class SubwordBpeTokenizer implements Tokenizer {

  private static final String NEWLINE = "__newln__";

  private final @Nullable String codecs;
  private final @Nullable SubwordBpe bpe;

  /** A tokenizer that has to learn. */
  SubwordBpeTokenizer() {
    this.codecs = null;
    this.bpe = null;
  }

  /**
   * @param codecs the content of the codecs file
   */
  SubwordBpeTokenizer(String codecs, List<BpeFiles.Merge> merges) {
    this.codecs = codecs;
    // Files of version 0.1 have no version line.
    boolean separateEnd = !codecs.startsWith("#version:") || codecs.startsWith("#version: 0.1");
    this.bpe = new SubwordBpe(merges, separateEnd);
  }

  @Override
  public List<String> tokenize(String text) {
    List<String> words = WordScanner.scan(text.replace("\n", " " + NEWLINE + " "), false);
    if (bpe == null) {
      return words;
    }
    List<String> pieces = new ArrayList<>(words.size() * 2);
    for (String word : words) {
      pieces.addAll(bpe.encode(word));
    }
    return pieces;
  }

  @Override
  public String detokenize(List<String> tokens) {
    String text = String.join(" ", tokens).replace(SubwordBpe.CONTINUES + " ", "");
    if (text.endsWith(SubwordBpe.CONTINUES)) {
      text = text.substring(0, text.length() - SubwordBpe.CONTINUES.length());
    }
    return text.replace(NEWLINE, "\n");
  }

  @Override
  public boolean leavesWordOpen(String token) {
    return bpe != null && token.endsWith(SubwordBpe.CONTINUES);
  }

  @Override
  public Optional<Tokenizer> learn(Map<String, Long> counts, int maxTokens, int minFrequency) {
    if (bpe != null) {
      return Optional.empty();
    }
    SubwordBpeLearner learner =
        new SubwordBpeLearner(
            maxTokens > 0 ? maxTokens : SubwordBpeLearner.DEFAULT_MERGES,
            minFrequency > 0 ? minFrequency : SubwordBpeLearner.DEFAULT_MIN_FREQUENCY);
    List<BpeFiles.Merge> merges = learner.learn(counts);
    StringBuilder file = new StringBuilder("#version: 0.2\n");
    merges.forEach(
        merge -> file.append(merge.first()).append(' ').append(merge.second()).append('\n'));
    return Optional.of(new SubwordBpeTokenizer(file.toString(), merges));
  }

  @Override
  public void save(Path dictionary) throws IOException {
    if (codecs != null) {
      Files.writeString(SubwordBpeFactory.codecsBeside(dictionary), codecs, StandardCharsets.UTF_8);
    }
  }
}
