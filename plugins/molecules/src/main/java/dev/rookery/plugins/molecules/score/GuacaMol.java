package dev.rookery.plugins.molecules.score;

import dev.rookery.plugins.molecules.chem.Composition;
import dev.rookery.plugins.molecules.chem.Fingerprints;
import dev.rookery.plugins.molecules.chem.Molecule;
import dev.rookery.plugins.molecules.chem.Smarts;
import dev.rookery.plugins.molecules.score.Goal.Term;
import java.util.function.ToDoubleFunction;

/** The goals of GuacaMol's second set, with their figures. */
final class GuacaMol {

  private static final String HOP_TARGET = "CCCOc1cc2ncnc(Nc3ccc4ncsc4c3)c2cc1S(=O)(=O)C(C)(C)C";
  private static final String HOP_SCAFFOLD = "[#7]-c1n[c;h1]nc2[c;h1]c(-[#8])[c;h0][c;h1]c12";

  private GuacaMol() {}

  static Goal osimertinib() {
    return new Goal(
        Mean.GEOMETRIC,
        similar("similarity", "osimertinib", Fingerprints.FCFP4, Modifier.clipped(0, 0.8)),
        similar("difference", "osimertinib", Fingerprints.ECFP6, Modifier.atMost(0.85, 0.1)),
        figure(Descriptor.TPSA, Modifier.atLeast(100, 10)),
        figure(Descriptor.LOG_P, Modifier.atMost(1, 1)));
  }

  static Goal fexofenadine() {
    return new Goal(
        Mean.GEOMETRIC,
        similar("similarity", "fexofenadine", Fingerprints.ATOM_PAIRS, Modifier.clipped(0, 0.8)),
        figure(Descriptor.TPSA, Modifier.atLeast(90, 10)),
        figure(Descriptor.LOG_P, Modifier.atMost(4, 1)));
  }

  static Goal ranolazine() {
    return new Goal(
        Mean.GEOMETRIC,
        similar("similarity", "ranolazine", Fingerprints.ATOM_PAIRS, Modifier.clipped(0, 0.7)),
        figure(Descriptor.LOG_P, Modifier.atLeast(7, 1)),
        new Term("fluorine", GuacaMol::fluorines, Modifier.gaussian(1, 1)),
        figure(Descriptor.TPSA, Modifier.atLeast(95, 20)));
  }

  static Goal perindopril() {
    return new Goal(
        Mean.GEOMETRIC,
        similar("similarity", "perindopril", Fingerprints.ECFP4, Modifier.NONE),
        figure(Descriptor.AROMATIC_RINGS, Modifier.gaussian(2, 0.5)));
  }

  static Goal amlodipine() {
    return new Goal(
        Mean.GEOMETRIC,
        similar("similarity", "amlodipine", Fingerprints.ECFP4, Modifier.NONE),
        figure(Descriptor.RINGS, Modifier.gaussian(3, 0.5)));
  }

  /** Another molecule with the same properties. */
  static Goal sitagliptin() {
    return new Goal(
        Mean.GEOMETRIC,
        similar("difference", "sitagliptin", Fingerprints.ECFP4, Modifier.gaussian(0, 0.1)),
        asSitagliptin(Descriptor.LOG_P, 0.2),
        asSitagliptin(Descriptor.TPSA, 5),
        isomers("C16H15F6N5O"));
  }

  /** Brings the properties of a molecule to the core of another. */
  static Goal valsartan() {
    return new Goal(
        Mean.GEOMETRIC,
        present("core", "CN(C=O)Cc1ccc(c2ccccc2)cc1"),
        asSitagliptin(Descriptor.LOG_P, 0.2),
        asSitagliptin(Descriptor.TPSA, 5),
        asSitagliptin(Descriptor.BERTZ, 30));
  }

  private static Term asSitagliptin(Descriptor descriptor, double sigma) {
    double wanted = descriptor.figure().applyAsDouble(Targets.read("sitagliptin"));
    return figure(descriptor, Modifier.gaussian(wanted, sigma));
  }

  static Goal zaleplon() {
    return new Goal(
        Mean.GEOMETRIC,
        similar("similarity", "zaleplon", Fingerprints.ECFP4, Modifier.NONE),
        isomers("C19H17N3O2"));
  }

  /** Keeps what hangs at a scaffold, and what it does, on another scaffold. */
  static Goal scaffoldHop() {
    return new Goal(
        Mean.ARITHMETIC,
        similar("similarity", HOP_TARGET, Fingerprints.PHARMACOPHORE, Modifier.clipped(0, 0.75)),
        present("decoration", "[#6]-[#6]-[#6]-[#8]-[#6]~[#6]~[#6]~[#6]~[#6]-[#7]-c1ccc2ncsc2c1"),
        absent("other-scaffold", HOP_SCAFFOLD));
  }

  /** Keeps a scaffold and changes what hangs there. */
  static Goal decoratorHop() {
    return new Goal(
        Mean.ARITHMETIC,
        similar("similarity", HOP_TARGET, Fingerprints.PHARMACOPHORE, Modifier.clipped(0, 0.85)),
        absent("no-sulfone", "CS([#6])(=O)=O"),
        absent("no-thiazole", "[#7]-c1ccc2ncsc2c1"),
        present("scaffold", HOP_SCAFFOLD));
  }

  private static Term similar(String name, String target, Fingerprints kind, Modifier modifier) {
    return new Term(name, new Similarity(target, kind, 0), modifier);
  }

  private static Term figure(Descriptor descriptor, Modifier modifier) {
    return new Term(descriptor.key(), descriptor.figure(), modifier);
  }

  private static Term isomers(String formula) {
    return new Term("formula", new Isomers(formula, Mean.GEOMETRIC), Modifier.NONE);
  }

  private static Term present(String name, String smarts) {
    return new Term(name, presence(smarts), Modifier.NONE);
  }

  private static Term absent(String name, String smarts) {
    return new Term(name, presence(smarts), Modifier.linear(-1, 1));
  }

  /** 1 where the pattern matches, 0 elsewhere. */
  static ToDoubleFunction<Molecule> presence(String smarts) {
    Smarts pattern = Smarts.read(smarts);
    return molecule -> pattern.matches(molecule) ? 1 : 0;
  }

  private static double fluorines(Molecule molecule) {
    return Composition.elements(molecule).getOrDefault("F", 0);
  }
}
