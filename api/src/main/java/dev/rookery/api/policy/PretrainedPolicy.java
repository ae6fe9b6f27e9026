package dev.rookery.api.policy;

import dev.rookery.api.Incubating;
import dev.rookery.api.UserException;
import java.net.URL;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to a network and lies in its plugin's jar: vocabulary, tokenizer and trained weights
 * (the rest of an entry of AceGen's model mapping). Immutable.
 *
 * <p>An experiment that names the network begins with it; what the experiment says itself wins.
 */
@Incubating
public final class PretrainedPolicy {

  /** The name of a vocabulary in a checkpoint, and of the resource in a jar. */
  private static final String VOCABULARY = "vocabulary.txt";

  /** The name of the weights in a checkpoint, and of the resource in a jar. */
  private static final String WEIGHTS = "model.safetensors";

  private final URL vocabulary;
  private final @Nullable URL weights;
  private final @Nullable String tokenizer;
  private final @Nullable Integer maxLength;
  private final String startToken;
  private final String endToken;

  private PretrainedPolicy(
      URL vocabulary,
      @Nullable URL weights,
      @Nullable String tokenizer,
      @Nullable Integer maxLength,
      String startToken,
      String endToken) {
    this.vocabulary = vocabulary;
    this.weights = weights;
    this.tokenizer = tokenizer;
    this.maxLength = maxLength;
    this.startToken = startToken;
    this.endToken = endToken;
  }

  /** A vocabulary, one token a line in the order of their ids, in UTF-8. */
  public static PretrainedPolicy of(URL vocabulary) {
    return new PretrainedPolicy(vocabulary, null, null, null, Vocabulary.START, Vocabulary.END);
  }

  /**
   * The files of a checkpoint that lie beside a class: {@code vocabulary.txt} and, if it is there,
   * {@code model.safetensors}.
   *
   * @throws UserException if there is no vocabulary
   */
  public static PretrainedPolicy beside(Class<?> owner) {
    @Nullable URL vocabulary = owner.getResource(VOCABULARY);
    if (vocabulary == null) {
      throw new UserException(
          "there is no "
              + VOCABULARY
              + " beside "
              + owner.getName()
              + "; put it into the plugin's jar, in the folder of that class");
    }
    @Nullable URL weights = owner.getResource(WEIGHTS);
    return weights == null ? of(vocabulary) : of(vocabulary).withWeights(weights);
  }

  /** The same with an actor's weights by name, in the safetensors format. */
  public PretrainedPolicy withWeights(URL newWeights) {
    return new PretrainedPolicy(vocabulary, newWeights, tokenizer, maxLength, startToken, endToken);
  }

  /** The same with the name of a tokenizer. */
  public PretrainedPolicy withTokenizer(String name) {
    return new PretrainedPolicy(vocabulary, weights, name, maxLength, startToken, endToken);
  }

  /** The same with the most tokens of a sequence, start token included. */
  public PretrainedPolicy withMaxLength(int tokens) {
    return new PretrainedPolicy(vocabulary, weights, tokenizer, tokens, startToken, endToken);
  }

  /** The same with other start and end tokens than AceGen's. */
  public PretrainedPolicy withStartAndEnd(String start, String end) {
    return new PretrainedPolicy(vocabulary, weights, tokenizer, maxLength, start, end);
  }

  /** Where the vocabulary is. */
  public URL vocabulary() {
    return vocabulary;
  }

  /** Where the weights are; without them the network begins with random ones. */
  public Optional<URL> weights() {
    return Optional.ofNullable(weights);
  }

  /** The tokenizer's name; the agent's default counts if there is none. */
  public Optional<String> tokenizer() {
    return Optional.ofNullable(tokenizer);
  }

  /** The most tokens of a sequence; the agent's default counts if there is none. */
  public OptionalInt maxLength() {
    return maxLength == null ? OptionalInt.empty() : OptionalInt.of(maxLength);
  }

  /** The token that every sequence begins with. */
  public String startToken() {
    return startToken;
  }

  /** The token that ends a sequence. */
  public String endToken() {
    return endToken;
  }
}
