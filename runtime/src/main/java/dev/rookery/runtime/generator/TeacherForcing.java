package dev.rookery.runtime.generator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.model.Batch;
import dev.rookery.api.model.DecoderInput;
import dev.rookery.api.model.DecoderOutput;
import dev.rookery.api.model.EncoderInput;
import dev.rookery.api.model.GeneratorModel;
import dev.rookery.api.model.PaddedTokens;
import dev.rookery.api.nn.CrossEntropy;
import dev.rookery.api.nn.Rows;

/**
 * The loss of the labels when the decoder reads the true tokens, whatever it would have written
 * itself (Williams and Zipser 1989). Logits are computed only where a label is, never at padding.
 */
final class TeacherForcing {

  /**
   * Losses and predictions of all label tokens, row after row, N in all.
   *
   * @param losses (N) float32, negative natural log-probabilities
   * @param predictions (N) int64, the most probable token at each place
   * @param labels the tokens that were asked for
   */
  record Result(NDArray losses, NDArray predictions, PaddedTokens labels) {}

  private TeacherForcing() {}

  static NDList encode(GeneratorModel model, Batch batch, NDManager step, boolean training) {
    PaddedTokens text = batch.text();
    return model.encode(
        new EncoderInput(text.toArray(step), text.lengthsArray(step), batch, training));
  }

  /** What the decoder says at each place of the labels, row after row, (B * T, H). */
  static NDArray decode(
      GeneratorModel model,
      NDList encoderStates,
      PaddedTokens labels,
      int startId,
      NDManager step,
      boolean training) {
    NDArray inputs = shifted(labels, startId, step);
    DecoderOutput decoded = model.decode(new DecoderInput(inputs, encoderStates, null, training));
    NDArray hidden = decoded.hidden();
    return hidden.reshape((long) labels.rows() * labels.columns(), hidden.getShape().get(2));
  }

  static Result run(
      GeneratorModel model,
      NDList encoderStates,
      PaddedTokens labels,
      int startId,
      NDManager step,
      boolean training) {
    NDArray flat = decode(model, encoderStates, labels, startId, step, training);
    int places = labels.rows() * labels.columns();
    long[] at = new long[labels.count()];
    long[] targets = new long[at.length];
    int n = 0;
    for (int row = 0; row < labels.rows(); row++) {
      for (int column = 0; column < labels.length(row); column++) {
        at[n] = (long) row * labels.columns() + column;
        targets[n++] = labels.id(row, column);
      }
    }
    NDArray atLabels = n == places ? flat : Rows.select(flat, 0, step.create(at), training);
    NDArray logits = model.outputForLoss(atLabels, training);
    CrossEntropy.Result result = CrossEntropy.of(logits, step.create(targets), -100, training);
    return new Result(result.losses(), result.predictions(), labels);
  }

  /** The decoder's input: the start token and the label without its last token, (B, T). */
  private static NDArray shifted(PaddedTokens labels, int startId, NDManager step) {
    long[] ids = new long[labels.rows() * labels.columns()];
    for (int row = 0; row < labels.rows(); row++) {
      int begin = row * labels.columns();
      ids[begin] = startId;
      for (int column = 1; column < labels.columns(); column++) {
        ids[begin + column] = labels.id(row, column - 1);
      }
    }
    return step.create(ids, new Shape(labels.rows(), labels.columns()));
  }
}
