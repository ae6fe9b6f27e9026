package dev.rookery.plugins.molecules.score;

import dev.rookery.api.UserException;
import dev.rookery.api.scoring.ScoringContext;
import dev.rookery.api.scoring.ScoringFunction;
import dev.rookery.api.scoring.ScoringFunctionFactory;
import dev.rookery.api.settings.ComponentRef;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsSpec;
import dev.rookery.plugins.molecules.chem.Molecule;
import dev.rookery.plugins.molecules.chem.Scaffold;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** Functions around other functions. */
final class AroundScores {

  private static final Setting<ComponentRef> SCORE =
      Setting.component("score").describedAs("function that is changed");
  private static final Setting<List<ComponentRef>> SCORES =
      Setting.componentList("scores")
          .checked("must not be empty", scores -> !scores.isEmpty())
          .describedAs("functions to combine");
  private static final Setting<List<Double>> WEIGHTS =
      Setting.decimalList("weights")
          .defaultsTo(List.of())
          .checked(
              "must be at least 0, and not all 0",
              weights ->
                  weights.stream().allMatch(weight -> weight >= 0)
                      && (weights.isEmpty() || weights.stream().anyMatch(weight -> weight > 0)))
          .describedAs("one for each function; all 1 if left out");
  private static final Setting<String> KIND =
      Setting.choice("mean", "arithmetic", "geometric")
          .defaultsTo("arithmetic")
          .describedAs("kind of mean");
  private static final Setting<String> SCAFFOLD =
      Setting.choice("scaffold", "murcko", "generic")
          .defaultsTo("murcko")
          .describedAs("rings and connections as they are, or all of carbon and single bonds");
  private static final Setting<Integer> BUCKET_SIZE =
      Setting.integer("bucket-size")
          .defaultsTo(25)
          .atLeast(1)
          .in("molecules")
          .describedAs("how many good molecules of a scaffold keep their score");
  private static final Setting<Double> MINIMUM_SCORE =
      Setting.decimal("minimum-score")
          .defaultsTo(0.4)
          .describedAs("score from which on a molecule is a good one");
  private static final Setting<Double> PENALTY =
      Setting.decimal("penalty")
          .defaultsTo(0.0)
          .within(0, 1)
          .describedAs("what the scores of further ones are multiplied by");

  private AroundScores() {}

  static List<ScoringFunctionFactory> all() {
    return List.of(
        new MoleculeScoreFactory(
            "modified",
            "Another function's score, brought between 0 and 1.",
            SettingsSpec.of(SCORE).plus(Modifiers.settings()),
            AroundScores::modified),
        new MoleculeScoreFactory(
            "mean",
            "Weighted mean of other functions' scores.",
            SettingsSpec.of(SCORES, WEIGHTS, KIND),
            context ->
                mean(
                    context,
                    TargetScores.mean(context.settings().get(KIND)),
                    context.settings().get(WEIGHTS))),
        new MoleculeScoreFactory(
            "product",
            "Product of other functions' scores.",
            SettingsSpec.of(SCORES),
            context -> mean(context, Mean.PRODUCT, List.of())),
        new MoleculeScoreFactory(
            "scaffold-filter",
            "Another function's score, but little where a scaffold was seen too often.",
            SettingsSpec.of(SCORE, SCAFFOLD, BUCKET_SIZE, MINIMUM_SCORE, PENALTY),
            AroundScores::scaffoldFilter));
  }

  private static ScoringFunction modified(ScoringContext context) {
    Modifier modifier = Modifiers.read(context.settings());
    ComponentRef score = context.settings().get(SCORE);
    return new ModifiedScore(modifier, score.name(), context.open(score));
  }

  private static ScoringFunction mean(ScoringContext context, Mean mean, List<Double> weights) {
    List<ComponentRef> scores = context.settings().get(SCORES);
    if (!weights.isEmpty() && weights.size() != scores.size()) {
      throw new UserException(
          "weights has "
              + weights.size()
              + " numbers for "
              + scores.size()
              + " scores; give one for each score");
    }
    List<ScoringFunction> functions = new ArrayList<>();
    try {
      scores.forEach(score -> functions.add(context.open(score)));
    } catch (RuntimeException e) {
      functions.forEach(ScoringFunction::close);
      throw e;
    }
    return new MeanOfScores(
        mean,
        Composite.numbered(scores.stream().map(ComponentRef::name).toList()),
        functions,
        weights.isEmpty() ? Collections.nCopies(scores.size(), 1.0) : weights);
  }

  private static ScoringFunction scaffoldFilter(ScoringContext context) {
    Settings settings = context.settings();
    Function<Molecule, String> scaffold =
        settings.get(SCAFFOLD).equals("murcko") ? Scaffold::murcko : Scaffold::generic;
    ScaffoldFilter.Limits limits =
        new ScaffoldFilter.Limits(
            settings.get(BUCKET_SIZE), settings.get(MINIMUM_SCORE), settings.get(PENALTY));
    ComponentRef score = settings.get(SCORE);
    return new ScaffoldFilter(score.name(), context.open(score), scaffold, limits);
  }
}
