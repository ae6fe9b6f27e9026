package dev.rookery.runtime.decoding;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.model.Hypothesis;
import dev.rookery.api.model.Search;
import dev.rookery.testkit.TestingDictionary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BeamDrawingTest {

  @TempDir Path folder;

  /** "a" is likelier at first, but "b" goes on better. */
  private static final float[][][] TABLE = {
    {{}, {-9, -9, -9, -9, 1, 0.5f}},
    {
      {},
      {},
      {},
      {},
      {-9, -9, 0, -9, 0, 0}, // after a: anything
      {-9, -9, 9, -9, -9, -9} // after b: the end
    },
    {{}, {}, {0, 0, 9, 0, 0, 0}, {}, {0, 0, 9, 0, 0, 0}, {0, 0, 9, 0, 0, 0}},
  };

  @Test
  void showsTheBestWayAndWhatWasNotKept() throws Exception {
    TestingDictionary dictionary = TestingDictionary.of("a", "b");
    Search search =
        new DrawnSearch(
            new TreeSearch(
                new TreeSearchSettings(
                    2, 2, 0, 0, 1, new Blocking(1, 0, 0, true, BlockList.empty())),
                new BestPaths(),
                dictionary),
            dictionary,
            folder.resolve("beams"));
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      List<Hypothesis> found =
          search
              .generate(
                  new Search.Request(
                      new TableModel(TABLE),
                      new NDList(manager.zeros(new Shape(1))),
                      List.of(Search.Row.of(new int[] {4, 5}, new int[] {4, 5}, 0)),
                      3))
              .get(0);
      assertThat(found.get(0).ids()).containsExactly(5, 2);
    }

    String dot = Files.readString(folder.resolve("beams").resolve("00001.dot"));
    assertThat(dot)
        .startsWith("digraph beam {")
        .contains("label=\"a b\"")
        .contains("start -> s0_1 [label=\"-0.97\", penwidth=2")
        .contains("s0_1 -> s1_0 [label=\"0.00\", penwidth=2")
        .contains("style=dashed");
    assertThat(dot.lines().filter(line -> line.contains("->")).count()).isGreaterThan(4);
  }

  @Test
  void showsTheWayOfAReplyThatWasEndedByForce() throws Exception {
    TestingDictionary dictionary = TestingDictionary.of("a", "b");
    Search search =
        new DrawnSearch(
            new TreeSearch(
                new TreeSearchSettings(
                    2, 2, 0, 0, 1, new Blocking(1, 0, 0, true, BlockList.empty())),
                new BestPaths(),
                dictionary),
            dictionary,
            folder.resolve("beams"));
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      List<Hypothesis> found =
          search
              .generate(
                  new Search.Request(
                      new TableModel(TABLE),
                      new NDList(manager.zeros(new Shape(1))),
                      List.of(Search.Row.of(new int[] {4, 5}, new int[] {4, 5}, 0)),
                      1))
              .get(0);
      assertThat(found.get(0).ids()).containsExactly(2);
    }

    assertThat(Files.readString(folder.resolve("beams").resolve("00001.dot")))
        .containsPattern("start -> s0_0 .*penwidth=2");
  }
}
