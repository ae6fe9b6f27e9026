package dev.rookery.plugins.molecules.prompts;

import dev.rookery.api.UserException;
import dev.rookery.api.policy.PromptStage;
import dev.rookery.api.policy.Prompting;
import dev.rookery.plugins.molecules.chem.LinkedMolecule;
import dev.rookery.plugins.molecules.chem.OpenMolecule;
import dev.rookery.plugins.molecules.chem.OpenMolecule.Beginning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Links fragments: the policy writes a linker after one of them, and each of the others is attached
 * where the policy finds the whole likeliest. One that is in the linker already is not attached
 * again; one that finds no place, or follows what is no molecule, is left out.
 */
final class FragmentPrompting implements Prompting {

  private final List<OpenMolecule> fragments;
  private final boolean shuffle;
  private final Later<List<List<Beginning>>> beginnings;

  /**
   * @param smiles fragments with dots between them
   * @throws UserException if there are less than two, or one has not one asterisk; says which
   */
  FragmentPrompting(String smiles, Rewriting rewriting) {
    fragments = Arrays.stream(smiles.split("\\.", -1)).map(OpenMolecule::read).toList();
    if (fragments.size() < 2) {
      throw new UserException(
          "\"" + smiles + "\" is one fragment; two or more are linked, with dots between them");
    }
    for (OpenMolecule fragment : fragments) {
      if (fragment.points() > 1) {
        throw new UserException(
            "the fragment \""
                + fragment
                + "\" has several asterisks; it is linked at one, so leave the others out");
      }
    }
    shuffle = rewriting.shuffle();
    beginnings =
        new Later<>(
            () ->
                fragments.stream()
                    .map(fragment -> rewriting.upToEach(fragment, new SplittableRandom(0)).get(0))
                    .toList());
  }

  @Override
  public PromptStage begin(SplittableRandom random) {
    List<Integer> order = order(random);
    return new Linker(shuffle ? order.subList(0, 1) : order, order, random);
  }

  private List<Integer> order(SplittableRandom random) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, fragments.size()).boxed().toList());
    for (int i = order.size() - 1; shuffle && i > 0; i--) {
      order.set(i, order.set(random.nextInt(i + 1), order.get(i)));
    }
    return order;
  }

  /** The policy goes on after a fragment. */
  private final class Linker implements PromptStage {
    private final List<Map.Entry<Integer, String>> ways;
    private final List<Integer> order;
    private final SplittableRandom random;

    /**
     * @param first fragments of which one is begun with
     * @param order of all
     */
    Linker(List<Integer> first, List<Integer> order, SplittableRandom random) {
      this.order = order;
      this.random = random;
      ways =
          first.stream()
              .flatMap(
                  number ->
                      beginnings.get().get(number).stream()
                          .map(way -> Map.entry(number, way.text())))
              .toList();
    }

    @Override
    public List<String> texts() {
      return ways.stream().map(Map.Entry::getValue).toList();
    }

    @Override
    public boolean goesOn() {
      return true;
    }

    @Override
    public Optional<PromptStage> next(int chosen, String sequence) {
      int first = ways.get(chosen).getKey();
      List<OpenMolecule> left =
          order.stream().filter(number -> number != first).map(fragments::get).toList();
      return attach(begunWith(fragments.get(first), sequence), left, random);
    }
  }

  private static LinkedMolecule begunWith(OpenMolecule fragment, String sequence) {
    return new LinkedMolecule(
        sequence, IntStream.range(0, fragment.atoms()).boxed().collect(Collectors.toSet()));
  }

  private Optional<PromptStage> attach(
      LinkedMolecule molecule, List<OpenMolecule> left, SplittableRandom random) {
    if (left.isEmpty()) {
      return Optional.empty();
    }
    List<OpenMolecule> others = left.subList(1, left.size());
    Optional<LinkedMolecule> there = molecule.having(left.get(0));
    if (there.isPresent()) {
      return attach(there.get(), others, random);
    }
    Map<String, LinkedMolecule> places =
        molecule.linked(left.get(0), random).stream()
            .collect(
                Collectors.toMap(
                    LinkedMolecule::smiles, Function.identity(), (a, b) -> a, LinkedHashMap::new));
    return places.isEmpty()
        ? Optional.empty()
        : Optional.of(new Attachment(List.copyOf(places.values()), others, random));
  }

  /** A fragment is attached somewhere. */
  private final class Attachment implements PromptStage {
    private final List<LinkedMolecule> places;
    private final List<OpenMolecule> left;
    private final SplittableRandom random;

    Attachment(List<LinkedMolecule> places, List<OpenMolecule> left, SplittableRandom random) {
      this.places = places;
      this.left = left;
      this.random = random;
    }

    @Override
    public List<String> texts() {
      return places.stream().map(LinkedMolecule::smiles).toList();
    }

    @Override
    public boolean goesOn() {
      return false;
    }

    @Override
    public Optional<PromptStage> next(int chosen, String sequence) {
      return attach(places.get(chosen), left, random);
    }
  }
}
