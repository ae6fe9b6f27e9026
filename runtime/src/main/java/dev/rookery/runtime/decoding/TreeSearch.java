package dev.rookery.runtime.decoding;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.rookery.api.model.Hypothesis;
import dev.rookery.api.model.Search;
import dev.rookery.api.model.SearchObserver;
import dev.rookery.api.nn.TorchScript;
import dev.rookery.api.text.Dictionary;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Grows the hypotheses of all rows together, one call of the decoder a step. Tokens are chosen on
 * the device; rows that are done leave the batch. What is chosen is up to a {@link PathSelector}.
 */
final class TreeSearch implements Search {

  /** Ways not taken that an observer gets to see, for each hypothesis. */
  private static final int SPARE = 2;

  private static final TorchScript LOG_PROBABILITIES =
      new TorchScript(
          "log probabilities",
          """
          def forward(self, logits: Tensor, temperature: Tensor) -> Tensor:
            t = float(temperature)
            scaled = torch.to(logits, 6)
            if t != 1.:
              scaled = torch.div(scaled, t)
            return torch.log_softmax(scaled, -1)
          """);

  private static final TorchScript BLOCK =
      new TorchScript(
          "block tokens",
          """
          def forward(self, logprobs: Tensor, blocked: Tensor, never: Tensor) -> Tensor:
            flat = torch.index_fill(torch.reshape(logprobs, [-1]), 0, blocked, float(never))
            return torch.reshape(flat, torch.size(logprobs))
          """);

  private static final TorchScript ONLY =
      new TorchScript(
          "only these tokens",
          """
          def forward(self, logprobs: Tensor, tokens: Tensor, never: Tensor) -> Tensor:
            ids = torch.unsqueeze(torch.arange(torch.size(logprobs, 1), device=logprobs.device), 0)
            wanted = torch.unsqueeze(tokens, 1)
            other = torch.logical_and(torch.ge(wanted, 0), torch.ne(ids, wanted))
            return torch.masked_fill(logprobs, other, float(never))
          """);

  private final TreeSearchSettings settings;
  private final PathSelector selector;
  private final int startId;
  private final int endId;

  TreeSearch(TreeSearchSettings settings, PathSelector selector, Dictionary dictionary) {
    this(settings, selector, dictionary.startId(), dictionary.endId());
  }

  TreeSearch(TreeSearchSettings settings, PathSelector selector, int startId, int endId) {
    this.settings = settings;
    this.selector = selector;
    this.startId = startId;
    this.endId = endId;
  }

  @Override
  public boolean isConcurrent() {
    return true;
  }

  @Override
  public List<List<Hypothesis>> generate(Request request) {
    List<Beam> beams = new ArrayList<>();
    for (Row row : request.rows()) {
      beams.add(new Beam(row, beams.size(), endId, settings.minFinished()));
    }
    try (NDManager search = request.encoderStates().head().getManager().newSubManager()) {
      DecoderFront front =
          new DecoderFront(request.model(), request.encoderStates(), beams.size(), startId, search);
      List<Beam> growing = beams;
      for (int step = 0; step < request.maxLength() && !growing.isEmpty(); step++) {
        growing = advance(growing, front, step, request.observer().orElse(null), search);
      }
    }
    return beams.stream()
        .map(beam -> beam.hypotheses(settings.lengthPenalty()))
        .map(
            all ->
                settings.nBest() == 0
                    ? all
                    : all.subList(0, Math.min(settings.nBest(), all.size())))
        .toList();
  }

  /** Writes one token for each hypothesis and returns the beams that are not done. */
  private List<Beam> advance(
      List<Beam> growing,
      DecoderFront front,
      int number,
      @Nullable SearchObserver observer,
      NDManager search) {
    try (NDManager manager = search.newSubManager()) {
      NDArray logits = front.logits(manager);
      NDArray logprobs =
          LOG_PROBABILITIES
              .run(false, logits, manager.create((float) settings.temperature()))
              .singletonOrThrow();
      logprobs.attach(manager);
      NDArray allowed = allowed(logprobs, growing, number, manager);
      int places = growing.get(0).size();
      int spare = observer == null ? 0 : SPARE * settings.beamSize();
      Selection selection =
          new Selection(
              selector.select(
                  new PathSelector.Step(
                      logprobs, allowed, growing, number, settings.beamSize(), spare)),
              settings.beamSize());
      List<Beam> rest = new ArrayList<>();
      int[] origins = new int[growing.size() * settings.beamSize()];
      int count = 0;
      for (int i = 0; i < growing.size(); i++) {
        Beam beam = growing.get(i);
        beam.advance(selection, i);
        if (observer != null) {
          observer.onStep(beam.index(), number, candidates(selection, i));
        }
        if (!beam.isDone()) {
          rest.add(beam);
          for (int place = 0; place < beam.size(); place++) {
            origins[count++] = i * places + selection.parent(i, place);
          }
        }
      }
      if (!rest.isEmpty()) {
        front.keep(
            java.util.Arrays.copyOf(origins, count),
            rowsOf(rest),
            () -> tokens(rest, (beam, place) -> new int[] {beam.last(place, startId)}),
            () -> tokens(rest, (beam, place) -> beam.written(place, startId)),
            manager);
      }
      return rest;
    }
  }

  private NDArray allowed(NDArray logprobs, List<Beam> growing, int step, NDManager manager) {
    NDArray allowed = logprobs;
    NDArray never = manager.create(Beam.NEVER);
    if (growing.stream().anyMatch(beam -> step < beam.row().prefix().length)) {
      long[] wanted =
          growing.stream()
              .flatMapToLong(
                  beam ->
                      IntStream.range(0, beam.size())
                          .mapToLong(
                              place ->
                                  step < beam.row().prefix().length
                                      ? beam.row().prefix()[step]
                                      : -1))
              .toArray();
      allowed = ONLY.run(false, allowed, manager.create(wanted), never).singletonOrThrow();
    }
    if (settings.blocking().applies(step)) {
      long vocabulary = logprobs.getShape().get(1);
      long[] blocked = blocked(growing, step, vocabulary);
      if (blocked.length > 0) {
        allowed = BLOCK.run(false, allowed, manager.create(blocked), never).singletonOrThrow();
      }
    }
    return allowed;
  }

  /** Places in the flattened (R, V) of what may not be written; a prefix is written anyway. */
  private long[] blocked(List<Beam> growing, int step, long vocabulary) {
    List<Long> places = new ArrayList<>();
    long first = 0;
    for (Beam beam : growing) {
      for (int place = 0; place < beam.size(); place++) {
        if (step >= beam.row().prefix().length) {
          Set<Integer> tokens =
              settings.blocking().blocked(beam.written(place, startId), beam.row(), endId, step);
          for (int token : tokens) {
            places.add(first + token);
          }
        }
        first += vocabulary;
      }
    }
    return places.stream().mapToLong(place -> place).toArray();
  }

  private static List<SearchObserver.Candidate> candidates(Selection selection, int beam) {
    List<SearchObserver.Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < selection.candidates(); i++) {
      float score = selection.score(beam, i);
      boolean kept = i < selection.places();
      if (kept || score > Beam.NEVER) {
        Hypothesis.Token token = selection.token(beam, i);
        candidates.add(
            new SearchObserver.Candidate(
                selection.parent(beam, i), token.id(), token.logprob(), score, kept));
      }
    }
    return candidates;
  }

  private static int[] rowsOf(List<Beam> beams) {
    return beams.stream()
        .flatMapToInt(beam -> IntStream.range(0, beam.size()).map(place -> beam.index()))
        .toArray();
  }

  private interface TokensOfPlace {
    int[] of(Beam beam, int place);
  }

  private static int[][] tokens(List<Beam> beams, TokensOfPlace each) {
    return beams.stream()
        .flatMap(beam -> IntStream.range(0, beam.size()).mapToObj(place -> each.of(beam, place)))
        .toArray(int[][]::new);
  }
}
