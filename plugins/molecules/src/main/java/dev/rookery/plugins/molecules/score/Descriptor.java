package dev.rookery.plugins.molecules.score;

import dev.rookery.plugins.molecules.chem.BertzComplexity;
import dev.rookery.plugins.molecules.chem.Composition;
import dev.rookery.plugins.molecules.chem.DrugLikeness;
import dev.rookery.plugins.molecules.chem.HydrogenBonds;
import dev.rookery.plugins.molecules.chem.Molecule;
import dev.rookery.plugins.molecules.chem.PolarSurface;
import dev.rookery.plugins.molecules.chem.Rings;
import dev.rookery.plugins.molecules.chem.RotatableBonds;
import dev.rookery.plugins.molecules.chem.SyntheticAccessibility;
import dev.rookery.plugins.molecules.chem.WildmanCrippen;
import java.util.function.ToDoubleFunction;

/** Figures of molecules that are scores by themselves, in their own units. */
@SuppressWarnings("ImmutableEnumChecker") // methods have no state
enum Descriptor {
  QED("qed", "Drug-likeness (QED), from 0 to 1.", DrugLikeness::of),
  SA("sa", "Synthetic accessibility, from 1 (easy to make) to 10.", SyntheticAccessibility::of),
  LOG_P("logp", "Octanol-water partition coefficient (Crippen's log P).", Descriptor::logP),
  REFRACTIVITY(
      "molar-refractivity",
      "Molar refractivity (Crippen's), in cubic centimetres a mole.",
      molecule -> WildmanCrippen.of(molecule).refractivity()),
  WEIGHT("mol-weight", "Molecular weight, in g/mol.", Composition::weight),
  EXACT_MASS("exact-mass", "Mass of the most frequent isotopes, in g/mol.", Composition::exactMass),
  TPSA(
      "tpsa",
      "Topological polar surface area of nitrogen and oxygen, in square angstrom.",
      PolarSurface::of),
  DONORS("donors", "Number of hydrogen-bond donors.", HydrogenBonds::donors),
  ACCEPTORS("acceptors", "Number of hydrogen-bond acceptors.", HydrogenBonds::acceptors),
  ROTATABLE("rotatable-bonds", "Number of rotatable bonds.", RotatableBonds::count),
  RINGS("rings", "Number of rings.", Rings::count),
  AROMATIC_RINGS("aromatic-rings", "Number of aromatic rings.", Rings::aromatic),
  BERTZ(
      "bertz-complexity",
      "Complexity of bonds and elements (Bertz's), in bits.",
      BertzComplexity::of),
  HEAVY_ATOMS("heavy-atoms", "Number of atoms that are not hydrogen.", Molecule::heavyAtoms),
  FRACTION_SP3("fraction-sp3", "Share of sp3 carbons, from 0 to 1.", Composition::fractionSp3),
  CHARGE("charge", "Formal charge.", Composition::charge);

  private final String key;
  private final String description;
  private final ToDoubleFunction<Molecule> figure;

  Descriptor(String key, String description, ToDoubleFunction<Molecule> figure) {
    this.key = key;
    this.description = description;
    this.figure = figure;
  }

  /** As users write it. */
  String key() {
    return key;
  }

  String description() {
    return description;
  }

  ToDoubleFunction<Molecule> figure() {
    return figure;
  }

  private static double logP(Molecule molecule) {
    return WildmanCrippen.of(molecule).logP();
  }
}
