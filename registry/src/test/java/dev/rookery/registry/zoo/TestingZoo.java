package dev.rookery.registry.zoo;

import dev.rookery.registry.download.DownloadProgress;
import dev.rookery.registry.download.DownloadSettings;
import dev.rookery.registry.download.HttpDownloads;
import dev.rookery.registry.download.HttpUploads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** A zoo in a folder with models of a few files each, and ways to look at it. */
final class TestingZoo {

  static final DownloadSettings QUICK =
      new DownloadSettings(false, 3, Duration.ofMillis(1), Duration.ofSeconds(20));

  /** Where the files of the model "tutor" are. */
  static final String TUTOR = "model/nlp/text_generation/dev/rookery/tutor/";

  final Path folder;
  final Path cache;
  private final Path temp;

  TestingZoo(Path temp) throws IOException {
    this.temp = temp;
    folder = Files.createDirectories(temp.resolve("models"));
    cache = temp.resolve("cache");
  }

  /** A folder with files that look like a model's; other seeds give other weights. */
  Path model(long seed) throws IOException {
    Path model = Files.createDirectories(temp.resolve("made-" + seed));
    byte[] weights = new byte[200_000];
    new Random(seed).nextBytes(weights);
    Files.write(model.resolve("model.safetensors"), weights);
    Files.writeString(model.resolve("experiment.conf"), "agent.name = repeat-label\n");
    Files.createDirectories(model.resolve("sub"));
    Files.writeString(model.resolve("sub/dictionary"), "hello\t1\n");
    return model;
  }

  static NewModel described(String group, String artifact, Path model) {
    return new NewModel(
        group,
        artifact,
        "A " + artifact,
        "A model for tests.",
        "Apache-2.0",
        Map.of("model", "seq2seq", "task", "babi-sim"),
        model);
  }

  ZooModel publish(String artifact, String version, Path model) {
    return publish("dev.rookery", artifact, version, model);
  }

  ZooModel publish(String group, String artifact, String version, Path model) {
    return publisher(folder.toString(), Map.of())
        .publish(
            described(group, artifact, model),
            version,
            file -> "card of " + artifact + ", " + file.checksum().hex() + "\n");
  }

  ZooPublisher publisher(String where, Map<String, String> environment) {
    return ZooPublisher.to(
        where,
        downloads(QUICK, environment),
        new HttpUploads(QUICK, environment),
        new ModelCache(cache));
  }

  static HttpDownloads downloads(DownloadSettings settings, Map<String, String> environment) {
    return new HttpDownloads(settings, environment, DownloadProgress.SILENT);
  }

  Zoo zoo(String... indexes) {
    return zoo(QUICK, Map.of(), indexes);
  }

  Zoo zoo(DownloadSettings settings, Map<String, String> environment, String... indexes) {
    return new Zoo(
        indexes.length == 0 ? List.of(folder.toString()) : Arrays.asList(indexes),
        downloads(settings, environment),
        new ModelCache(cache));
  }

  /** The files in a folder, whatever they are called; none where there is no folder. */
  static List<Path> files(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  static ZooModel find(Zoo zoo, String name) {
    return zoo.find(ZooName.parse(name));
  }
}
