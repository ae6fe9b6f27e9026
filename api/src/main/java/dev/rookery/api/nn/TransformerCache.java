package dev.rookery.api.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/**
 * What a decoder keeps of the tokens before. The hypotheses of a beam have most of their tokens in
 * common, and which one goes on from which changes at each step; so the K hypotheses of a group
 * write into one pool of keys and values, which is never reordered. What changes is which entries
 * of the pool a hypothesis sees.
 *
 * <p>In order, with R = K·G rows in G groups:
 *
 * <ul>
 *   <li>(2) int64: the number of tokens of each row, and that of the entries of a pool, M
 *   <li>() int64: the number of entries that were ever written to these arrays; two states may
 *       share them, and only the one that wrote last may go on in place
 *   <li>(R, M) float32, to be added to attention scores: 0 at the tokens of the row and -1e20
 *       elsewhere; or (R, 0) where each row sees its whole pool
 *   <li>keys and values of each layer, (G, N, room for at least M, D)
 * </ul>
 */
final class TransformerCache {

  /**
   * TorchScript that writes into a pool (with room for 32 more tokens of each hypothesis where it
   * is copied), lets rows see their new entries, and makes the mask (G, 1, K·T, M) of T new tokens.
   */
  static final String METHODS =
      """
      def written(self, cache: Tensor, new: Tensor, pool: int, K: int, own: bool) -> Tensor:
        known = torch.slice(cache, 2, 0, pool)
        if own:
          place = torch.copy_(torch.slice(cache, 2, pool, pool + torch.size(new, 2)), new)
          room = cache
        else:
          empty = torch.zeros([torch.size(new, 0), HEADS, K * 32, HEAD], dtype=new.dtype, device=new.device)
          room = torch.cat([known, new, empty], 2)
        return room
      def grown(self, hidden: Tensor, R: int, K: int, T: int, pool: int) -> Tensor:
        before = hidden
        if torch.size(hidden, 1) < pool:
          before = torch.zeros([R, pool], device=hidden.device)
        row = torch.remainder(torch.arange(R, device=hidden.device), K)
        column = torch.floor_divide(torch.arange(K * T, device=hidden.device), T)
        other = torch.ne(torch.unsqueeze(row, 1), torch.unsqueeze(column, 0))
        return torch.cat([before, torch.mul(torch.to(other, 6), -1.0e+20)], 1)
      def mask(self, grown: Tensor, G: int, K: int, T: int) -> Tensor:
        M = torch.size(grown, 1)
        each = torch.expand(torch.reshape(grown, [G, 1, K, 1, M]), [G, 1, K, T, M])
        if T > 1:
          now = torch.arange(T, device=grown.device)
          later = torch.lt(torch.unsqueeze(now, 1), torch.unsqueeze(torch.repeat(now, [K]), 0))
          hide = torch.mul(torch.to(later, 6), -1.0e+20)
          before = torch.zeros([T, M - K * T], device=grown.device)
          each = torch.add(each, torch.cat([before, hide], 1))
        return torch.reshape(each, [G, 1, K * T, M])
      """;

  private static final int COUNTS = 0;
  private static final int SEEN = 2;
  private static final int FIRST_POOL = 3;

  private TransformerCache() {}

  /** The number of tokens of each row. */
  static long tokens(NDList cache) {
    return cache.get(COUNTS).getLong(0);
  }

  /**
   * Picks rows, which may be picked several times or not at all. The given cache stays as it is;
   * the result may look at the same memory.
   */
  static NDList pick(NDList cache, NDArray indices) {
    NDManager manager = indices.getManager();
    long rows = cache.get(SEEN).getShape().get(0);
    int groups = Math.toIntExact(cache.get(FIRST_POOL).getShape().get(0));
    long size = rows / groups;
    long[] groupOfRow = Arrays.stream(indices.toLongArray()).map(row -> row / size).toArray();
    int newSize = lengthOfRuns(groupOfRow);
    long[] picked = new long[groupOfRow.length / newSize];
    Arrays.setAll(picked, i -> groupOfRow[i * newSize]);
    boolean samePools = picked.length == groups && isCounting(picked);

    NDList result = new NDList();
    result.add(cache.get(COUNTS).duplicate());
    result.add(samePools ? sameMemory(cache.get(1)) : cache.get(1).duplicate());
    result.add(seen(cache, indices, newSize > 1));
    NDArray pools = manager.create(picked);
    for (NDArray pool : cache.subNDList(FIRST_POOL)) {
      result.add(samePools ? sameMemory(pool) : Rows.select(pool, 0, pools, false));
    }
    result.forEach(array -> array.attach(manager));
    return result;
  }

  /** Another handle on an array, which may go to another manager. */
  private static NDArray sameMemory(NDArray array) {
    return array.reshape(array.getShape());
  }

  private static NDArray seen(NDList cache, NDArray indices, boolean shared) {
    NDArray seen = cache.get(SEEN);
    boolean everything = seen.getShape().get(1) == 0;
    if (everything && shared) {
      Shape shape = new Shape(indices.size(), cache.get(COUNTS).getLong(1));
      return indices.getManager().zeros(shape, seen.getDataType());
    }
    return Rows.select(seen, 0, indices, false);
  }

  /** The length of the runs of equal numbers if all have the same, else 1. */
  private static int lengthOfRuns(long[] numbers) {
    int length = 0;
    int begin = 0;
    for (int i = 1; i <= numbers.length; i++) {
      if (i == numbers.length || numbers[i] != numbers[begin]) {
        if (length != 0 && length != i - begin) {
          return 1;
        }
        length = i - begin;
        begin = i;
      }
    }
    return Math.max(1, length);
  }

  private static boolean isCounting(long[] numbers) {
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] != i) {
        return false;
      }
    }
    return true;
  }
}
