package dev.rookery.plugins.exampletga;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.rookery.api.model.DecoderInput;
import dev.rookery.api.model.DecoderOutput;
import dev.rookery.api.model.EncoderInput;
import dev.rookery.api.model.GeneratorModel;
import dev.rookery.api.model.ModelContext;
import dev.rookery.api.nn.Embedding;
import dev.rookery.api.nn.Lstm;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.nn.Rows;
import java.util.List;

/**
 * An LSTM reads the context, another writes the reply from its last state (<a
 * href="https://arxiv.org/abs/1409.3215">Sutskever et al. 2014</a>). Encoder, decoder and output
 * layer share one embedding table.
 *
 * <p>Shapes: B batch, S context length, T reply length (tokens), H hidden size, V vocabulary size.
 */
final class ExampleTgaModel implements GeneratorModel {

  private final Parameters parameters;
  private final Embedding embeddings;
  private final Lstm encoder;
  private final Lstm decoder;
  private final boolean readPadding;

  ExampleTgaModel(ModelContext context) {
    int hiddenSize = context.settings().get(ExampleTgaFactory.HIDDEN_SIZE);
    readPadding = context.settings().get(ExampleTgaFactory.READ_PADDING);

    // Every layer adds its weights to this set, from which they are trained, saved and loaded.
    parameters = new Parameters(context.manager(), context.seed(), context.precision());
    embeddings = new Embedding(parameters, "embeddings", context.dictionary().size(), hiddenSize);
    encoder = new Lstm(parameters, "encoder.lstm", hiddenSize, hiddenSize);
    decoder = new Lstm(parameters, "decoder.lstm", hiddenSize, hiddenSize);
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  /** Pretrained word vectors can be copied here ({@code --embedding-type glove}). */
  @Override
  public List<String> tokenEmbeddings() {
    return List.of("embeddings.weight");
  }

  /** Reads the context, (B, S); all that the decoder needs is the last state, two of (1, B, H). */
  @Override
  public NDList encode(EncoderInput input) {
    NDArray embedded = embeddings.forward(input.tokens(), input.training());
    Lstm.Result result =
        readPadding
            ? encoder.forwardFrom(embedded, null, input.training())
            : encoder.forward(embedded, input.lengths(), input.training());
    return result.state();
  }

  /** Reads reply tokens, (B, T), on from its own state or, at the beginning, from the encoder's. */
  @Override
  public DecoderOutput decode(DecoderInput input) {
    NDArray embedded = embeddings.forward(input.tokens(), input.training());
    NDList state =
        input.incrementalState() == null ? input.encoderStates() : input.incrementalState();
    Lstm.Result result = decoder.forwardFrom(embedded, state, input.training());
    return new DecoderOutput(result.output(), result.state());
  }

  /** Scores each token of the vocabulary, (…, H) to (…, V). */
  @Override
  public NDArray output(NDArray hidden, boolean training) {
    return embeddings.project(hidden, training);
  }

  @Override
  public boolean isConcurrent() {
    return true;
  }

  @Override
  public NDList reorderEncoderStates(NDList encoderStates, NDArray indices) {
    return pickRows(encoderStates, indices);
  }

  @Override
  public NDList reorderIncrementalState(NDList incrementalState, NDArray indices) {
    return pickRows(incrementalState, indices);
  }

  /** The batch is the second axis of an LSTM's state. */
  private static NDList pickRows(NDList state, NDArray indices) {
    return Rows.selectAll(state, 1, indices, false);
  }
}
