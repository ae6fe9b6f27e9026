package dev.rookery.plugins.molecules.score;

import dev.rookery.api.UserException;
import dev.rookery.api.scoring.ScoringFunctionFactory;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsSpec;
import dev.rookery.plugins.molecules.chem.Fingerprints;
import dev.rookery.plugins.molecules.chem.Smarts;
import dev.rookery.plugins.molecules.score.Goal.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Functions that compare molecules with what the user names. */
final class TargetScores {

  private static final Map<String, Fingerprints> FINGERPRINTS =
      Map.of(
          "ecfp4", Fingerprints.ECFP4,
          "ecfp6", Fingerprints.ECFP6,
          "fcfp4", Fingerprints.FCFP4,
          "fcfp6", Fingerprints.FCFP6,
          "atom-pairs", Fingerprints.ATOM_PAIRS,
          "pharmacophore", Fingerprints.PHARMACOPHORE);

  private static final Setting<String> TARGET =
      Setting.text("target").describedAs("SMILES, or one of " + Targets.names());
  private static final Setting<List<String>> TARGETS =
      Setting.textList("targets")
          .defaultsTo(List.of("camphor", "menthol"))
          .checked("must name two molecules or more", targets -> targets.size() > 1)
          .describedAs("SMILES or names of the molecules to be between");
  private static final Setting<String> FINGERPRINT =
      Setting.choice(
              "fingerprint", "ecfp4", "ecfp6", "fcfp4", "fcfp6", "atom-pairs", "pharmacophore")
          .defaultsTo("ecfp4")
          .describedAs("features that are compared");
  private static final Setting<Integer> BITS =
      Setting.integer("bits")
          .defaultsTo(0)
          .atLeast(0)
          .describedAs("fold features onto so many bits; 0 counts every feature by itself");
  private static final Setting<String> FORMULA =
      Setting.text("formula").describedAs("molecular formula, such as C9H10N2O2PF2Cl");
  private static final Setting<String> MEAN =
      Setting.choice("mean", "geometric", "arithmetic")
          .defaultsTo("geometric")
          .describedAs("mean over the elements");
  private static final Setting<String> PATTERN =
      Setting.text("pattern").describedAs("SMARTS to look for");
  private static final Setting<String> WANTED =
      Setting.choice("wanted", "present", "absent", "count")
          .defaultsTo("present")
          .describedAs("score 1 where the pattern is present, where it is absent, or its count");

  private TargetScores() {}

  static List<ScoringFunctionFactory> all() {
    return List.of(
        new MoleculeScoreFactory(
            "similarity",
            "Tanimoto similarity to a molecule, from 0 to 1.",
            SettingsSpec.of(TARGET, FINGERPRINT, BITS),
            context -> new Figure(similarity(context.settings()))),
        new MoleculeScoreFactory(
            "celecoxib-similarity",
            "ECFP4 similarity to celecoxib, from 0 to 1.",
            SettingsSpec.none(),
            context -> new Figure(new Similarity("celecoxib", Fingerprints.ECFP4, 0))),
        new MoleculeScoreFactory(
            "rediscovery",
            "ECFP4 similarity to a molecule that is to be found again.",
            SettingsSpec.of(TARGET),
            context ->
                new Figure(new Similarity(context.settings().get(TARGET), Fingerprints.ECFP4, 0))),
        new MoleculeScoreFactory(
            "median-molecules",
            "Geometric mean of the similarities to several molecules.",
            SettingsSpec.of(TARGETS, FINGERPRINT),
            context -> median(context.settings())),
        new MoleculeScoreFactory(
            "isomers",
            "Nearness to a molecular formula.",
            SettingsSpec.of(FORMULA, MEAN),
            context ->
                new Figure(
                    new Isomers(
                        context.settings().get(FORMULA), mean(context.settings().get(MEAN))))),
        new MoleculeScoreFactory(
            "smarts",
            "Whether or how often a SMARTS pattern matches.",
            SettingsSpec.of(PATTERN, WANTED),
            context -> smarts(context.settings())));
  }

  static Mean mean(String name) {
    return name.equals("arithmetic") ? Mean.ARITHMETIC : Mean.GEOMETRIC;
  }

  private static Similarity similarity(Settings settings) {
    return new Similarity(
        settings.get(TARGET), fingerprint(settings.get(FINGERPRINT)), settings.get(BITS));
  }

  private static Fingerprints fingerprint(String name) {
    Fingerprints kind = FINGERPRINTS.get(name);
    if (kind == null) {
      throw new UserException("there is no fingerprint \"" + name + "\"");
    }
    return kind;
  }

  private static Goal median(Settings settings) {
    Fingerprints kind = fingerprint(settings.get(FINGERPRINT));
    List<Term> terms = new ArrayList<>();
    for (String target : settings.get(TARGETS)) {
      terms.add(
          new Term("target-" + (terms.size() + 1), new Similarity(target, kind, 0), Modifier.NONE));
    }
    return new Goal(Mean.GEOMETRIC, terms);
  }

  private static Figure smarts(Settings settings) {
    Smarts pattern = Smarts.read(settings.get(PATTERN));
    return new Figure(
        switch (settings.get(WANTED)) {
          case "present" -> molecule -> pattern.matches(molecule) ? 1 : 0;
          case "absent" -> molecule -> pattern.matches(molecule) ? 0 : 1;
          default -> pattern::count;
        });
  }
}
