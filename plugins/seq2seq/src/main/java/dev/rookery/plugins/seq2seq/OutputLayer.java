package dev.rookery.plugins.seq2seq;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.model.ModelContext;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.nn.TorchScript;
import dev.rookery.api.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Scores of the next token: a softmax over the vocabulary, or a mixture of several (<a
 * href="https://arxiv.org/abs/1711.03953">Yang et al. 2018</a>). The null token is never written:
 * its score is -1e20.
 *
 * <p>Shapes: H hidden size, E embedding size, V vocabulary size.
 */
final class OutputLayer {

  private static final String SINGLE =
      """
      def forward(self, hidden: Tensor, ps: List[Tensor]) -> Tensor:
        e = torch.dropout(EMBEDDED, DROPOUT, TRAIN)
        scores = SCORES
      """;

  private static final String MIXTURE =
      """
      def forward(self, hidden: Tensor, ps: List[Tensor]) -> Tensor:
        latent = torch.tanh(torch.linear(hidden, ps[3], ps[4]))
        parts = torch.reshape(latent, [-1, COUNT, torch.size(ps[0], 1)])
        e = torch.dropout(parts, DROPOUT, TRAIN)
        each = torch.log_softmax(torch.to(SCORES, 6), -1)
        priors = torch.reshape(torch.linear(hidden, ps[2]), [-1, COUNT, 1])
        mixed = torch.logsumexp(torch.add(each, torch.log_softmax(priors, 1)), [1])
        shape = torch.add(torch.size(hidden)[0:-1], [torch.size(ps[0], 0)])
        scores = torch.reshape(mixed, shape)
      """;

  private static final String WITHOUT_NULL =
      """
        never = torch.fill_(torch.select(scores, -1, PAD), -1.0e+20)
        return scores
      """;

  private static final String WITH_NULL = "  return scores\n";

  private final Parameters parameters;
  private final List<NDArray> weights = new ArrayList<>();
  private final TorchScript learning;
  private final TorchScript judging;
  private final TorchScript writing;

  /**
   * Makes the layer; weights are called {@code output.…}.
   *
   * @param tokenVectors (V, E) of another layer, or null for vectors of its own
   */
  OutputLayer(Parameters parameters, ModelContext context, @Nullable NDArray tokenVectors) {
    this.parameters = parameters;
    Settings settings = context.settings();
    int vocabularySize = context.dictionary().size();
    int hiddenSize = settings.get(Seq2seqFactory.HIDDEN_SIZE);
    int embeddingSize = settings.get(Seq2seqFactory.EMBEDDING_SIZE);
    int softmaxes = settings.get(Seq2seqFactory.SOFTMAXES);
    NDArray bias =
        parameters.uniform("output.bias", new Shape(vocabularySize), 1 / Math.sqrt(vocabularySize));
    weights.add(
        tokenVectors == null
            ? parameters.normal("output.weight", new Shape(vocabularySize, embeddingSize), 1)
            : tokenVectors);
    weights.add(bias);
    double bound = 1 / Math.sqrt(hiddenSize);
    if (softmaxes > 1) {
      weights.add(
          parameters.uniform("output.prior.weight", new Shape(softmaxes, hiddenSize), bound));
      addMap(parameters, "output.latent", softmaxes * embeddingSize, hiddenSize);
    } else if (hiddenSize != embeddingSize) {
      addMap(parameters, "output.o2e", embeddingSize, hiddenSize);
    }
    String source = source(softmaxes, hiddenSize == embeddingSize);
    int nullId = context.dictionary().nullId();
    double dropout = settings.get(Seq2seqFactory.DROPOUT);
    // A mixture's scores are log-probabilities, and ParlAI's loss takes them as they are. To take
    // the null token out before the softmax of our loss would change their sum.
    String forLoss = source + (softmaxes > 1 ? WITH_NULL : WITHOUT_NULL);
    learning = script(forLoss, dropout, nullId, true);
    judging = script(forLoss, 0, nullId, false);
    writing = script(source + WITHOUT_NULL, 0, nullId, false);
  }

  private void addMap(Parameters parameters, String name, int outputSize, int inputSize) {
    double bound = 1 / Math.sqrt(inputSize);
    weights.add(parameters.uniform(name + ".weight", new Shape(outputSize, inputSize), bound));
    weights.add(parameters.uniform(name + ".bias", new Shape(outputSize), bound));
  }

  private static String source(int softmaxes, boolean sameSize) {
    return softmaxes > 1
        ? MIXTURE.replace("COUNT", Integer.toString(softmaxes))
        : SINGLE.replace("EMBEDDED", sameSize ? "hidden" : "torch.linear(hidden, ps[2], ps[3])");
  }

  private TorchScript script(String source, double dropout, int nullId, boolean training) {
    return TorchScript.shared(
        "seq2seq output",
        source
            .replace("SCORES", parameters.product("e", "ps[0]", "ps[1]", training))
            .replace("PAD", Integer.toString(nullId))
            .replace("DROPOUT", TorchScript.literal(dropout))
            .replace("TRAIN", dropout > 0 ? "True" : "False"));
  }

  /**
   * Scores tokens to write one of them, which is never the null token.
   *
   * @param hidden (…, H)
   * @return logits (…, V), attached to the manager of {@code hidden}
   */
  NDArray forWriting(NDArray hidden) {
    return run(writing, hidden, false);
  }

  /**
   * Scores tokens for the loss of labels.
   *
   * @param hidden (…, H)
   * @return logits (…, V), attached to the manager of {@code hidden}
   */
  NDArray forLoss(NDArray hidden, boolean training) {
    return run(training ? learning : judging, hidden, training);
  }

  private NDArray run(TorchScript script, NDArray hidden, boolean training) {
    hidden.setName(null);
    NDList arguments = new NDList(hidden);
    List<NDArray> operands = new ArrayList<>(weights);
    operands.set(0, parameters.operand(weights.get(0), training));
    operands.set(1, parameters.operand(weights.get(1), training));
    arguments.addAll(TorchScript.list("weights", operands));
    return script.run(training, arguments).singletonOrThrow();
  }
}
