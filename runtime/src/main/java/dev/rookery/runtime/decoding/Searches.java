package dev.rookery.runtime.decoding;

import dev.rookery.api.model.Search;
import dev.rookery.api.model.SearchContext;
import dev.rookery.api.model.SearchFactory;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.SettingsSpec;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The searches that Rookery brings. */
public final class Searches {

  private static final Setting<Integer> TOP_K =
      Setting.integer("top-k")
          .alias("topk")
          .atLeast(1)
          .defaultsTo(10)
          .in("tokens")
          .describedAs("how many tokens may be drawn");
  private static final Setting<Double> TOP_P =
      Setting.decimal("top-p")
          .alias("topp")
          .within(0, 1)
          .defaultsTo(0.9)
          .describedAs("the probability that the tokens that may be drawn must reach together");
  private static final Setting<Integer> DELAY =
      Setting.integer("delay")
          .alias("beam-delay")
          .atLeast(0)
          .defaultsTo(30)
          .in("tokens")
          .describedAs("how many tokens are drawn before beam search begins");
  private static final Setting<Double> LAMBDA_DECAY =
      Setting.decimal("lambda-decay")
          .within(0, 1)
          .defaultsTo(0.9)
          .describedAs("factor of top-p for each token of a sentence from the second one on");
  private static final Setting<Double> OMEGA_BOUND =
      Setting.decimal("omega-bound")
          .within(0, 1)
          .defaultsTo(0.3)
          .describedAs("top-p does not fall below it");
  private static final Setting<Boolean> P_RESET =
      Setting.bool("p-reset")
          .defaultsTo(true)
          .describedAs("a full stop brings top-p back to its first value");

  private static final PathSelector BEST = new BestPaths();

  private Searches() {}

  /** All of them. */
  public static List<SearchFactory> all() {
    return List.of(
        new Factory(
            "greedy",
            "The most probable token at each step",
            TreeSearchSettings.SINGLE,
            context -> search(context, TreeSearchSettings.single(context), BEST)),
        new Factory(
            "beam",
            "The hypotheses with the highest probability, several side by side",
            TreeSearchSettings.several(TreeSearchSettings.BEAM_SIZE),
            context -> beam(context, BEST)),
        new Factory(
            "delayed-beam",
            "The first tokens drawn from the k most probable, then beam search",
            TreeSearchSettings.several(TreeSearchSettings.BEAM_SIZE).plus(TOP_K, DELAY),
            context -> beam(context, delayed(context, topK(context)))),
        new Factory(
            "delayed-nucleus-beam",
            "The first tokens drawn from the nucleus, then beam search",
            TreeSearchSettings.several(TreeSearchSettings.BEAM_SIZE).plus(TOP_P, DELAY),
            context -> beam(context, delayed(context, nucleus(context)))),
        new Factory(
            "top-k",
            "Tokens drawn from the k most probable",
            TreeSearchSettings.several(TreeSearchSettings.SAMPLES).plus(TOP_K),
            context -> samples(context, topK(context))),
        new Factory(
            "nucleus",
            "Tokens drawn from the most probable that together reach a probability (top-p)",
            TreeSearchSettings.several(TreeSearchSettings.SAMPLES).plus(TOP_P),
            context -> samples(context, nucleus(context))),
        new Factory(
            "factual-nucleus",
            "Nucleus sampling whose share falls within each sentence",
            TreeSearchSettings.several(TreeSearchSettings.SAMPLES)
                .plus(TOP_P, LAMBDA_DECAY, OMEGA_BOUND, P_RESET),
            context -> samples(context, factual(context))));
  }

  private static Truncation topK(SearchContext context) {
    return new Truncation.TopK(context.settings().get(TOP_K));
  }

  private static Truncation nucleus(SearchContext context) {
    double p = context.settings().get(TOP_P);
    return new Truncation.Nucleus((beam, place) -> p);
  }

  private static Truncation factual(SearchContext context) {
    Set<Integer> fullStops =
        Stream.of(".", "?", "!")
            .flatMapToInt(mark -> IntStream.of(context.dictionary().encode(mark)))
            .boxed()
            .collect(Collectors.toSet());
    return new Truncation.Nucleus(
        new FactualShare(
            context.settings().get(TOP_P),
            context.settings().get(LAMBDA_DECAY),
            context.settings().get(OMEGA_BOUND),
            context.settings().get(P_RESET),
            fullStops));
  }

  private static PathSelector delayed(SearchContext context, Truncation truncation) {
    return new DelayedPaths(context.settings().get(DELAY), new DrawnPaths(truncation), BEST);
  }

  private static Search beam(SearchContext context, PathSelector selector) {
    return search(
        context, TreeSearchSettings.several(context, TreeSearchSettings.BEAM_SIZE), selector);
  }

  private static Search samples(SearchContext context, Truncation truncation) {
    return search(
        context,
        TreeSearchSettings.several(context, TreeSearchSettings.SAMPLES),
        new DrawnPaths(truncation));
  }

  private static Search search(
      SearchContext context, TreeSearchSettings settings, PathSelector selector) {
    Search search = new TreeSearch(settings, selector, context.dictionary());
    return TreeSearchSettings.drawings(context)
        .<Search>map(folder -> new DrawnSearch(search, context.dictionary(), folder))
        .orElse(search);
  }

  private record Factory(
      String name, String description, SettingsSpec settings, Function<SearchContext, Search> make)
      implements SearchFactory {

    @Override
    public Search create(SearchContext context) {
      return make.apply(context);
    }
  }
}
