package dev.rookery.registry.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.repository.Artifact;
import ai.djl.repository.MRL;
import ai.djl.repository.Repository;
import dev.rookery.api.UserException;
import dev.rookery.api.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ZooTest {

  @TempDir Path temp;
  private TestingZoo testing;

  @BeforeEach
  void open() throws IOException {
    testing = new TestingZoo(temp);
  }

  /** Every file with its content, apart from the cache's own. */
  static Map<String, String> content(Path folder) throws IOException {
    Map<String, String> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.endsWith(Inventory.FILE)) {
          content.put(
              folder.relativize(file).toString(),
              new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1));
        }
      }
    }
    return content;
  }

  /** What is wrong with the files of all indexes. */
  static List<String> problems(Zoo zoo) {
    return zoo.indexes().stream()
        .flatMap(index -> zoo.check(index, name -> true).stream())
        .flatMap(checked -> checked.problems().stream())
        .toList();
  }

  @Test
  void whatIsPublishedIsFoundAndPulled() throws IOException {
    Path model = testing.model(1);
    ZooModel published = testing.publish("tutor", "1.0.0", model);
    Zoo zoo = testing.zoo();

    ZooModel found = TestingZoo.find(zoo, "zoo:tutor");
    Path pulled = zoo.open(found);

    assertThat(found).isEqualTo(published);
    assertThat(found.shortName()).isEqualTo("tutor@1.0.0");
    assertThat(found.licenses()).containsExactly("Apache-2.0");
    assertThat(found.properties()).containsEntry("task", "babi-sim");
    assertThat(content(pulled)).isEqualTo(content(model));
    assertThat(pulled).startsWith(testing.cache);
    assertThat(Path.of(found.card().orElseThrow()))
        .content()
        .contains(found.files().get(0).checksum().hex());
    assertThat(problems(zoo)).isEmpty();
  }

  @Test
  void aCardThatCantBeMadeLeavesNothingBehind() throws IOException {
    Path model = testing.model(1);
    ZooPublisher publisher = testing.publisher(testing.folder.toString(), Map.of());

    assertThatThrownBy(
            () ->
                publisher.publish(
                    TestingZoo.described("dev.rookery", "tutor", model),
                    "1.0.0",
                    file -> {
                      throw new UserException("report.json can't be read");
                    }))
        .isInstanceOf(UserException.class)
        .hasMessage("report.json can't be read");
    assertThat(content(testing.folder)).isEmpty();
  }

  @Test
  void placesThatCantBeWrittenAreToldInWords() throws IOException {
    Path folder = Files.createDirectories(testing.folder.resolve(TestingZoo.TUTOR));
    Path version = Files.writeString(folder.resolve("1.0.0"), "a file where a folder goes");
    assertThatThrownBy(() -> testing.publish("tutor", "1.0.0", testing.model(1)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("tutor-1.0.0.zip can't be written: " + version + " is no folder");
    Files.delete(version);

    testing.publish("tutor", "1.0.0", testing.model(1));
    Path models = Files.createDirectories(testing.cache.resolve("zoo/dev.rookery"));
    Files.writeString(models.resolve("tutor"), "a file where a folder goes");
    Zoo zoo = testing.zoo();
    assertThatThrownBy(() -> zoo.open(TestingZoo.find(zoo, "tutor")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("can't be put into the cache " + testing.cache)
        .hasMessageContaining("tutor is no folder; ROOKERY_CACHE names another one");
  }

  @Test
  void theNewestVersionIsTakenUnlessOneIsNamed() throws IOException {
    testing.publish("tutor", "1.9.0", testing.model(1));
    testing.publish("tutor", "1.10.0", testing.model(2));
    Zoo zoo = testing.zoo();

    assertThat(TestingZoo.find(zoo, "tutor").version()).isEqualTo("1.10.0");
    assertThat(TestingZoo.find(zoo, "tutor@1.9.0").version()).isEqualTo("1.9.0");
    assertThat(zoo.models(testing.folder.toString()))
        .extracting(ZooModel::version)
        .containsExactly("1.9.0", "1.10.0");
    assertThatThrownBy(() -> TestingZoo.find(zoo, "tutor@2.0.0"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("no version 2.0.0")
        .hasMessageContaining("1.9.0, 1.10.0");
    assertThatThrownBy(() -> testing.publish("tutor", "1.9.0", testing.model(3)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("dev.rookery/tutor@1.9.0 is in");
  }

  @Test
  void anUnknownNameTellsWhatThereIs() throws IOException {
    testing.publish("tutor", "1.0.0", testing.model(1));

    assertThatThrownBy(() -> TestingZoo.find(testing.zoo(), "tutro"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("no model \"tutro\"")
        .hasMessageContaining("did you mean \"tutor\"?")
        .hasMessageContaining(testing.folder.toString());

    testing.publish("com.acme", "singer", "1.0.0", testing.model(2));
    assertThatThrownBy(() -> TestingZoo.find(testing.zoo(), "com.acme/singre@1.0.0"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("did you mean \"com.acme/singer\"?");
  }

  @Test
  void theSameNameOfTwoGroupsHasToBeToldApart() throws IOException {
    testing.publish("tutor", "1.0.0", testing.model(1));
    testing.publish("com.acme", "tutor", "2.0.0", testing.model(2));
    Zoo zoo = testing.zoo();

    assertThatThrownBy(() -> TestingZoo.find(zoo, "tutor"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("com.acme/tutor, dev.rookery/tutor");
    assertThat(TestingZoo.find(zoo, "com.acme/tutor").shortName())
        .isEqualTo("com.acme/tutor@2.0.0");
  }

  @Test
  void earlierZoosComeFirst() throws IOException {
    testing.publish("tutor", "9.0.0", testing.model(1));
    TestingZoo mine = new TestingZoo(temp.resolve("mine"));
    mine.publish("tutor", "1.0.0", mine.model(2));

    Zoo zoo = testing.zoo(mine.folder.toString(), testing.folder.toString());

    assertThat(TestingZoo.find(zoo, "tutor").version()).isEqualTo("1.0.0");
    assertThat(TestingZoo.find(zoo, "tutor@9.0.0").version()).isEqualTo("9.0.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../tutor", "Tutor", "tutor@1", "a/b/c", "tutor@1.0.0/..", "zoo:"})
  void whatIsNoNameIsRefused(String name) {
    assertThatThrownBy(() -> ZooName.parse(name)).isInstanceOf(SettingsException.class);
  }

  /** DJL's own loader reads the same folder. */
  @Test
  void djlListsAndLoadsTheModel() throws IOException {
    Path model = testing.model(1);
    testing.publish("tutor", "1.0.0", model);
    testing.publish("tutor", "1.2.0", model);
    String before = System.getProperty("DJL_CACHE_DIR");
    System.setProperty("DJL_CACHE_DIR", temp.resolve("djl").toString());
    try {
      Repository repository = Repository.newInstance("ours", testing.folder);
      List<MRL> resources = repository.getResources();

      assertThat(resources).hasSize(1);
      assertThat(resources.get(0).getApplication().getPath()).isEqualTo("nlp/text_generation");
      assertThat(resources.get(0).listArtifacts()).hasSize(2);
      Artifact newest = resources.get(0).getDefaultArtifact();
      assertThat(newest.getVersion()).isEqualTo("1.2.0");
      assertThat(newest.getProperties()).containsEntry("model", "seq2seq");
      repository.prepare(newest);
      assertThat(content(repository.getResourceDirectory(newest))).isEqualTo(content(model));
    } finally {
      if (before == null) {
        System.clearProperty("DJL_CACHE_DIR");
      } else {
        System.setProperty("DJL_CACHE_DIR", before);
      }
    }
  }

  @Test
  void whatWasChangedInTheCacheIsNamedAndFetchedAgain() throws IOException {
    Path model = testing.model(1);
    testing.publish("tutor", "1.0.0", model);
    Zoo zoo = testing.zoo();
    ZooModel tutor = TestingZoo.find(zoo, "tutor");
    Path pulled = zoo.open(tutor);
    Files.writeString(pulled.resolve("experiment.conf"), "agent.name = repeat-query\n");

    assertThat(zoo.isPulled(tutor)).isFalse();
    assertThatThrownBy(() -> zoo.open(tutor))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("experiment.conf was changed")
        .hasMessageContaining("zoo pull tutor@1.0.0");
    assertThat(new ModelCache(testing.cache).check(name -> true))
        .singleElement()
        .satisfies(
            checked -> {
              assertThat(checked.name()).isEqualTo("dev.rookery/tutor@1.0.0");
              assertThat(checked.problems()).hasSize(1).first().asString().contains("experiment");
            });

    assertThat(zoo.pull(tutor)).isEqualTo(pulled);
    assertThat(content(pulled)).isEqualTo(content(model));
    assertThat(new ModelCache(testing.cache).check(name -> true).get(0).problems()).isEmpty();
  }

  @Test
  void missingAndAddedFilesOfTheCacheAreNamed() throws IOException {
    testing.publish("tutor", "1.0.0", testing.model(1));
    Zoo zoo = testing.zoo();
    ZooModel tutor = TestingZoo.find(zoo, "tutor");
    Path pulled = zoo.open(tutor);
    Files.delete(pulled.resolve("sub/dictionary"));
    Files.writeString(pulled.resolve("more"), "x");

    assertThat(new ModelCache(testing.cache).check(name -> true).get(0).problems())
        .containsExactly("sub/dictionary is missing", "more was added");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]"})
  void aPulledModelWhoseListIsGoneOrDamagedIsNamed(String list) throws IOException {
    testing.publish("tutor", "1.0.0", testing.model(1));
    Zoo zoo = testing.zoo();
    Path pulled = zoo.open(TestingZoo.find(zoo, "tutor"));
    Path inventory = pulled.resolve(Inventory.FILE);
    if (list.isEmpty()) {
      Files.delete(inventory);
    } else {
      Files.writeString(inventory, list);
    }

    assertThat(new ModelCache(testing.cache).check("dev.rookery/tutor@1.0.0"::equals))
        .singleElement()
        .satisfies(
            checked -> {
              assertThat(checked.name()).isEqualTo("dev.rookery/tutor@1.0.0");
              assertThat(checked.place()).isEqualTo(pulled.toString());
              assertThat(checked.problems())
                  .singleElement()
                  .asString()
                  .contains(Inventory.FILE, "zoo pull dev.rookery/tutor@1.0.0");
            });
  }

  @Test
  void onlyWhatIsWantedIsCompared() throws IOException {
    testing.publish("tutor", "1.0.0", testing.model(1));
    testing.publish("com.acme", "singer", "2.0.0", testing.model(2));
    Zoo zoo = testing.zoo();
    zoo.open(TestingZoo.find(zoo, "tutor"));
    zoo.open(TestingZoo.find(zoo, "singer"));

    assertThat(new ModelCache(testing.cache).check("com.acme/singer@2.0.0"::equals))
        .extracting(Checked::name)
        .containsExactly("com.acme/singer@2.0.0");
    assertThat(zoo.check(testing.folder.toString(), "com.acme/singer@2.0.0"::equals))
        .extracting(Checked::name)
        .containsExactly("com.acme/singer@2.0.0");
  }

  @Test
  void aChangedArchiveIsNamedByCheckAndRefusedByPull() throws IOException {
    testing.publish("tutor", "1.0.0", testing.model(1));
    Path archive = testing.folder.resolve(TestingZoo.TUTOR + "1.0.0/tutor-1.0.0.zip");
    byte[] bytes = Files.readAllBytes(archive);
    bytes[bytes.length / 2]++;
    Files.write(archive, bytes);
    Zoo zoo = testing.zoo();

    assertThat(problems(zoo))
        .singleElement()
        .asString()
        .contains(archive.toString(), "damaged or changed");
    assertThatThrownBy(() -> zoo.open(TestingZoo.find(zoo, "tutor")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("tutor-1.0.0.zip is not the right file");
    assertThat(zoo.place(TestingZoo.find(zoo, "tutor"))).doesNotExist();
  }

  @Test
  void aListingThatIsNotRightIsNamed() throws IOException {
    testing.publish("tutor", "1.0.0", testing.model(1));
    Files.writeString(testing.folder.resolve("index.json"), "{\"models\": []}");

    assertThat(problems(testing.zoo()))
        .singleElement()
        .asString()
        .contains("index.json does not list");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ \"groupId\": | is not JSON (line 1",
        "[1, 2] | is not a JSON object",
        "{\"artifactId\": \"tutor\", \"artifacts\": []} | groupId is missing",
        "{\"groupId\": \"a\", \"artifactId\": \"tutor\"} | artifacts is missing",
        "{\"groupId\": \"a\", \"artifactId\": \"../x\", \"artifacts\": []} | artifactId must be",
        "{\"groupId\": \"a\", \"artifactId\": \"tutor\", \"artifacts\": [{}]}"
            + " | artifacts[0].version is missing",
        "{\"groupId\": \"a\", \"artifactId\": \"tutor\", \"artifacts\": [{\"version\": \"1.0.0\"}]}"
            + " | artifacts[0].files is missing",
      })
  void brokenMetadataIsNamedWithItsPlace(String json, String problem) throws IOException {
    testing.publish("tutor", "1.0.0", testing.model(1));
    Path metadata = testing.folder.resolve(TestingZoo.TUTOR + "metadata.json");
    Files.writeString(metadata, json);

    assertThatThrownBy(() -> TestingZoo.find(testing.zoo(), "tutor"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(metadata.toString())
        .hasMessageContaining(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"sha256\" | \"sha\" | files.model.sha256 is missing",
        "\"size\" | \"length\" | files.model.size is missing",
        "\"uri\" | \"url\" | files.model.uri is missing",
        "\"name\" : \"\", | \"name\" : \"../out\", | \"../out\" leads out of the folder",
      })
  void brokenFilesAreNamedWithTheirPlace(String from, String to, String problem)
      throws IOException {
    testing.publish("tutor", "1.0.0", testing.model(1));
    Path metadata = testing.folder.resolve(TestingZoo.TUTOR + "metadata.json");
    String text = Files.readString(metadata);
    assertThat(text).contains(from);
    Files.writeString(metadata, text.replace(from, to));

    assertThatThrownBy(() -> TestingZoo.find(testing.zoo(), "tutor"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("artifacts[0].files.model.")
        .hasMessageContaining(problem);
  }
}
