package dev.rookery.api.nn;

/**
 * The shape of a stack of transformer layers.
 *
 * @param layers number of layers
 * @param heads number of attention heads; divides {@code size}
 * @param size length of a vector, H
 * @param ffnSize length of the vectors inside the feed-forward part
 * @param variant where the layers are normalized
 * @param activation of the feed-forward part
 * @param scaleEmbeddings whether token embeddings are multiplied by √H
 * @param dropout after the embeddings and at the end of each part of a layer
 * @param attentionDropout of the attention weights
 * @param activationDropout inside the feed-forward part
 * @param positions how many positions have a vector
 * @param learnPositions whether their vectors are trained; else they are sines and cosines
 * @param segments number of segment embeddings, of which ParlAI's generators use the first; 0 for
 *     none
 * @param outputScale factor of the vectors that an encoder gives; a decoder ignores it
 */
public record TransformerOptions(
    int layers,
    int heads,
    int size,
    int ffnSize,
    Variant variant,
    Activation activation,
    boolean scaleEmbeddings,
    double dropout,
    double attentionDropout,
    double activationDropout,
    int positions,
    boolean learnPositions,
    int segments,
    double outputScale) {

  public TransformerOptions {
    if (size % heads != 0) {
      throw new IllegalArgumentException(
          "a vector of " + size + " numbers can't be shared out among " + heads + " heads");
    }
  }

  /** Where a stack of layers is normalized; ParlAI's names. */
  public enum Variant {
    /** After each part of a layer (Vaswani et al. 2017, "Attention is all you need"). */
    AIAYN,
    /** The same, and the embeddings too; in a decoder before positions are added (XLM). */
    XLM,
    /** Before each part of a layer, and at the end of the stack. */
    PRELAYERNORM,
    /** After each part of a layer, and the embeddings with their positions (BART). */
    BART;

    boolean normalizesFirst() {
      return this == PRELAYERNORM;
    }
  }

  /** The non-linearity of the feed-forward part. */
  public enum Activation {
    RELU,
    GELU
  }
}
