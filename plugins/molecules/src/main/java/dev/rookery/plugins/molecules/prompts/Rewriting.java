package dev.rookery.plugins.molecules.prompts;

import dev.rookery.plugins.molecules.chem.OpenMolecule;
import dev.rookery.plugins.molecules.chem.OpenMolecule.Beginning;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How molecules are written up to a point.
 *
 * @param ways how many are drawn for a point
 * @param shuffle whether the point is drawn; else the ways to write up to any of them compete
 */
record Rewriting(int ways, boolean shuffle) {

  /** Different ways to write a molecule up to the next point. */
  List<Beginning> of(OpenMolecule molecule, SplittableRandom random) {
    return shuffle
        ? upTo(random.nextInt(molecule.points()), molecule, random)
        : all(upToEach(molecule, random));
  }

  /** The same, of ways that are there. */
  List<Beginning> of(List<List<Beginning>> upToEach, SplittableRandom random) {
    return shuffle ? upToEach.get(random.nextInt(upToEach.size())) : all(upToEach);
  }

  /** Different ways to write a molecule up to each of its points. */
  List<List<Beginning>> upToEach(OpenMolecule molecule, SplittableRandom random) {
    return IntStream.range(0, molecule.points())
        .mapToObj(point -> upTo(point, molecule, random))
        .toList();
  }

  private List<Beginning> upTo(int point, OpenMolecule molecule, SplittableRandom random) {
    return different(IntStream.range(0, ways).mapToObj(way -> molecule.endingAt(point, random)));
  }

  private static List<Beginning> all(List<List<Beginning>> upToEach) {
    return different(upToEach.stream().flatMap(List::stream));
  }

  /** Of points that are alike, the first has a text that all have. */
  private static List<Beginning> different(Stream<Beginning> beginnings) {
    Map<String, Beginning> different = new LinkedHashMap<>();
    beginnings.forEach(beginning -> different.putIfAbsent(beginning.text(), beginning));
    return List.copyOf(different.values());
  }
}
