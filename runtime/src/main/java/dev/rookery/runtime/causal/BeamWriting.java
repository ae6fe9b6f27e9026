package dev.rookery.runtime.causal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.model.CausalModel;
import dev.rookery.api.nn.TorchScript;
import dev.rookery.runtime.causal.CausalBeam.Candidate;
import dev.rookery.runtime.causal.CausalBeam.Growing;
import java.util.ArrayList;
import java.util.List;

/** Beam search for all prompts together. Rows that are done leave the batch. */
final class BeamWriting {

  private static final TorchScript LOG_PROBABILITIES =
      new TorchScript(
          "log softmax",
          """
          def forward(self, logits: Tensor) -> Tensor:
            return torch.log_softmax(logits, -1)
          """);

  private static final TorchScript BEST =
      new TorchScript(
          "best candidates",
          """
          def forward(self, logprobs: Tensor, scores: Tensor, count: Tensor) -> List[Tensor]:
            sums = torch.add(logprobs, torch.unsqueeze(torch.reshape(scores, [-1]), 1))
            values, places = torch.topk(torch.reshape(sums, [torch.size(scores, 0), -1]), min(int(count), torch.size(scores, 1) * torch.size(logprobs, 1)), 1)
            return [values, places]
          """);

  private final GenerationOptions options;
  private final ScoreRules rules;

  BeamWriting(GenerationOptions options) {
    this.options = options;
    rules = new ScoreRules(options);
  }

  /** The finished hypotheses of each prompt, best first. */
  List<CausalBeam> write(CausalModel model, List<int[]> prompts, int length, NDManager manager) {
    List<CausalBeam> beams =
        prompts.stream().map(prompt -> new CausalBeam(options, prompt, length)).toList();
    try (CausalFront front = new CausalFront(model, prompts, manager)) {
      List<CausalBeam> growing = beams;
      for (int step = 0; !growing.isEmpty(); step++) {
        growing = advance(growing, front, step);
      }
    }
    return beams;
  }

  private List<CausalBeam> advance(List<CausalBeam> growing, CausalFront front, int step) {
    NDArray logprobs = LOG_PROBABILITIES.run(false, front.logits()).singletonOrThrow();
    List<Growing> all = growing.stream().flatMap(beam -> beam.growing().stream()).toList();
    NDArray scores = rules.apply(logprobs, all.stream().map(Growing::text).toList(), step);
    NDManager manager = logprobs.getManager();
    int places = all.size() / growing.size();
    float[] before = new float[all.size()];
    for (int i = 0; i < before.length; i++) {
      before[i] = all.get(i).score();
    }
    NDList best =
        BEST.run(
            false,
            scores,
            manager.create(before, new Shape(growing.size(), places)),
            manager.create(2L * options.beams()));
    List<List<Candidate>> candidates = candidates(best, scores.getShape().get(1));

    List<CausalBeam> rest = new ArrayList<>();
    List<Integer> origins = new ArrayList<>();
    List<Integer> tokens = new ArrayList<>();
    for (int i = 0; i < growing.size(); i++) {
      CausalBeam beam = growing.get(i);
      beam.advance(candidates.get(i));
      if (!beam.isDone()) {
        rest.add(beam);
        for (Growing hypothesis : beam.growing()) {
          origins.add(i * places + hypothesis.origin());
          tokens.add(hypothesis.text()[hypothesis.text().length - 1]);
        }
      }
    }
    front.keep(ints(origins), ints(tokens));
    return rest;
  }

  private static int[] ints(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  private static List<List<Candidate>> candidates(NDList best, long vocabulary) {
    float[] values = best.get(0).toFloatArray();
    long[] places = best.get(1).toLongArray();
    int columns = (int) best.get(0).getShape().get(1);
    List<List<Candidate>> rows = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      if (i % columns == 0) {
        rows.add(new ArrayList<>());
      }
      rows.get(i / columns)
          .add(
              new Candidate(
                  values[i], (int) (places[i] / vocabulary), (int) (places[i] % vocabulary)));
    }
    return rows;
  }
}
