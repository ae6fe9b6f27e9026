package dev.rookery.runtime.generator;

import java.util.Arrays;

/** A sequence of token ids. Immutable. */
public final class TokenIds {

  public static final TokenIds EMPTY = new TokenIds(new int[0]);

  private final int[] ids;

  private TokenIds(int[] ids) {
    this.ids = ids;
  }

  /** The ids of a copied array. */
  public static TokenIds of(int... ids) {
    return wrap(ids.clone());
  }

  /** Takes the array over; the caller must not change it any more. */
  static TokenIds wrap(int[] ids) {
    return ids.length == 0 ? EMPTY : new TokenIds(ids);
  }

  public int length() {
    return ids.length;
  }

  public int get(int index) {
    return ids[index];
  }

  /** A new array of the ids. */
  public int[] toArray() {
    return ids.clone();
  }

  /** Writes the ids to {@code target} from {@code offset} on and returns where they end. */
  int copyTo(int[] target, int offset) {
    System.arraycopy(ids, 0, target, offset, ids.length);
    return offset + ids.length;
  }

  /** The first ids, at most this many. */
  TokenIds first(int most) {
    return ids.length <= most ? this : wrap(Arrays.copyOf(ids, most));
  }

  /** The last ids, at most this many. */
  TokenIds last(int most) {
    return ids.length <= most ? this : wrap(Arrays.copyOfRange(ids, ids.length - most, ids.length));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenIds that && Arrays.equals(ids, that.ids);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ids);
  }

  @Override
  public String toString() {
    return Arrays.toString(ids);
  }
}
