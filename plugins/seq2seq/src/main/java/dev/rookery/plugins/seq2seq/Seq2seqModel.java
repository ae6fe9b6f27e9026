package dev.rookery.plugins.seq2seq;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import dev.rookery.api.model.DecoderInput;
import dev.rookery.api.model.DecoderOutput;
import dev.rookery.api.model.EncoderInput;
import dev.rookery.api.model.GeneratorModel;
import dev.rookery.api.model.ModelContext;
import dev.rookery.api.nn.Embedding;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.nn.Recurrent;
import dev.rookery.api.nn.RecurrentOptions;
import dev.rookery.api.nn.Rows;
import dev.rookery.api.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Recurrent layers read the context, others write the reply from their last state (<a
 * href="https://arxiv.org/abs/1409.3215">Sutskever et al. 2014</a>), with or without attention, as
 * ParlAI's agent of this name. Weights carry ParlAI's names; one that is shared carries the name in
 * the decoder.
 *
 * <p>Shapes: B batch, S context length, T reply length (tokens), H hidden size, L layers.
 */
final class Seq2seqModel implements GeneratorModel {

  private final Parameters parameters;
  private final List<String> tables = new ArrayList<>();
  private final TokenVectors encoderVectors;
  private final TokenVectors decoderVectors;
  private final Recurrent encoder;
  private final Recurrent decoder;
  private final OutputLayer output;
  private final @Nullable EncoderAttention attention;
  private final boolean attendsBefore;
  private final int paddingId;
  private final RecurrentOptions encoderOptions;

  Seq2seqModel(ModelContext context) {
    paddingId = context.dictionary().nullId();
    Settings settings = context.settings();
    parameters = new Parameters(context.manager(), context.seed(), context.precision());
    encoderOptions = options(settings, settings.get(Seq2seqFactory.BIDIRECTIONAL));
    String shared = settings.get(Seq2seqFactory.LOOKUP_TABLE);
    boolean sharesRnn = settings.get(Seq2seqFactory.DECODER).equals("shared");

    NDArray written = table("decoder.lt", context);
    decoder = new Recurrent(parameters, "decoder.rnn", options(settings, false));
    attendsBefore = settings.get(Seq2seqFactory.ATTENTION_TIME).equals("pre");
    attention =
        settings.get(Seq2seqFactory.ATTENTION).equals("none")
            ? null
            : new EncoderAttention(parameters, "decoder.attention", settings);
    NDArray read =
        shared.equals("enc_dec") || shared.equals("all") ? written : table("encoder.lt", context);
    encoder = sharesRnn ? decoder : new Recurrent(parameters, "encoder.rnn", encoderOptions);
    output =
        new OutputLayer(
            parameters, context, shared.equals("dec_out") || shared.equals("all") ? written : null);
    encoderVectors = vectors(read, context, settings.get(Seq2seqFactory.INPUT_DROPOUT));
    decoderVectors = vectors(written, context, 0);
  }

  private static RecurrentOptions options(Settings settings, boolean bidirectional) {
    return new RecurrentOptions(
        RecurrentOptions.Cell.valueOf(
            settings.get(Seq2seqFactory.RNN_CLASS).toUpperCase(Locale.ROOT)),
        settings.get(Seq2seqFactory.EMBEDDING_SIZE),
        settings.get(Seq2seqFactory.HIDDEN_SIZE),
        settings.get(Seq2seqFactory.LAYERS),
        bidirectional,
        settings.get(Seq2seqFactory.DROPOUT));
  }

  private NDArray table(String name, ModelContext context) {
    tables.add(name + ".weight");
    return Embedding.withPadding(
            parameters,
            name,
            context.dictionary().size(),
            context.settings().get(Seq2seqFactory.EMBEDDING_SIZE),
            1,
            context.dictionary().nullId())
        .weight();
  }

  private static TokenVectors vectors(NDArray table, ModelContext context, double unknownShare) {
    return new TokenVectors(
        table,
        context.settings().get(Seq2seqFactory.DROPOUT),
        context.dictionary().nullId(),
        unknownShare,
        context.dictionary().unknownId());
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public List<String> tokenEmbeddings() {
    return List.copyOf(tables);
  }

  /** The decoder's first state, (L, B, H) once or twice, and what attention remembers. */
  @Override
  public NDList encode(EncoderInput input) {
    boolean training = input.training();
    NDArray embedded = encoderVectors.forward(input.tokens(), training);
    NDArray lengths = lengths(input.tokens());
    Recurrent.Result result = encoder.forward(embedded, lengths, null, training);
    NDList states = new NDList();
    result.state().forEach(state -> states.add(directionsAdded(state)));
    if (attention != null) {
      states.addAll(attention.remember(result.output(), lengths, training));
    }
    return states;
  }

  /** As in ParlAI, a padding token ends the context, even one that somebody wrote. */
  private NDArray lengths(NDArray tokens) {
    NDArray count = tokens.neq(paddingId).toType(DataType.INT64, false).sum(new int[] {1});
    return count.clip(1, tokens.getShape().get(1));
  }

  /** (L·2, B, H) of a bidirectional encoder to the decoder's (L, B, H). */
  private NDArray directionsAdded(NDArray state) {
    return encoderOptions.bidirectional()
        ? state
            .reshape(
                encoderOptions.layers(), 2, state.getShape().get(1), encoderOptions.hiddenSize())
            .sum(new int[] {1})
        : state;
  }

  @Override
  public DecoderOutput decode(DecoderInput input) {
    NDArray embedded = decoderVectors.forward(input.tokens(), input.training());
    NDList states = input.encoderStates();
    NDList memory = states.subNDList(arraysOfState());
    NDList incremental = input.incrementalState();
    if (incremental == null) {
      NDList first = new NDList(states.subList(0, arraysOfState()));
      return step(embedded, first, memory, input.training());
    }
    return attendsBefore
        ? tokenByToken(embedded, incremental, memory, input.training())
        : step(embedded, incremental, memory, input.training());
  }

  /**
   * Reads tokens at once. With attention before the recurrent layers all of them ask with the state
   * at the beginning, so that teacher forcing, which starts from the encoder's state, attends with
   * that at each token. So does ParlAI (parlai/agents/seq2seq/modules.py, RNNDecoder.forward).
   */
  private DecoderOutput step(NDArray embedded, NDList state, NDList memory, boolean training) {
    NDArray input =
        attention != null && attendsBefore
            ? attention.forward(embedded, state.head(), memory, training)
            : embedded;
    Recurrent.Result result = decoder.forwardFrom(input, state, training);
    NDArray hidden =
        attention != null && !attendsBefore
            ? attention.forward(result.output(), state.head(), memory, training)
            : result.output();
    return new DecoderOutput(hidden, result.state());
  }

  private DecoderOutput tokenByToken(
      NDArray embedded, NDList state, NDList memory, boolean training) {
    long tokens = embedded.getShape().get(1);
    NDList outputs = new NDList();
    NDList now = state;
    for (long t = 0; t < tokens; t++) {
      NDArray one = tokens == 1 ? embedded : embedded.get(":, {}:{}", t, t + 1);
      DecoderOutput result = step(one, now, memory, training);
      outputs.add(result.hidden());
      now = java.util.Objects.requireNonNull(result.incrementalState());
    }
    return new DecoderOutput(NDArrays.concat(outputs, 1), now);
  }

  private int arraysOfState() {
    return encoderOptions.cell().states();
  }

  @Override
  public NDArray output(NDArray hidden, boolean training) {
    return training ? output.forLoss(hidden, true) : output.forWriting(hidden);
  }

  @Override
  public NDArray outputForLoss(NDArray hidden, boolean training) {
    return output.forLoss(hidden, training);
  }

  @Override
  public boolean isConcurrent() {
    return true;
  }

  @Override
  public NDList reorderEncoderStates(NDList encoderStates, NDArray indices) {
    NDList picked =
        reorderIncrementalState(new NDList(encoderStates.subList(0, arraysOfState())), indices);
    picked.addAll(Rows.selectAll(encoderStates.subNDList(arraysOfState()), 0, indices, false));
    return picked;
  }

  /** The batch is the second axis of a recurrent state. */
  @Override
  public NDList reorderIncrementalState(NDList incrementalState, NDArray indices) {
    return Rows.selectAll(incrementalState, 1, indices, false);
  }
}
