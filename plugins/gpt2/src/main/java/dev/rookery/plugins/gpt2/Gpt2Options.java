package dev.rookery.plugins.gpt2;

import java.util.Locale;

/**
 * The shape of a GPT-2, in the words of Hugging Face's configuration.
 *
 * @param positions how many positions have a vector
 * @param heads number of attention heads; divides {@code size}
 * @param layers number of layers
 * @param size length of a vector, H
 * @param innerSize length of the vectors inside the feed-forward part
 * @param activation of the feed-forward part
 * @param epsilon that is added to the variance in normalizations
 * @param embeddingDropout after the embeddings
 * @param attentionDropout of the attention weights
 * @param residualDropout at the end of each part of a layer
 * @param scaleAttention whether attention scores are divided by the root of a head's size
 * @param scaleByLayer whether attention scores are divided by the number of the layer, from 1
 * @param tied whether the output layer is the table of token embeddings
 */
record Gpt2Options(
    int positions,
    int heads,
    int layers,
    int size,
    int innerSize,
    Activation activation,
    double epsilon,
    double embeddingDropout,
    double attentionDropout,
    double residualDropout,
    boolean scaleAttention,
    boolean scaleByLayer,
    boolean tied) {

  /** Size of a head, D. */
  int headSize() {
    return size / heads;
  }

  /** The non-linearity of the feed-forward part, with TorchScript's text for {@code x}. */
  enum Activation {
    // In place, as archives of the version that TorchScript writes know no other with an option.
    GELU_NEW("torch.gelu_(x, approximate=\"tanh\")"),
    GELU("torch.gelu(x)"),
    RELU("torch.relu(x)"),
    SILU("torch.silu(x)"),
    TANH("torch.tanh(x)");

    private final String text;

    Activation(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }

    /** Hugging Face's name. */
    String title() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Activation titled(String title) {
      return valueOf(title.toUpperCase(Locale.ROOT));
    }
  }
}
