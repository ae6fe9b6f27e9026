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

  private static final Setting<List<String>> SCAFFOLDS =
      Setting.textList("smiles")
          .defaultsTo(List.of())
          .describedAs(
              "the scaffold, with an asterisk at each place to decorate, as c1ccccc1(*); of"
                  + " several each sequence takes one, which is drawn");
  private static final Setting<List<String>> FRAGMENTS =
      Setting.textList("smiles")
          .defaultsTo(List.of())
          .describedAs(
              "the fragments with dots between, each with one asterisk, as C1CC1(*).CN*; of"
                  + " several such texts each sequence takes one, which is drawn");
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
            SCAFFOLDS,
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
      Setting<List<String>> smiles,
      BiFunction<String, Rewriting, Prompting> maker)
      implements PromptingFactory {

    @Override
    public SettingsSpec settings() {
      return SettingsSpec.of(smiles, GivenParts.FILE, REWRITES, SHUFFLE);
    }

    @Override
    public Prompting create(Settings read) {
      Rewriting rewriting = new Rewriting(read.get(REWRITES), read.get(SHUFFLE));
      return new OneOf(
          GivenParts.of(name, read, smiles).stream().map(part -> make(part, rewriting)).toList());
    }

    private Prompting make(GivenParts.Part part, Rewriting rewriting) {
      try {
        return maker.apply(part.smiles(), rewriting);
      } catch (UserException e) {
        throw new UserException(part.where() + ": " + e.getMessage(), e);
      }
    }
  }
}
