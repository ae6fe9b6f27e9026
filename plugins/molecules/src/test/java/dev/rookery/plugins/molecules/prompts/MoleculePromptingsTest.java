package dev.rookery.plugins.molecules.prompts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.UserException;
import dev.rookery.api.policy.PromptStage;
import dev.rookery.api.policy.Prompting;
import dev.rookery.api.policy.PromptingFactory;
import dev.rookery.plugins.molecules.chem.Molecule;
import dev.rookery.plugins.molecules.chem.NoMoleculeException;
import dev.rookery.plugins.molecules.chem.Smarts;
import dev.rookery.testkit.TestingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of promptings when something writes on. */
final class MoleculePromptingsTest {

  private static final String AMIDE = "N1(*)CCN(CC1)C(*)=O";

  private static Prompting open(String name, Map<String, ?> settings) {
    PromptingFactory factory =
        MoleculePromptings.all().stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow();
    return factory.create(TestingSettings.of(factory.settings(), settings));
  }

  private static Molecule read(String smiles) {
    try {
      return Molecule.read(smiles);
    } catch (NoMoleculeException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * All that comes about when {@code added} is written in each stage after a text that is drawn.
   */
  private static List<String> sequences(Prompting prompting, String added, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> sequences = new ArrayList<>();
    Optional<PromptStage> stage = Optional.of(prompting.begin(random));
    while (stage.isPresent()) {
      PromptStage now = stage.get();
      assertThat(now.texts()).isNotEmpty().doesNotHaveDuplicates();
      int chosen = random.nextInt(now.texts().size());
      String text = now.texts().get(chosen) + (now.goesOn() ? added : "");
      sequences.add(text);
      stage = now.next(chosen, text);
    }
    return sequences;
  }

  @ParameterizedTest
  @ValueSource(strings = {"F", "(Cl)", "C(=O)c1ccccc1", "c1ccc2ccccc2c1", "=O", ""})
  void everyMoleculeHasTheScaffold(String decoration) {
    Prompting prompting = open("scaffold", Map.of("smiles", "CC1(*)CCN(CC1)CC(*)F"));
    Smarts scaffold = Smarts.read("CC1CCN(CC1)CCF");
    for (long seed = 0; seed < 20; seed++) {
      List<String> sequences = sequences(prompting, decoration, seed);
      if (!decoration.equals("=O")) { // there is no room for two bonds
        assertThat(sequences).hasSize(2);
        assertThat(scaffold.matches(read(sequences.get(1)))).as(sequences.toString()).isTrue();
      }
    }
  }

  @Test
  void everyPointIsDecorated() {
    Prompting prompting = open("scaffold", Map.of("smiles", AMIDE));
    Set<String> molecules = new HashSet<>();
    Set<String> first = new HashSet<>();
    for (long seed = 0; seed < 20; seed++) {
      List<String> sequences = sequences(prompting, "CBr", seed);
      first.add(read(sequences.get(0)).canonicalSmiles());
      molecules.add(read(sequences.get(sequences.size() - 1)).canonicalSmiles());
    }

    assertThat(molecules).containsExactly(read("BrCN1CCN(CC1)C(CBr)=O").canonicalSmiles());
    assertThat(first).hasSize(2); // either point may come first
  }

  /** Also of centres that are none before their last point is decorated. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "C[C@H](*)O C[C@@H](*)O",
        "O1CC[C@H](*)C1 O1CC[C@@H](*)C1",
        "*[C@@H]1CC[C@H](*)CC1 *[C@@H]1CC[C@@H](*)CC1",
        "*[C@@H]1CCO[C@H](*)C1 *[C@H]1CCO[C@@H](*)C1",
        "*[C@@H](F)CCC[C@H](*)O *[C@H](F)CCC[C@H](*)O",
        "*[C@@H]1C[C@H](*)C[C@H](*)C1 *[C@H]1C[C@H](*)C[C@H](*)C1",
        "*C[C@](C)(*)CC* *C[C@@](C)(*)CC*",
        "*/C(C)=C/* *\\C(C)=C/*",
        "*C/C=C/c1ccc(*)cc1 *C/C=C\\c1ccc(*)cc1",
        "*/C=C/C=C/[C@H](*)F */C=C/C=C\\[C@H](*)F"
      })
  void everyMoleculeHasTheStereoMarksOfTheScaffold(String scaffold, String other) {
    for (String decoration : List.of("Br", "c9ccccc9")) {
      String expected = read(scaffold.replace("*", decoration)).canonicalSmiles();
      assertThat(read(other.replace("*", decoration)).canonicalSmiles()).isNotEqualTo(expected);
      for (boolean shuffle : List.of(true, false)) {
        Prompting prompting = open("scaffold", Map.of("smiles", scaffold, "shuffle", shuffle));
        for (long seed = 0; seed < 10; seed++) {
          List<String> sequences = sequences(prompting, decoration, seed);
          assertThat(read(sequences.get(sequences.size() - 1)).canonicalSmiles())
              .as(sequences.toString())
              .isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void aPatternWithStereoMarksFindsTheScaffold() {
    Prompting prompting = open("scaffold", Map.of("smiles", "*[C@@H]1CC[C@H](*)CC1"));
    Smarts same = Smarts.read("[!#1][C@@H]1CC[C@H]([!#1])CC1");
    Smarts other = Smarts.read("[!#1][C@@H]1CC[C@@H]([!#1])CC1");
    for (long seed = 0; seed < 20; seed++) {
      List<String> sequences = sequences(prompting, "C(=O)N", seed);
      assertThat(same.matches(read(sequences.get(1)))).as(sequences.toString()).isTrue();
      assertThat(other.matches(read(sequences.get(1)))).as(sequences.toString()).isFalse();
    }
  }

  @Test
  void withoutShufflingTheWaysToEveryPointCompete() {
    Prompting prompting = open("scaffold", Map.of("smiles", AMIDE, "shuffle", false));

    List<String> texts = prompting.begin(new SplittableRandom(0)).texts();

    assertThat(texts).anyMatch(text -> text.endsWith("=O)") || text.endsWith("C=O"));
    assertThat(texts.stream().map(text -> read(text + "F").canonicalSmiles()).distinct())
        .hasSize(2);
  }

  @Test
  void asManyWaysAreDrawnAsAreAskedFor() {
    Prompting one = open("scaffold", Map.of("smiles", AMIDE, "rewrites", 1));
    Prompting many = open("scaffold", Map.of("smiles", AMIDE, "rewrites", 50));

    assertThat(one.begin(new SplittableRandom(0)).texts()).hasSize(1);
    assertThat(many.begin(new SplittableRandom(0)).texts()).hasSizeGreaterThan(1);
  }

  /** A decoration that can't exist ends the sequence as it is. */
  @Test
  void whatIsNoMoleculeStaysAsItIs() {
    Prompting prompting = open("scaffold", Map.of("smiles", AMIDE));
    PromptStage stage = prompting.begin(new SplittableRandom(0));

    assertThat(stage.next(0, stage.texts().get(0) + "C(")).isEmpty();
    assertThat(stage.next(0, "")).isEmpty();
  }

  @Test
  void theSameIsDrawnAgain() {
    Prompting prompting = open("scaffold", Map.of("smiles", AMIDE));

    assertThat(sequences(prompting, "C", 3)).isEqualTo(sequences(prompting, "C", 3));
    assertThat(sequences(prompting, "C", 3)).isNotEqualTo(sequences(prompting, "C", 4));
  }

  /** Fragments are where the linker has room, and nowhere else. */
  @ParameterizedTest
  @ValueSource(strings = {"CCC", "C(=O)NC", "c1ccc(O)cc1", "CN1CCCC1", "[C@@H](F)c1c[nH]cc1"})
  void everyMoleculeHasAllFragments(String linker) {
    Prompting prompting =
        open("fragments", Map.of("smiles", "C1CC1(*).c1(*)ccncc1.O=C(N)O*", "rewrites", 3));
    Set<String> molecules = new HashSet<>();
    for (long seed = 0; seed < 20; seed++) {
      List<String> sequences = sequences(prompting, linker, seed);
      assertThat(sequences).hasSize(3);
      Molecule molecule = read(sequences.get(2));
      assertThat(List.of("C1CC1", "c1ccncc1", "O=C(N)O", linker))
          .allMatch(
              part ->
                  Smarts.read(part.replace("[nH]", "n").replace("[C@@H]", "C")).matches(molecule));
      assertThat(molecule.heavyAtoms()).isEqualTo(3 + 6 + 4 + read(linker).heavyAtoms());
      molecules.add(molecule.canonicalSmiles());
    }
    assertThat(molecules).hasSizeGreaterThan(2);
  }

  /** What was written stays in its order, and the fragment follows its atom. */
  @Test
  void aFragmentIsABranchBehindAnAtom() {
    Prompting prompting = open("fragments", Map.of("smiles", "FC*.N*", "shuffle", false));
    PromptStage stage = prompting.begin(new SplittableRandom(0));
    int chosen = stage.texts().indexOf("FC");

    PromptStage attaching = stage.next(chosen, "FCCC(O)CC").orElseThrow();

    assertThat(attaching.goesOn()).isFalse();
    assertThat(attaching.texts())
        .containsExactly(
            "FCC(N)C(O)CC", "FCCC(N)(O)CC", "FCCC(ON)CC", "FCCC(O)C(N)C", "FCCC(O)CCN");
    assertThat(attaching.next(0, attaching.texts().get(0))).isEmpty();
  }

  @Test
  void aFragmentThatTheLinkerHasIsNotAttachedAgain() {
    Prompting prompting = open("fragments", Map.of("smiles", "FC*.c1(*)ccncc1", "shuffle", false));
    PromptStage stage = prompting.begin(new SplittableRandom(0));
    int chosen = stage.texts().indexOf("FC");

    assertThat(stage.next(chosen, "FCCc1ccncc1")).isEmpty();
    assertThat(stage.next(chosen, "FCCc1cc(O)ncc1")).isPresent(); // another one
    assertThat(stage.next(chosen, "FCCC1CCNCC1")).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "C[C@H](*)F, C[C@H](CCN)F",
    "C[C@@](*)(N)F, C[C@@](CCN)(N)F",
    "C/C=C/*, C/C=C/CCN",
    "C/C=C\\*, C/C=C\\CCN"
  })
  void aFragmentThatTheLinkerHasHasTheSameStereoMarks(String fragment, String whole) {
    Prompting prompting = open("fragments", Map.of("smiles", "N*." + fragment, "shuffle", false));
    PromptStage stage = prompting.begin(new SplittableRandom(0));
    int chosen = stage.texts().indexOf("N");
    for (String linker :
        List.of(
            "CC[C@H](C)F",
            "CC[C@@H](C)F",
            "CC[C@](C)(N)F",
            "CC[C@@](C)(N)F",
            "CC/C=C/C",
            "CC/C=C\\C",
            "CCC=CC",
            "CCC(C)(N)F",
            "CCC(C)F")) {
      boolean has = read("N" + linker).canonicalSmiles().equals(read(whole).canonicalSmiles());
      assertThat(stage.next(chosen, "N" + linker).isEmpty()).as(linker).isEqualTo(has);
    }
  }

  /** Two double bonds may tell the direction of the bond between them. */
  @Test
  void aFragmentWithADoubleBondIsAttachedBesideAnother() {
    Prompting prompting = open("fragments", Map.of("smiles", "N*.F/C=C/*", "shuffle", false));
    PromptStage stage = prompting.begin(new SplittableRandom(0));

    PromptStage attaching = stage.next(stage.texts().indexOf("N"), "NC/C=C/C").orElseThrow();

    assertThat(attaching.texts().stream().map(text -> read(text).canonicalSmiles()))
        .containsExactlyInAnyOrder(
            read("NC(/C=C/F)/C=C/C").canonicalSmiles(),
            read("NC/C(/C=C/F)=C/C").canonicalSmiles(),
            read("NC/C=C(\\C=C\\F)/C").canonicalSmiles(),
            read("NC/C=C/C/C=C/F").canonicalSmiles());
  }

  @ParameterizedTest
  @ValueSource(strings = {"FC", "FCF", "FCC(", "FCC(F)(F)F", "FC.CC"})
  void aFragmentWithoutAPlaceIsLeftOut(String sequence) {
    Prompting prompting = open("fragments", Map.of("smiles", "FC*.N*", "shuffle", false));
    PromptStage stage = prompting.begin(new SplittableRandom(0));

    assertThat(stage.next(stage.texts().indexOf("FC"), sequence).map(PromptStage::texts))
        .isIn(Optional.empty(), Optional.of(List.of("FCC(N)(F)F")));
  }

  @Test
  void anyFragmentMayComeFirst() {
    Prompting shuffled = open("fragments", Map.of("smiles", "FC*.N*.OCC*"));
    Prompting all = open("fragments", Map.of("smiles", "FC*.N*.OCC*", "shuffle", false));
    Set<String> first = new HashSet<>();
    for (long seed = 0; seed < 30; seed++) {
      first.addAll(shuffled.begin(new SplittableRandom(seed)).texts());
    }

    assertThat(first).contains("FC", "N", "OCC");
    assertThat(all.begin(new SplittableRandom(0)).texts()).contains("FC", "N", "OCC");
  }

  @Test
  void eachSequenceTakesOneOfSeveralScaffolds() {
    Prompting prompting = open("scaffold", Map.of("smiles", List.of("FC*", "ClC*", "BrC*")));
    Map<String, Integer> counts = new HashMap<>();
    for (long seed = 0; seed < 300; seed++) {
      List<String> sequences = sequences(prompting, "I", seed);
      counts.merge(read(sequences.get(0)).canonicalSmiles(), 1, Integer::sum);
      assertThat(sequences(prompting, "I", seed)).isEqualTo(sequences);
    }

    assertThat(counts.keySet())
        .containsExactlyInAnyOrder(
            read("FCI").canonicalSmiles(),
            read("ClCI").canonicalSmiles(),
            read("BrCI").canonicalSmiles());
    assertThat(counts.values()).allMatch(count -> count > 70);
  }

  @Test
  void setsOfFragmentsMayStandInAFile(@TempDir Path folder) throws IOException {
    Path file =
        Files.write(folder.resolve("sets.smi"), List.of("FC*.N* first", "", "ClC*.OC* second"));
    Prompting prompting = open("fragments", Map.of("smiles-file", file, "shuffle", false));
    Set<List<String>> first = new HashSet<>();
    for (long seed = 0; seed < 30; seed++) {
      first.add(
          prompting.begin(new SplittableRandom(seed)).texts().stream()
              .map(text -> read(text).canonicalSmiles())
              .distinct()
              .sorted()
              .toList());
    }

    assertThat(first)
        .containsExactlyInAnyOrder(
            List.of(read("CF").canonicalSmiles(), read("N").canonicalSmiles()).stream()
                .sorted()
                .toList(),
            List.of(read("CCl").canonicalSmiles(), read("CO").canonicalSmiles()).stream()
                .sorted()
                .toList());
  }

  @Test
  void saysWhatIsWrongInAFile(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("scaffolds.smi"), List.of("FC*", "", "C1CC*"));
    Path empty = Files.write(folder.resolve("empty.smi"), List.of(""));

    assertThatThrownBy(() -> open("scaffold", Map.of("smiles-file", file)))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(file + ": line 3: \"C1CC*\" is no molecule");
    assertThatThrownBy(() -> open("scaffold", Map.of("smiles-file", empty)))
        .hasMessageContaining(empty + " is empty");
    assertThatThrownBy(() -> open("scaffold", Map.of("smiles-file", folder.resolve("none.smi"))))
        .hasMessageContaining("none.smi (smiles-file) is not there");
    assertThatThrownBy(() -> open("scaffold", Map.of()))
        .hasMessageContaining("the prompting scaffold needs either smiles or smiles-file");
    assertThatThrownBy(() -> open("scaffold", Map.of("smiles", "C*", "smiles-file", file)))
        .hasMessageContaining("needs either smiles or smiles-file");
  }

  @ParameterizedTest
  @CsvSource({
    "scaffold, c1ccccc1, it has no asterisk",
    "scaffold, c1ccccc(*), is no molecule",
    "scaffold, c1ccccc1[*H], has hydrogens or a charge",
    "fragments, C1CC1[1*].C[2*+], has hydrogens or a charge",
    "fragments, C1CC1*, is one fragment",
    "fragments, C1CC1*.CC, it has no asterisk",
    "fragments, C1CC1*.*CC*, has several asterisks",
    "fragments, C1CC1*., it has no atoms"
  })
  void saysWhatIsWrong(String name, String smiles, String why) {
    assertThatThrownBy(() -> open(name, Map.of("smiles", smiles)))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(name + ".smiles (test): ")
        .hasMessageContaining(why);
  }
}
