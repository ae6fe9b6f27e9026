package dev.rookery.plugins.molecules.chem;

import java.util.Optional;
import org.openscience.cdk.aromaticity.Aromaticity;
import org.openscience.cdk.exception.CDKException;
import org.openscience.cdk.exception.InvalidSmilesException;
import org.openscience.cdk.graph.Cycles;
import org.openscience.cdk.interfaces.IAtom;
import org.openscience.cdk.interfaces.IAtomContainer;
import org.openscience.cdk.interfaces.IPseudoAtom;
import org.openscience.cdk.silent.SilentChemObjectBuilder;
import org.openscience.cdk.smiles.SmilesParser;
import org.openscience.cdk.tools.manipulator.AtomContainerManipulator;

/** Reads SMILES and refuses what can't exist, by the rules of RDKit's sanitization. */
final class MoleculeReader {

  static {
    QuietLog.use();
  }

  private MoleculeReader() {}

  static Molecule read(String smiles) throws NoMoleculeException {
    if (smiles.isBlank()) {
      throw new NoMoleculeException(smiles, "it has no atoms");
    }
    Optional<String> wrong = Syntax.problem(smiles.strip());
    if (wrong.isPresent()) {
      throw new NoMoleculeException(smiles, wrong.get());
    }
    IAtomContainer graph = parse(smiles.strip());
    Cycles.markRingAtomsAndBonds(graph);
    for (IAtom atom : graph.atoms()) {
      if (atom.getAtomicNumber() == 0 && !isAnyAtom(atom)) {
        throw new NoMoleculeException(smiles, name(atom) + " is no element");
      }
      if (atom.isAromatic() && !atom.isInRing()) {
        throw new NoMoleculeException(smiles, name(atom) + " is aromatic but in no ring");
      }
    }
    ChargeSeparation.apply(graph);
    for (IAtom atom : graph.atoms()) {
      Optional<String> problem = Valences.problem(atom);
      if (problem.isPresent()) {
        throw new NoMoleculeException(smiles, name(atom) + " " + problem.get());
      }
    }
    IAtomContainer heavy = AtomContainerManipulator.suppressHydrogens(graph);
    Cycles.markRingAtomsAndBonds(heavy);
    findAromaticity(smiles, heavy);
    return new Molecule(heavy);
  }

  private static IAtomContainer parse(String smiles) throws NoMoleculeException {
    // The parser does not know numbers in parentheses.
    String numbered = smiles.contains("%(") ? RingNumbers.lowest(smiles) : smiles;
    if (numbered.contains("%(")) {
      throw new NoMoleculeException(smiles, "more than 99 rings are open at once");
    }
    try {
      // Not shared: a parser is not made for several threads, and costs nothing.
      return new SmilesParser(SilentChemObjectBuilder.getInstance()).parseSmiles(numbered);
    } catch (InvalidSmilesException e) {
      throw new NoMoleculeException(smiles, why(numbered, String.valueOf(e.getMessage())));
    }
  }

  /** The parser repeats the text and points at the place on further lines. */
  private static String why(String smiles, String message) {
    String line = message.lines().findFirst().orElse(message);
    String repeated = "could not parse '" + smiles + "', ";
    return (line.startsWith(repeated) ? line.substring(repeated.length()) : line)
        .replaceAll(":$", "");
  }

  private static void findAromaticity(String smiles, IAtomContainer graph)
      throws NoMoleculeException {
    Aromaticity.clear(graph);
    try {
      new Aromaticity(Aromaticity.Model.Daylight, Cycles.or(Cycles.all(), ShortRings.FINDER))
          .apply(graph);
    } catch (CDKException e) {
      throw new NoMoleculeException(smiles, "its rings are too entangled: " + e.getMessage());
    }
  }

  /** Whether it is an asterisk, which may stand for any atom. */
  private static boolean isAnyAtom(IAtom atom) {
    return !(atom instanceof IPseudoAtom pseudo) || "*".equals(pseudo.getLabel());
  }

  private static String name(IAtom atom) {
    String symbol =
        atom instanceof IPseudoAtom pseudo ? String.valueOf(pseudo.getLabel()) : atom.getSymbol();
    return "atom " + (atom.getIndex() + 1) + " (" + symbol + ")";
  }
}
