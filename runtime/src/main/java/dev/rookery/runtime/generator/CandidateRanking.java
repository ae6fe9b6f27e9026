package dev.rookery.runtime.generator;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.rookery.api.model.GeneratorModel;
import dev.rookery.api.model.PaddedTokens;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Orders candidates by how well a model that writes would have said them: by the mean negative
 * log-probability of their tokens, lowest first. ParlAI's {@code --rank-candidates}.
 */
final class CandidateRanking {

  private final Vectorizer vectorizer;
  private final int startId;
  private final int nullId;

  CandidateRanking(Vectorizer vectorizer) {
    this.vectorizer = vectorizer;
    startId = vectorizer.dictionary().startId();
    nullId = vectorizer.dictionary().nullId();
  }

  /**
   * Orders the candidates of one row.
   *
   * @param encoderStates of the batch
   * @param row whose candidates they are
   * @return the candidates, best first; equally good ones as they came
   */
  List<String> order(
      GeneratorModel model,
      NDList encoderStates,
      int row,
      List<String> candidates,
      NDManager manager) {
    PaddedTokens tokens =
        PaddedTokens.of(
            candidates.stream()
                .map(candidate -> vectorizer.label(candidate).ids().toArray())
                .toList(),
            nullId);
    try (NDManager step = manager.newSubManager()) {
      long[] rows = new long[model.sharesEncoderStates() ? 1 : candidates.size()];
      Arrays.fill(rows, row);
      NDList states = model.reorderEncoderStates(encoderStates, step.create(rows));
      states.attach(step);
      double[] losses = means(TeacherForcing.run(model, states, tokens, startId, step, false));
      return IntStream.range(0, losses.length)
          .boxed()
          .sorted(Comparator.comparingDouble(i -> losses[i]))
          .map(candidates::get)
          .toList();
    }
  }

  private static double[] means(TeacherForcing.Result result) {
    float[] losses = result.losses().toFloatArray();
    double[] means = new double[result.labels().rows()];
    int n = 0;
    for (int row = 0; row < means.length; row++) {
      int length = result.labels().length(row);
      for (int column = 0; column < length; column++) {
        means[row] += losses[n++] / length;
      }
    }
    return means;
  }
}
