package dev.rookery.runtime.decoding;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.model.DecoderInput;
import dev.rookery.api.model.DecoderOutput;
import dev.rookery.api.model.GeneratorModel;
import dev.rookery.api.model.Hypothesis;
import dev.rookery.api.model.Search;
import dev.rookery.api.nn.Rows;
import dev.rookery.api.nn.TorchScript;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the most probable token at each step. The token is picked on the device, one copy a step
 * comes back, and rows that are finished leave the batch.
 *
 * <p>The score is the sum of the log-probabilities over ((1 + n) / 6)^penalty, where n counts the
 * tokens with start and end token (Wu et al. 2016, as ParlAI applies it).
 */
public final class GreedySearch implements Search {

  private static final TorchScript PICK =
      new TorchScript(
          "most probable token",
          """
          def forward(self, logits: Tensor) -> Tensor:
            best, ids = torch.max(logits, 1)
            logprobs = torch.sub(best, torch.logsumexp(logits, [1]))
            return torch.stack([torch.to(ids, 7), torch.to(logprobs, 7)])
          """);

  private final double lengthPenalty;

  /**
   * Creates a search.
   *
   * @param lengthPenalty exponent of the length in the score
   */
  public GreedySearch(double lengthPenalty) {
    this.lengthPenalty = lengthPenalty;
  }

  @Override
  public List<List<Hypothesis>> generate(Request request) {
    Replies replies = new Replies(request.rows());
    NDManager manager = request.encoderStates().head().getManager();
    try (NDManager search = manager.newSubManager()) {
      Front front = new Front(request, search);
      for (int step = 0; step < request.maxLength() && front.size() > 0; step++) {
        front.advance(replies);
      }
    }
    return replies.hypotheses(lengthPenalty);
  }

  /** The rows that are still being written, and their states. */
  private static final class Front {

    private final Request request;
    private final GeneratorModel model;
    private final NDManager search;
    private int[] rows;
    private int[] lastTokens;
    private NDManager held;
    private NDList encoderStates;
    private @Nullable NDList incrementalState;
    private NDArray prefix;

    Front(Request request, NDManager search) {
      this.request = request;
      this.model = request.model();
      this.search = search;
      rows = new int[request.rows()];
      Arrays.setAll(rows, i -> i);
      lastTokens = new int[rows.length];
      Arrays.fill(lastTokens, request.startId());
      held = search.newSubManager();
      encoderStates = request.encoderStates();
      prefix = column(lastTokens, held);
    }

    int size() {
      return rows.length;
    }

    void advance(Replies replies) {
      try (NDManager step = search.newSubManager()) {
        NDArray tokens = incrementalState == null ? prefix.duplicate() : column(lastTokens, step);
        tokens.attach(step);
        DecoderOutput output =
            model.decode(new DecoderInput(tokens, encoderStates, incrementalState, false));
        NDArray logits = model.output(lastPosition(output.hidden()), false);
        double[] picked = PICK.run(false, logits).singletonOrThrow().toDoubleArray();
        keep(output, picked, replies, step);
      }
    }

    /** (B, T, H) to (B, H). */
    private static NDArray lastPosition(NDArray hidden) {
      long length = hidden.getShape().get(1);
      return hidden.get(":, {}", length - 1);
    }

    private void keep(DecoderOutput output, double[] picked, Replies replies, NDManager step) {
      int n = rows.length;
      List<Integer> remaining = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        int token = (int) picked[i];
        replies.add(rows[i], token, picked[n + i]);
        lastTokens[i] = token;
        if (token != request.endId()) {
          remaining.add(i);
        }
      }
      NDManager next = search.newSubManager();
      NDList state = output.incrementalState();
      NDArray longer =
          state == null ? prefix.concat(column(lastTokens, step), 1) : column(lastTokens, step);
      if (remaining.size() < n) {
        NDArray indices = step.create(remaining.stream().mapToLong(i -> i).toArray());
        encoderStates = model.reorderEncoderStates(encoderStates, indices);
        state = state == null ? null : model.reorderIncrementalState(state, indices);
        longer = Rows.select(longer, 0, indices, false);
        rows = remaining.stream().mapToInt(i -> rows[i]).toArray();
        lastTokens = remaining.stream().mapToInt(i -> lastTokens[i]).toArray();
        encoderStates.attach(next);
      } else if (encoderStates != request.encoderStates()) {
        encoderStates.attach(next);
      }
      longer.attach(next);
      prefix = longer;
      if (state != null) {
        state.attach(next);
      }
      incrementalState = state;
      held.close();
      held = next;
    }

    private static NDArray column(int[] tokens, NDManager manager) {
      return manager.create(
          Arrays.stream(tokens).asLongStream().toArray(), new Shape(tokens.length, 1));
    }
  }

  /** What has been written so far, row by row. */
  private static final class Replies {

    private final List<List<Integer>> tokens = new ArrayList<>();
    private final List<List<Double>> logprobs = new ArrayList<>();

    Replies(int rows) {
      for (int i = 0; i < rows; i++) {
        tokens.add(new ArrayList<>());
        logprobs.add(new ArrayList<>());
      }
    }

    void add(int row, int token, double logprob) {
      tokens.get(row).add(token);
      logprobs.get(row).add(logprob);
    }

    List<List<Hypothesis>> hypotheses(double lengthPenalty) {
      List<List<Hypothesis>> all = new ArrayList<>();
      for (int row = 0; row < tokens.size(); row++) {
        double sum = logprobs.get(row).stream().mapToDouble(p -> p).sum();
        double length = Math.pow((2.0 + tokens.get(row).size()) / 6, lengthPenalty);
        all.add(List.of(new Hypothesis(tokens.get(row), logprobs.get(row), sum / length)));
      }
      return all;
    }
  }
}
