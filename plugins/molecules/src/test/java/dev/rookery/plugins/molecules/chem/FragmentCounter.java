package dev.rookery.plugins.molecules.chem;

import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Makes the table of {@link KnownFragments}: {@code main} takes a gzipped file of SMILES, one a
 * line, and the file to write. Fragments that were found once are left out.
 */
final class FragmentCounter {

  private FragmentCounter() {}

  /** Ids count as unsigned, in ascending order; each is written as its distance from the last. */
  public static void main(String[] args) throws IOException {
    List<String> smiles;
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(Path.of(args[0]))),
                StandardCharsets.UTF_8))) {
      smiles = in.lines().toList();
    }
    Map<Integer, Integer> counts = new TreeMap<>(Integer::compareUnsigned);
    for (String each : smiles) {
      try {
        Fingerprints.ECFP4
            .of(Molecule.read(each))
            .counts()
            .forEach((id, count) -> counts.merge(id, count, Integer::sum));
      } catch (NoMoleculeException e) {
        System.err.println(e.getMessage());
      }
    }
    counts.values().removeIf(count -> count == 1);
    try (DataOutputStream out =
        new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(Path.of(args[1]))))) {
      out.writeInt(counts.size());
      int last = 0;
      for (Map.Entry<Integer, Integer> entry : counts.entrySet()) {
        varint(out, entry.getKey() - last);
        varint(out, entry.getValue());
        last = entry.getKey();
      }
    }
    System.out.println(counts.size() + " fragments of " + smiles.size() + " molecules");
  }

  private static void varint(DataOutputStream out, int value) throws IOException {
    int rest = value;
    while (rest < 0 || rest >= 0x80) {
      out.writeByte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    out.writeByte(rest);
  }
}
