package dev.rookery.plugins.exampletga;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.rookery.api.model.DecoderInput;
import dev.rookery.api.model.DecoderOutput;
import dev.rookery.api.model.EncoderInput;
import dev.rookery.api.model.GeneratorModel;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.nn.Rows;
import java.util.List;

/**
 * A model whose decoder reads all tokens of its reply at each step, although its state stands for
 * those before. That is an oversight in ParlAI's example ({@code agents/examples/seq2seq.py}, class
 * {@code Decoder}: it doesn't cut its input down to the last token); models that were trained there
 * write ParlAI's sentences only so. Losses are the same either way.
 *
 * <p>The incremental state is that of the model and, last, the tokens so far, (B, T) int64.
 */
final class ReadingAgain implements GeneratorModel {

  private final GeneratorModel model;

  ReadingAgain(GeneratorModel model) {
    this.model = model;
  }

  @Override
  public DecoderOutput decode(DecoderInput input) {
    NDList before = input.incrementalState();
    if (before == null) {
      return withTokens(model.decode(input), input.tokens());
    }
    NDArray tokens = tokensOf(before).concat(input.tokens(), 1);
    DecoderOutput output =
        model.decode(
            new DecoderInput(tokens, input.encoderStates(), stateOf(before), input.training()));
    long known = tokensOf(before).getShape().get(1);
    NDArray hidden = output.hidden().get(":, {}:", known);
    return withTokens(new DecoderOutput(hidden, output.incrementalState()), tokens);
  }

  private static DecoderOutput withTokens(DecoderOutput output, NDArray tokens) {
    NDList state = new NDList(output.incrementalState());
    state.add(tokens);
    return new DecoderOutput(output.hidden(), state);
  }

  private static NDArray tokensOf(NDList state) {
    return state.get(state.size() - 1);
  }

  private static NDList stateOf(NDList state) {
    return state.subNDList(0, state.size() - 1);
  }

  @Override
  public NDList reorderIncrementalState(NDList incrementalState, NDArray indices) {
    NDList state = new NDList(model.reorderIncrementalState(stateOf(incrementalState), indices));
    state.add(Rows.select(tokensOf(incrementalState), 0, indices, false));
    return state;
  }

  @Override
  public Parameters parameters() {
    return model.parameters();
  }

  @Override
  public List<String> tokenEmbeddings() {
    return model.tokenEmbeddings();
  }

  @Override
  public List<String> vocabularyWeights() {
    return model.vocabularyWeights();
  }

  @Override
  public NDList encode(EncoderInput input) {
    return model.encode(input);
  }

  @Override
  public NDArray output(NDArray hidden, boolean training) {
    return model.output(hidden, training);
  }

  @Override
  public NDArray outputForLoss(NDArray hidden, boolean training) {
    return model.outputForLoss(hidden, training);
  }

  @Override
  public boolean sharesEncoderStates() {
    return model.sharesEncoderStates();
  }

  @Override
  public boolean isConcurrent() {
    return model.isConcurrent();
  }

  @Override
  public NDList reorderEncoderStates(NDList encoderStates, NDArray indices) {
    return model.reorderEncoderStates(encoderStates, indices);
  }

  @Override
  public int longestReply() {
    return model.longestReply();
  }

  @Override
  public void close() {
    model.close();
  }
}
