package dev.rookery.plugins.transformer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.rookery.api.model.DecoderInput;
import dev.rookery.api.model.DecoderOutput;
import dev.rookery.api.model.EncoderInput;
import dev.rookery.api.model.GeneratorModel;
import dev.rookery.api.model.ModelContext;
import dev.rookery.api.nn.Embedding;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.nn.Rows;
import dev.rookery.api.nn.TorchScript;
import dev.rookery.api.nn.TransformerDecoder;
import dev.rookery.api.nn.TransformerEncoder;
import dev.rookery.api.nn.TransformerOptions;
import java.util.List;

/**
 * Vaswani et al. (2017) as ParlAI's transformer/generator: encoder, decoder and output layer share
 * one table of token embeddings, and the start token is never written.
 *
 * <p>Shapes: B batch, S context length, T reply length (tokens), H size of a vector, V vocabulary
 * size, N heads, D size of a head.
 */
final class TransformerGenerator implements GeneratorModel {

  private static final TorchScript WITHOUT =
      new TorchScript(
          "without start token",
          """
          def forward(self, logits: Tensor, start: Tensor) -> Tensor:
            column = torch.select(logits, -1, int(start))
            never = torch.fill_(column, -1.0e+20)
            return logits
          """);

  private final Parameters parameters;
  private final Embedding embeddings;
  private final TransformerEncoder encoder;
  private final TransformerDecoder decoder;
  private final NDArray startId;
  private final int positions;

  TransformerGenerator(
      ModelContext context, TransformerOptions forEncoder, TransformerOptions forDecoder) {
    int paddingId = context.dictionary().nullId();
    parameters = new Parameters(context.manager(), context.seed(), context.precision());
    embeddings =
        Embedding.withPadding(
            parameters,
            "embeddings",
            context.dictionary().size(),
            forEncoder.size(),
            Math.pow(forEncoder.size(), -0.5),
            paddingId);
    encoder = new TransformerEncoder(parameters, "encoder", forEncoder, paddingId);
    decoder = new TransformerDecoder(parameters, "decoder", forDecoder, paddingId);
    startId = context.manager().create((long) context.dictionary().startId());
    positions = forDecoder.positions();
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public List<String> tokenEmbeddings() {
    return List.of("embeddings.weight");
  }

  /** Vectors (B, S, H) for tests and tools, the mask, and each layer's view of the vectors. */
  @Override
  public NDList encode(EncoderInput input) {
    TransformerEncoder.Result encoded =
        encoder.forward(input.tokens(), embeddings.weight(), input.training());
    NDList states = new NDList(encoded.vectors(), encoded.mask());
    states.addAll(decoder.memory(encoded.vectors(), input.training()));
    return states;
  }

  @Override
  public DecoderOutput decode(DecoderInput input) {
    NDList states = input.encoderStates();
    TransformerDecoder.Result result =
        decoder.forward(
            input.tokens(),
            embeddings.weight(),
            states.get(1),
            states.subNDList(2),
            input.incrementalState(),
            input.training());
    return new DecoderOutput(result.vectors(), result.cache());
  }

  @Override
  public int longestReply() {
    return positions;
  }

  @Override
  public NDArray output(NDArray hidden, boolean training) {
    return WITHOUT.run(training, embeddings.project(hidden, training), startId).singletonOrThrow();
  }

  @Override
  public boolean sharesEncoderStates() {
    return true;
  }

  @Override
  public boolean isConcurrent() {
    return true;
  }

  @Override
  public NDList reorderEncoderStates(NDList encoderStates, NDArray indices) {
    return Rows.selectAll(encoderStates, 0, indices, false);
  }

  @Override
  public NDList reorderIncrementalState(NDList incrementalState, NDArray indices) {
    return TransformerDecoder.pickRows(incrementalState, indices);
  }
}
