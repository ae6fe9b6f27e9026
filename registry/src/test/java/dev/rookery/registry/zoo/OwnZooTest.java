package dev.rookery.registry.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.repository.Artifact;
import ai.djl.repository.MRL;
import ai.djl.repository.Repository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folder zoo-models of this source tree. */
final class OwnZooTest {

  private static final Path FOLDER =
      Path.of(System.getProperty("rookery.root", ".."), "zoo-models").toAbsolutePath().normalize();
  private static final long MOST_BYTES = 5_000_000;

  @TempDir Path temp;

  private Zoo zoo() {
    return new Zoo(
        List.of(FOLDER.toString()),
        TestingZoo.downloads(TestingZoo.QUICK.withOffline(true), Map.of()),
        new ModelCache(temp.resolve("cache")));
  }

  @Test
  void isWholeAndSmall() {
    Zoo zoo = zoo();

    assertThat(ZooTest.problems(zoo)).isEmpty();
    assertThat(zoo.models(FOLDER.toString()))
        .hasSizeGreaterThanOrEqualTo(3)
        .allSatisfy(
            model -> {
              assertThat(model.bytes()).isLessThan(MOST_BYTES);
              assertThat(model.licenses()).isNotEmpty().doesNotContain("?");
              assertThat(Path.of(model.card().orElseThrow())).isRegularFile();
            });
  }

  /** DJL's own loader finds the same models with the same files. */
  @Test
  void djlReadsIt() throws IOException {
    String before = System.getProperty("DJL_CACHE_DIR");
    System.setProperty("DJL_CACHE_DIR", temp.resolve("djl").toString());
    try {
      Repository repository = Repository.newInstance("rookery", FOLDER);
      List<MRL> resources = repository.getResources();

      assertThat(resources).hasSameSizeAs(zoo().models(FOLDER.toString()));
      for (MRL resource : resources) {
        Artifact artifact = resource.getDefaultArtifact();
        repository.prepare(artifact);
        Zoo zoo = zoo();
        Path ours = zoo.open(TestingZoo.find(zoo, resource.getArtifactId()));
        assertThat(ZooTest.content(repository.getResourceDirectory(artifact)))
            .isEqualTo(ZooTest.content(ours));
      }
    } finally {
      if (before == null) {
        System.clearProperty("DJL_CACHE_DIR");
      } else {
        System.setProperty("DJL_CACHE_DIR", before);
      }
    }
  }
}
