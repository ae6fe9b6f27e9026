package dev.rookery.plugins.molecules.prompts;

import dev.rookery.api.policy.PromptStage;
import dev.rookery.api.policy.Prompting;
import dev.rookery.plugins.molecules.chem.OpenMolecule;
import dev.rookery.plugins.molecules.chem.OpenMolecule.Beginning;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Decorates a scaffold at its points, one after the other. Before each the molecule so far is
 * written anew, so that it ends at the point; a molecule that can't exist stays as it is.
 */
final class ScaffoldPrompting implements Prompting {

  private final Rewriting rewriting;
  private final Later<List<List<Beginning>>> beginnings;

  /**
   * @throws dev.rookery.api.UserException if nothing can be attached to the scaffold
   */
  ScaffoldPrompting(String scaffold, Rewriting rewriting) {
    this.rewriting = rewriting;
    // The same for all sequences, so that they are compared once.
    OpenMolecule molecule = OpenMolecule.read(scaffold);
    beginnings = new Later<>(() -> rewriting.upToEach(molecule, new SplittableRandom(0)));
  }

  @Override
  public PromptStage begin(SplittableRandom random) {
    return new Decoration(rewriting.of(beginnings.get(), random), random);
  }

  private final class Decoration implements PromptStage {
    private final List<Beginning> ways;
    private final SplittableRandom random;

    Decoration(List<Beginning> ways, SplittableRandom random) {
      this.ways = ways;
      this.random = random;
    }

    @Override
    public List<String> texts() {
      return ways.stream().map(Beginning::text).toList();
    }

    @Override
    public boolean goesOn() {
      return true;
    }

    @Override
    public Optional<PromptStage> next(int chosen, String sequence) {
      return ways.get(chosen)
          .reopened(sequence)
          .map(molecule -> new Decoration(rewriting.of(molecule, random), random));
    }
  }
}
