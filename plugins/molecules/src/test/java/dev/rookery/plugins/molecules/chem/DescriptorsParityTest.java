package dev.rookery.plugins.molecules.chem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.plugins.molecules.ParityData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** RDKit's figures, molecule by molecule; each test says which molecules differ. */
@Tag("parity")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DescriptorsParityTest {

  /** Their values have nine significant digits, of up to four decimals in these sums. */
  private static final double ROUNDED = 1e-4;

  /** Its table was counted in ZINC, where amines have charges, and RDKit's in PubChem. */
  private static final String UNCHARGED = "synthetic accessibility without charged atoms";

  /** What has no name of its own here is a count of a pattern. */
  private static final Smarts TURNING = Smarts.read("[!$(*#*)&!D1]-&!@[!$(*#*)&!D1]");

  private static final Smarts NITROGEN_OR_OXYGEN = Smarts.read("[#7,#8]");

  /** Nitrogen and oxygen with one to four hydrogen atoms. */
  private static final List<Smarts> HYDROGENS =
      IntStream.rangeClosed(1, 4).mapToObj(n -> Smarts.read("[#7,#8;H" + n + "]")).toList();

  private static final Pattern ISOTOPE = Pattern.compile("\\[\\d+");

  private static final Pattern CHARGED = Pattern.compile("[+-]\\d*]");

  /** Tells the molecules of the figures in the documentation from others. */
  private static final int DOCUMENTED = 1255884753;

  private final Map<String, Agreement> agreements = new LinkedHashMap<>();
  private JsonNode golden;

  @BeforeAll
  void compare() throws NoMoleculeException {
    golden = ParityData.read("scoring.json");
    Map<String, Molecule> references = new LinkedHashMap<>();
    for (Entry<String, JsonNode> reference : golden.get("references").properties()) {
      references.put(reference.getKey(), Molecule.read(reference.getValue().asText()));
    }
    Map<String, Smarts> patterns = new LinkedHashMap<>();
    for (Entry<String, JsonNode> pattern : golden.get("smarts").properties()) {
      patterns.put(pattern.getKey(), Smarts.read(pattern.getValue().asText()));
    }
    for (JsonNode each : golden.get("molecules")) {
      String smiles = each.get("smiles").asText();
      Molecule molecule = read(smiles);
      agreement("validity", 0)
          .add(smiles, molecule == null ? 0 : 1, each.get("valid").asBoolean() ? 1 : 0);
      if (molecule != null && each.has("canonical")) {
        counts(molecule, each);
        decimals(molecule, each);
        texts(molecule, each);
        similarities(molecule, each, references);
        patterns.forEach(
            (name, pattern) ->
                agreement("SMARTS `" + name + "`", 0)
                    .add(
                        smiles,
                        pattern.count(molecule),
                        each.get("smarts_count").get(name).asDouble()));
      }
    }
  }

  private static Molecule read(String smiles) {
    try {
      return Molecule.read(smiles);
    } catch (NoMoleculeException e) {
      return null;
    }
  }

  private Agreement agreement(String name, double tolerance) {
    return agreements.computeIfAbsent(name, none -> new Agreement(name, tolerance));
  }

  private void counts(Molecule molecule, JsonNode each) {
    integer("heavy atoms", Molecule::heavyAtoms, molecule, each, "heavy_atoms");
    integer("charge", Composition::charge, molecule, each, "formal_charge");
    integer("donors", HydrogenBonds::donors, molecule, each, "hbd");
    integer("acceptors", HydrogenBonds::acceptors, molecule, each, "hba");
    integer("rotatable bonds", RotatableBonds::count, molecule, each, "rotatable_bonds");
    integer("turning bonds", TURNING::count, molecule, each, "rotatable_bonds_nonstrict");
    integer("N and O", NITROGEN_OR_OXYGEN::count, molecule, each, "no");
    integer("H at N and O", DescriptorsParityTest::hydrogens, molecule, each, "nhoh");
    integer("rings", Rings::count, molecule, each, "rings");
    integer("aromatic rings", Rings::aromatic, molecule, each, "aromatic_rings");
    JsonNode qed = each.get("qed_properties");
    integer("QED's donors", HydrogenBonds::donors, molecule, qed, "HBD");
    integer("QED's rotatable bonds", RotatableBonds::count, molecule, qed, "ROTB");
    integer("QED's acceptors", DrugLikeness::acceptors, molecule, qed, "HBA");
    integer("QED's aromatic rings", Rings::withoutAliphatic, molecule, qed, "AROM");
    integer("QED's alerts", DrugLikeness::alerts, molecule, qed, "ALERTS");
    integer(
        "bits of ECFP4 in 2048",
        any -> Fingerprints.ECFP4.of(any).folded(2048).counts().size(),
        molecule,
        each,
        "morgan2_on_bits");
  }

  private static double hydrogens(Molecule molecule) {
    return IntStream.range(0, HYDROGENS.size())
        .map(i -> (i + 1) * HYDROGENS.get(i).count(molecule))
        .sum();
  }

  private void integer(
      String name,
      ToDoubleFunction<Molecule> ours,
      Molecule molecule,
      JsonNode golden,
      String theirs) {
    agreement(name, 0)
        .add(molecule.toString(), ours.applyAsDouble(molecule), golden.get(theirs).asDouble());
  }

  private void decimals(Molecule molecule, JsonNode each) {
    decimal("weight", Composition::weight, molecule, each, "mol_wt", 0.02);
    decimal("exact mass", Composition::exactMass, molecule, each, "exact_mol_wt", 0.001);
    decimal("log P", any -> WildmanCrippen.of(any).logP(), molecule, each, "logp", ROUNDED);
    decimal(
        "molar refractivity",
        any -> WildmanCrippen.of(any).refractivity(),
        molecule,
        each,
        "mr",
        ROUNDED);
    decimal("TPSA", PolarSurface::of, molecule, each, "tpsa", ROUNDED);
    decimal("sp3 carbons", Composition::fractionSp3, molecule, each, "fraction_csp3", ROUNDED);
    decimal("QED", DrugLikeness::of, molecule, each, "qed", ROUNDED);
    decimal("synthetic accessibility", SyntheticAccessibility::of, molecule, each, "sa_score", 0.5);
    if (!CHARGED.matcher(each.get("canonical").asText()).find()) {
      decimal(UNCHARGED, SyntheticAccessibility::of, molecule, each, "sa_score", 0.5);
    }
    JsonNode qed = each.get("qed_properties");
    decimal("QED's weight", Composition::weight, molecule, qed, "MW", 0.02);
    decimal("QED's log P", any -> WildmanCrippen.of(any).logP(), molecule, qed, "ALOGP", ROUNDED);
    decimal("QED's TPSA", PolarSurface::of, molecule, qed, "PSA", ROUNDED);
  }

  private void decimal(
      String name,
      ToDoubleFunction<Molecule> ours,
      Molecule molecule,
      JsonNode golden,
      String theirs,
      double tolerance) {
    agreement(name, tolerance)
        .add(molecule.toString(), ours.applyAsDouble(molecule), golden.get(theirs).asDouble());
  }

  private void texts(Molecule molecule, JsonNode each) throws NoMoleculeException {
    same("formula", molecule, Composition.formula(molecule), each.get("formula").asText());
    same(
        "canonical SMILES",
        molecule,
        molecule.canonicalSmiles(),
        Molecule.read(each.get("canonical").asText()).canonicalSmiles());
    same(
        "canonical SMILES without stereo marks and isotopes",
        molecule,
        flat(ISOTOPE.matcher(molecule.canonicalSmiles()).replaceAll("[")),
        flat(each.get("canonical_no_stereo").asText()));
    same("scaffold", molecule, Scaffold.murcko(molecule), flat(each.get("murcko").asText()));
    same(
        "generic scaffold",
        molecule,
        Scaffold.generic(molecule),
        flat(each.get("murcko_generic").asText()));
  }

  /** Their scaffolds keep stereo marks and ours do not. */
  private static String flat(String smiles) throws NoMoleculeException {
    return smiles.isEmpty()
        ? ""
        : Molecule.read(smiles.replaceAll("[@/\\\\]", "")).canonicalSmiles();
  }

  private void same(String name, Molecule molecule, String ours, String theirs) {
    agreement(name, 0).add(molecule + " (" + ours + ")", ours.equals(theirs) ? 1 : 0, 1);
  }

  private void similarities(Molecule molecule, JsonNode each, Map<String, Molecule> references) {
    Fingerprint ecfp4 = Fingerprints.ECFP4.of(molecule);
    Fingerprint ecfp6 = Fingerprints.ECFP6.of(molecule);
    references.forEach(
        (name, reference) -> {
          Fingerprint other = Fingerprints.ECFP4.of(reference);
          similarity("ECFP4", ecfp4.tanimoto(other), molecule, each, "ecfp4_count", name);
          similarity(
              "ECFP4 in 2048 bits",
              ecfp4.folded(2048).tanimoto(other.folded(2048)),
              molecule,
              each,
              "ecfp4_2048",
              name);
          similarity(
              "ECFP6",
              ecfp6.tanimoto(Fingerprints.ECFP6.of(reference)),
              molecule,
              each,
              "ecfp6_count",
              name);
        });
  }

  private void similarity(
      String name, double ours, Molecule molecule, JsonNode each, String theirs, String reference) {
    agreement("similarity by " + name, ROUNDED)
        .add(molecule.toString(), ours, each.get("tanimoto_" + theirs).get(reference).asDouble());
  }

  /** Of everything but the synthetic accessibility, whose table of fragments is another one. */
  @TestFactory
  Stream<DynamicTest> agreesForAlmostAllMolecules() {
    return agreements.entrySet().stream()
        .filter(entry -> !entry.getKey().startsWith("synthetic accessibility"))
        .map(entry -> dynamicTest(entry.getKey(), () -> entry.getValue().isEqualFor(0.98)));
  }

  @Test
  void decimalsFollowRdkit() {
    agreements.get("log P").correlates(0.98);
    agreements.get("TPSA").correlates(0.98);
    agreements.get("QED").differsInTheMeanBy(0.03);
    agreements.get(UNCHARGED).correlates(0.85);
    agreements.get(UNCHARGED).differsInTheMeanBy(0.35);
  }

  /** Two SMILES have the same key if and only if RDKit writes them in the same way. */
  @Test
  void keysTellMoleculesApartAsRdkitDoes() throws NoMoleculeException {
    Map<String, String> ours = new LinkedHashMap<>();
    for (JsonNode each : golden.get("molecules")) {
      if (each.has("canonical")) {
        String key = Molecule.read(each.get("smiles").asText()).canonicalSmiles();
        String known = ours.put(key, each.get("canonical").asText());
        assertThat(known == null ? each.get("canonical").asText() : known)
            .isEqualTo(each.get("canonical").asText());
      }
    }
    assertThat(ours)
        .hasSameSizeAs(
            StreamSupport.stream(golden.get("molecules").spliterator(), false)
                .filter(each -> each.has("canonical"))
                .map(each -> each.get("canonical").asText())
                .collect(Collectors.toSet()));
  }

  /** The table in docs/molecules.md is what this test measures on the first reference data. */
  @Test
  void theDocumentationGivesTheseFigures() throws IOException {
    String molecules =
        StreamSupport.stream(golden.get("molecules").spliterator(), false)
            .map(each -> each.get("smiles").asText())
            .collect(Collectors.joining("\n"));
    assumeTrue(molecules.hashCode() == DOCUMENTED, "these are other molecules");
    List<String> rows = new ArrayList<>();
    agreements.values().forEach(agreement -> rows.add(agreement.row()));
    Path docs = Path.of(System.getProperty("rookery.root")).resolve("docs/molecules.md");
    assertThat(Files.readAllLines(docs))
        .as("docs/molecules.md lacks rows of this table:\n" + String.join("\n", rows))
        .containsSubsequence(rows);
  }
}
