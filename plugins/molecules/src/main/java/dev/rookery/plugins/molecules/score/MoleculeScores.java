package dev.rookery.plugins.molecules.score;

import dev.rookery.api.scoring.ScoringFunctionFactory;
import dev.rookery.api.settings.SettingsSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** All scoring functions of the plugin. */
public final class MoleculeScores {

  private MoleculeScores() {}

  public static List<ScoringFunctionFactory> all() {
    List<ScoringFunctionFactory> all = new ArrayList<>();
    all.add(
        new MoleculeScoreFactory(
            "valid",
            "1 for a molecule, 0 for what is none.",
            SettingsSpec.none(),
            context -> new Valid()));
    Stream.of(Descriptor.values())
        .forEach(
            descriptor ->
                all.add(
                    new MoleculeScoreFactory(
                        descriptor.key(),
                        descriptor.description(),
                        SettingsSpec.none(),
                        context -> new Figure(descriptor.figure()))));
    all.addAll(TargetScores.all());
    all.addAll(goals());
    all.addAll(AroundScores.all());
    return List.copyOf(all);
  }

  private static List<ScoringFunctionFactory> goals() {
    return List.of(
        goal(
            "osimertinib-mpo",
            "Like osimertinib, but more polar (GuacaMol).",
            GuacaMol::osimertinib),
        goal(
            "fexofenadine-mpo",
            "Like fexofenadine, but less greasy (GuacaMol).",
            GuacaMol::fexofenadine),
        goal(
            "ranolazine-mpo",
            "Like ranolazine, with log P 7, polar, and one fluorine (GuacaMol).",
            GuacaMol::ranolazine),
        goal(
            "perindopril-mpo",
            "Like perindopril, with two aromatic rings (GuacaMol).",
            GuacaMol::perindopril),
        goal(
            "amlodipine-mpo",
            "Like amlodipine, with three rings (GuacaMol).",
            GuacaMol::amlodipine),
        goal(
            "sitagliptin-mpo",
            "Unlike sitagliptin, with its properties and formula (GuacaMol).",
            GuacaMol::sitagliptin),
        goal(
            "valsartan-smarts",
            "The core of valsartan with the properties of sitagliptin (GuacaMol).",
            GuacaMol::valsartan),
        goal("zaleplon-mpo", "Like zaleplon, with another formula (GuacaMol).", GuacaMol::zaleplon),
        goal(
            "scaffold-hop",
            "The same decoration on another scaffold (GuacaMol).",
            GuacaMol::scaffoldHop),
        goal(
            "decorator-hop",
            "Another decoration on the same scaffold (GuacaMol).",
            GuacaMol::decoratorHop));
  }

  private static ScoringFunctionFactory goal(String name, String what, Supplier<Goal> goal) {
    return new MoleculeScoreFactory(name, what, SettingsSpec.none(), context -> goal.get());
  }
}
