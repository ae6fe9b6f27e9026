package dev.rookery.plugins.molecules.prompts;

import dev.rookery.api.UserException;
import dev.rookery.api.policy.Prompting;
import dev.rookery.api.policy.PromptingFactory;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsSpec;
import java.util.List;
import java.util.function.BiFunction;

/** Every prompting of molecules. */
public final class MoleculePromptings {

  private static final Setting<String> SCAFFOLD =
      Setting.text("smiles")
          .describedAs("the scaffold, with an asterisk at each place to decorate, as c1ccccc1(*)");
  private static final Setting<String> FRAGMENTS =
      Setting.text("smiles")
          .describedAs("the fragments with dots between, each with one asterisk, as C1CC1(*).CN*");
  private static final Setting<Integer> REWRITES =
      Setting.integer("rewrites")
          .atLeast(1)
          .defaultsTo(10)
          .describedAs(
              "how many ways to write a prompt are drawn, of which the policy's likeliest is"
                  + " taken");
  private static final Setting<Boolean> SHUFFLE =
      Setting.bool("shuffle")
          .defaultsTo(true)
          .describedAs("draw what comes next; else the policy's likeliest does");

  private MoleculePromptings() {}

  /** Their factories. */
  public static List<PromptingFactory> all() {
    return List.of(
        new Factory(
            "scaffold",
            "Decorates a scaffold: writes what hangs at each of its asterisks, one after the"
                + " other.",
            SCAFFOLD,
            ScaffoldPrompting::new),
        new Factory(
            "fragments",
            "Links fragments: writes a linker after one of them, and attaches the others to it.",
            FRAGMENTS,
            FragmentPrompting::new));
  }

  private record Factory(
      String name,
      String description,
      Setting<String> smiles,
      BiFunction<String, Rewriting, Prompting> maker)
      implements PromptingFactory {

    @Override
    public SettingsSpec settings() {
      return SettingsSpec.of(smiles, REWRITES, SHUFFLE);
    }

    @Override
    public Prompting create(Settings read) {
      try {
        return maker.apply(read.get(smiles), new Rewriting(read.get(REWRITES), read.get(SHUFFLE)));
      } catch (UserException e) {
        throw new UserException(
            name + ".smiles (" + read.originOf(smiles) + "): " + e.getMessage(), e);
      }
    }
  }
}
