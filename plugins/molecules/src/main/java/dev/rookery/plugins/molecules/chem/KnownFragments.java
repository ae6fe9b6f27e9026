package dev.rookery.plugins.molecules.chem;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * How often the circular fragments (ECFP4) of known molecules occur. The paper counted those of a
 * million molecules of PubChem; this table was counted in 49,891 molecules of ZINC, so that rare
 * fragments are told apart less well.
 */
final class KnownFragments {

  private static final Map<Integer, Integer> COUNTS = read();

  /**
   * log10 of the count that contributes nothing. The paper's rule gives 3.0 for this smaller set,
   * with which all molecules look too hard; this one gives RDKit's mean.
   */
  private static final double NEUTRAL = 2.13;

  private KnownFragments() {}

  /** Above 0 for frequent fragments; what was found only once or never counts as found once. */
  static double contribution(int fragment) {
    return Math.log10(COUNTS.getOrDefault(fragment, 1)) - NEUTRAL;
  }

  private static Map<Integer, Integer> read() {
    try (DataInputStream in =
        new DataInputStream(new GZIPInputStream(Tables.open("fragments.gz")))) {
      int size = in.readInt();
      Map<Integer, Integer> counts = new HashMap<>(2 * size);
      int id = 0;
      for (int i = 0; i < size; i++) {
        id += varint(in);
        counts.put(id, varint(in));
      }
      return counts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Seven bits a byte, the lowest first; the highest bit says that more follow. */
  private static int varint(DataInputStream in) throws IOException {
    int value = 0;
    for (int shift = 0; ; shift += 7) {
      int next = in.readUnsignedByte();
      value |= (next & 0x7f) << shift;
      if (next < 0x80) {
        return value;
      }
    }
  }
}
