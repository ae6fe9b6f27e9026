package dev.rookery.plugins.molecules.chem;

import dev.rookery.api.UserException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.openscience.cdk.graph.ConnectivityChecker;
import org.openscience.cdk.graph.GraphUtil;
import org.openscience.cdk.interfaces.IAtom;
import org.openscience.cdk.interfaces.IAtomContainer;
import org.openscience.cdk.interfaces.IBond;
import org.openscience.cdk.isomorphism.DfPattern;

/**
 * A molecule with points at which something can be attached: asterisks in its SMILES. Must not be
 * changed; may be read by several threads.
 */
public final class OpenMolecule {

  /**
   * A SMILES that goes on at a point: the next atom is attached there.
   *
   * @param text without asterisks
   * @param open places of the atoms that have the other points, in the order of the text; an atom
   *     with two points is there twice
   * @param marks of the molecule that is written
   */
  public record Beginning(String text, List<Integer> open, StereoMarks marks) {

    /**
     * Opens the other points again, and gives back stereo marks that need what is there.
     *
     * @param smiles begins with this
     * @return nothing where {@link #find} finds nothing
     */
    public Optional<OpenMolecule> reopened(String smiles) {
      return find(smiles, open).map(found -> new OpenMolecule(marks.in(found.graph)));
    }
  }

  private final IAtomContainer graph;
  private final List<Integer> points;

  private OpenMolecule(IAtomContainer graph) {
    this.graph = graph;
    points =
        IntStream.range(0, graph.getAtomCount())
            .filter(atom -> isPoint(graph.getAtom(atom)))
            .boxed()
            .toList();
  }

  private static boolean isPoint(IAtom atom) {
    return atom.getAtomicNumber() == 0;
  }

  /**
   * Reads a SMILES with asterisks.
   *
   * @throws UserException if it is no molecule, has several parts or no asterisk, or an asterisk is
   *     not at the end of a single bond
   */
  public static OpenMolecule read(String smiles) {
    IAtomContainer graph = molecule(smiles).graph();
    OpenMolecule molecule = new OpenMolecule(graph);
    if (molecule.points.isEmpty()) {
      throw wrong(smiles, "it has no asterisk, which marks where to attach, as in c1ccccc1(*)");
    }
    if (!ConnectivityChecker.isConnected(graph)) {
      throw wrong(smiles, "it has several parts; give one of them");
    }
    for (int point : molecule.points) {
      if (!isEnd(graph.getAtom(point))) {
        throw wrong(
            smiles,
            "its asterisk (atom " + (point + 1) + ") must be bound to one atom, by a single bond");
      }
      if (!isPlain(graph.getAtom(point))) {
        throw wrong(
            smiles,
            "its asterisk (atom "
                + (point + 1)
                + ") has hydrogens or a charge; write it as * or [*:1]");
      }
    }
    forgetNumbers(graph);
    return molecule;
  }

  /** RDKit numbers points as it does isotopes, as in [1*]. */
  private static void forgetNumbers(IAtomContainer graph) {
    for (IAtom atom : graph.atoms()) {
      if (isPoint(atom)) {
        atom.setMassNumber(null);
      }
    }
  }

  private static Molecule molecule(String smiles) {
    try {
      return Molecule.read(smiles);
    } catch (NoMoleculeException e) {
      throw new UserException(
          e.getMessage()
              + "; wanted is a molecule with an asterisk at each place where something is to be"
              + " attached, as c1ccccc1(*)",
          e);
    }
  }

  private static UserException wrong(String smiles, String why) {
    return new UserException("nothing can be attached to \"" + smiles + "\": " + why);
  }

  private static boolean isEnd(IAtom point) {
    if (point.getBondCount() != 1) {
      return false;
    }
    IBond bond = point.bonds().iterator().next();
    return bond.getOrder() == IBond.Order.SINGLE && !isPoint(bond.getOther(point));
  }

  private static boolean isPlain(IAtom point) {
    return point.getImplicitHydrogenCount() == 0 && point.getFormalCharge() == 0;
  }

  /**
   * Opens a molecule again.
   *
   * @param smiles begins with a {@link Beginning}
   * @param open its places of points; atoms that have no hydrogen left are passed over
   * @return nothing if it is no molecule in one piece, does not have these places, has an asterisk
   *     where nothing can be attached, or no point is left
   */
  public static Optional<OpenMolecule> find(String smiles, List<Integer> open) {
    try {
      IAtomContainer written = Molecule.read(smiles).graph();
      if (!canBeOpened(written, open)) {
        return Optional.empty();
      }
      forgetNumbers(written);
      OpenMolecule molecule = new OpenMolecule(Points.attached(written, open));
      return molecule.points.isEmpty() ? Optional.empty() : Optional.of(molecule);
    } catch (NoMoleculeException e) {
      return Optional.empty();
    }
  }

  private static boolean canBeOpened(IAtomContainer graph, List<Integer> open) {
    return open.stream().allMatch(place -> place < graph.getAtomCount())
        && ConnectivityChecker.isConnected(graph)
        && IntStream.range(0, graph.getAtomCount())
            .mapToObj(graph::getAtom)
            .allMatch(atom -> !isPoint(atom) || isEnd(atom) && isPlain(atom));
  }

  /** Number of points. */
  public int points() {
    return points.size();
  }

  /**
   * One of the many ways to write it up to a point, with hydrogens in place of the others.
   *
   * @param point its number, from 0
   */
  public Beginning endingAt(int point, SplittableRandom random) {
    int end = points.get(point);
    List<Integer> others = points.stream().filter(other -> other != end).toList();
    IAtomContainer closed = Points.closed(graph, others);
    int[] places = OrderToEnd.of(GraphUtil.toAdjList(closed), shifted(end, others), random);
    String text = OrderedSmiles.of(closed, places);
    if (!text.endsWith("*")) {
      throw new IllegalStateException(text + " should end at its point");
    }
    int[] written = unshifted(places, others);
    List<Integer> open = new ArrayList<>();
    for (int other : others) {
      open.add(written[graph.getAtom(other).neighbors().iterator().next().getIndex()]);
    }
    List<Integer> order = Stream.concat(Stream.of(end), others.stream()).toList();
    return new Beginning(
        text.substring(0, text.length() - 1),
        List.copyOf(open),
        new StereoMarks(graph, written, order));
  }

  /** The canonical SMILES, asterisks included. */
  @Override
  public String toString() {
    return CanonicalSmiles.of(graph);
  }

  /** Number of atoms, points not counted. */
  public int atoms() {
    return graph.getAtomCount() - points.size();
  }

  /** One of the many ways to write what comes after its only point. */
  String beginningAtPoint(SplittableRandom random) {
    int[] places = OrderToEnd.startingAt(GraphUtil.toAdjList(graph), points.get(0), random);
    return OrderedSmiles.of(graph, places).substring(1);
  }

  /**
   * The places of its atoms in another molecule, if it is there, bound at its points and nowhere
   * else.
   *
   * @param taken places that it must not have
   */
  Optional<Set<Integer>> occurrence(IAtomContainer other, Set<Integer> taken) {
    IAtomContainer closed = Points.closed(graph, points);
    closed.setStereoElements(List.of()); // some need the points; hasMarks looks at all
    for (int[] match : DfPattern.findSubstructure(closed).matchAll(other)) {
      if (Arrays.stream(match).noneMatch(taken::contains)
          && isWhole(match, closed, other)
          && hasMarks(match, other)) {
        return Optional.of(Arrays.stream(match).boxed().collect(Collectors.toSet()));
      }
    }
    return Optional.empty();
  }

  private boolean isWhole(int[] match, IAtomContainer closed, IAtomContainer other) {
    return IntStream.range(0, match.length)
        .allMatch(
            place -> {
              IAtom own = closed.getAtom(place);
              IAtom theirs = other.getAtom(match[place]);
              return theirs.isAromatic() == own.isAromatic()
                  && theirs.getFormalCharge().equals(own.getFormalCharge())
                  && theirs.getBondCount() == own.getBondCount() + pointsAt(place);
            });
  }

  private boolean hasMarks(int[] match, IAtomContainer other) {
    IAtomContainer marked = new StereoMarks(graph, unshifted(match, points), points).in(other);
    return CanonicalSmiles.of(marked).equals(CanonicalSmiles.of(other));
  }

  /** How many points an atom has. */
  private int pointsAt(int closedPlace) {
    return (int)
        points.stream()
            .map(point -> graph.getAtom(point).neighbors().iterator().next().getIndex())
            .filter(atom -> shifted(atom, points) == closedPlace)
            .count();
  }

  /** The place of an atom when others are gone. */
  private static int shifted(int atom, List<Integer> gone) {
    return atom - (int) gone.stream().filter(other -> other < atom).count();
  }

  /** What is at {@link #shifted} places, at those before; -1 for atoms that are gone. */
  private int[] unshifted(int[] shifted, List<Integer> gone) {
    return IntStream.range(0, graph.getAtomCount())
        .map(atom -> gone.contains(atom) ? -1 : shifted[shifted(atom, gone)])
        .toArray();
  }
}
