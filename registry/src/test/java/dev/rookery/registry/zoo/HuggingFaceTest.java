package dev.rookery.registry.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.api.UserException;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.registry.download.Checksum;
import dev.rookery.registry.download.DownloadSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server with the two documented addresses, and what may go wrong there. */
final class HuggingFaceTest {

  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path temp;
  private Path repository;
  private Path listing;
  private ObjectNode root;
  private ZooServer server;

  @BeforeEach
  void start() throws IOException {
    Path site = Files.createDirectories(temp.resolve("site"));
    repository = Files.createDirectories(site.resolve("acme/tiny/resolve/" + COMMIT));
    listing = site.resolve("api/models/acme/tiny/revision/main");
    Files.createDirectories(listing.getParent());
    root = JSON.createObjectNode();
    root.put("id", "acme/tiny");
    root.put("sha", COMMIT);
    root.putArray("siblings");
    server = new ZooServer(site);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** Small files have git's object id in the listing, large ones their SHA-256. */
  private void file(String name, String content, boolean large) throws IOException {
    Path file = repository.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    ObjectNode entry = root.withArray("/siblings").addObject();
    entry.put("rfilename", name);
    entry.put("size", content.length());
    entry.put("blobId", large ? "0".repeat(40) : Checksum.Kind.GIT_BLOB.of(file));
    if (large) {
      entry.putObject("lfs").put("sha256", Checksum.Kind.SHA_256.of(file)).put("size", 7);
      ((ObjectNode) entry.get("lfs")).put("size", content.length());
    }
    Files.write(listing, JSON.writeValueAsBytes(root));
  }

  private void tinyModel() throws IOException {
    file("config.json", "{\"model_type\": \"gpt2\"}", false);
    file("model.safetensors", "weights", true);
    file("pytorch_model.bin", "pickled", true);
    file("tokenizer.json", "{}", false);
    file("onnx/model.onnx", "graph", true);
    file("flax_model.msgpack", "flax", true);
    file(".gitattributes", "x", false);
  }

  private Path pull(DownloadSettings settings, Map<String, String> more) {
    Map<String, String> environment = new TreeMap<>(more);
    environment.put("HF_ENDPOINT", server.address());
    return new HuggingFace(
            environment,
            TestingZoo.downloads(settings, environment),
            new ModelCache(temp.resolve("cache")))
        .pull(HubName.parse("hf:acme/tiny"));
  }

  private Path pull() {
    return pull(TestingZoo.QUICK, Map.of());
  }

  @Test
  void gitsObjectIdIsGits() throws IOException {
    // printf hello | git hash-object --stdin
    assertThat(Checksum.Kind.GIT_BLOB.of(Files.writeString(temp.resolve("f"), "hello")))
        .isEqualTo("b6fc4c620b67d95f953a5c1c1230aaab5db5a1b0");
  }

  @Test
  void pullsWhatAModelIsReadFromOnce() throws IOException {
    tinyModel();

    Path pulled = pull();
    pull();

    assertThat(ZooTest.content(pulled))
        .containsOnlyKeys("config.json", "model.safetensors", "tokenizer.json")
        .containsEntry("model.safetensors", "weights");
    assertThat(pulled.getFileName()).hasToString(COMMIT);
    assertThat(server.requests("model.safetensors")).hasSize(1);
  }

  @Test
  void whatIsPulledIsCompared() throws IOException {
    tinyModel();
    Path pulled = pull();
    ModelCache cache = new ModelCache(temp.resolve("cache"));
    assertThat(cache.check(name -> true))
        .containsExactly(new Checked("hf:acme/tiny@" + COMMIT, pulled.toString(), List.of()));

    Files.delete(pulled.resolve(Inventory.FILE));
    assertThat(cache.check(name -> true))
        .singleElement()
        .satisfies(
            checked -> {
              assertThat(checked.name()).isEqualTo("hf:acme/tiny@" + COMMIT);
              assertThat(checked.problems()).hasSize(1);
            });
  }

  @Test
  void olderWeightsAreTakenWhereThereAreNoOthers() throws IOException {
    file("config.json", "{}", false);
    file("pytorch_model.bin", "pickled", true);

    assertThat(ZooTest.content(pull())).containsOnlyKeys("config.json", "pytorch_model.bin");
  }

  @Test
  void allOfAModelOfOursIsTaken() throws IOException {
    file("experiment.conf", "agent.name = repeat-label", false);
    file("checkpoints/7/dictionary", "a\t1", false);
    file(".gitattributes", "x", false);

    assertThat(ZooTest.content(pull()))
        .containsOnlyKeys("experiment.conf", "checkpoints/7/dictionary");
  }

  @ParameterizedTest
  @ValueSource(strings = {"config.json", "model.safetensors"})
  void aChangedFileIsNamedAndNothingIsLeft(String file) throws IOException {
    tinyModel();
    Path changed = repository.resolve(file);
    Files.writeString(changed, Files.readString(changed).replace('t', 'x'));

    assertThatThrownBy(this::pull)
        .isInstanceOf(UserException.class)
        .hasMessageContaining("/acme/tiny/resolve/" + COMMIT + "/" + file)
        .hasMessageContaining("is not the right file");
    assertNothingPulled();
  }

  @Test
  void theTokenStaysWithItsHost() throws IOException {
    tinyModel();
    try (ZooServer storage = new ZooServer(repository)) {
      server.next("model.safetensors", ZooServer.redirect(storage.address() + "model.safetensors"));
      pull(TestingZoo.QUICK, Map.of("HF_TOKEN", "hf_secret"));

      assertThat(server.requests("model.safetensors").get(0).authorization())
          .isEqualTo("Bearer hf_secret");
      assertThat(storage.requests("").get(0).authorization()).isEqualTo("null");
    }
  }

  @Test
  void offlineWhatWasPulledIsThere() throws IOException {
    tinyModel();
    Path pulled = pull();
    int before = server.requests("").size();

    assertThat(pull(TestingZoo.QUICK.withOffline(true), Map.of())).isEqualTo(pulled);
    assertThat(server.requests("")).hasSize(before);
  }

  @Test
  void whatWasChangedSinceIsNamed() throws IOException {
    tinyModel();
    Files.writeString(pull().resolve("config.json"), "{}");
    Map<String, String> environment = Map.of("HF_ENDPOINT", server.address());
    HuggingFace hub =
        new HuggingFace(
            environment,
            TestingZoo.downloads(TestingZoo.QUICK, environment),
            new ModelCache(temp.resolve("cache")));

    assertThatThrownBy(() -> hub.open(HubName.parse("hf:acme/tiny")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("config.json has 2 bytes")
        .hasMessageContaining("zoo pull hf:acme/tiny");
    Path mended = pull();
    assertThat(hub.open(HubName.parse("hf:acme/tiny@main"))).isEqualTo(mended);
  }

  @Test
  void whatIsNotThereIsNamed() {
    assertThatThrownBy(this::pull)
        .isInstanceOf(UserException.class)
        .hasMessageContaining("there is no hf:acme/tiny@main at 127.0.0.1");

    server.next("main", ZooServer.status(401), ZooServer.status(403));
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(this::pull)
          .isInstanceOf(UserException.class)
          .hasMessageStartingWith("there is no hf:acme/tiny@main at 127.0.0.1, or it needs a token")
          .hasMessageContaining("HF_TOKEN");
    }
  }

  @Test
  void afterAFailureTheNextPullGoesOnWithTheOtherFiles() throws IOException {
    tinyModel();
    server.next("tokenizer.json", ZooServer.status(404));
    assertThatThrownBy(this::pull).isInstanceOf(UserException.class).hasMessageContaining("404");
    assertNothingPulled();

    assertThat(ZooTest.content(pull()))
        .containsOnlyKeys("config.json", "model.safetensors", "tokenizer.json");
    assertThat(server.requests("model.safetensors")).hasSize(1);
    assertThat(TestingZoo.files(temp.resolve("cache/downloads"))).isEmpty();
  }

  @Test
  void filesOfTheSameContentAreAllThere() throws IOException {
    file("experiment.conf", "agent.name = repeat-label", false);
    file("one/dictionary", "a\t1", false);
    file("two/dictionary", "a\t1", false);

    assertThat(ZooTest.content(pull()))
        .containsOnlyKeys("experiment.conf", "one/dictionary", "two/dictionary");
  }

  private void assertNothingPulled() throws IOException {
    assertThat(TestingZoo.files(temp.resolve("cache/hf"))).isEmpty();
  }

  @Test
  void namesThatLeadOutsideAreRefused() throws IOException {
    tinyModel();
    root.withArray("/siblings").addObject().put("rfilename", "../../experiment.conf");
    Files.write(listing, JSON.writeValueAsBytes(root));

    assertThatThrownBy(this::pull)
        .isInstanceOf(UserException.class)
        .hasMessageContaining("\"../../experiment.conf\", leads out of the folder");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hf:", "hf:gpt2", "hf:../x", "hf:a/..", "hf:a/b/c", "hf:a/b@../x"})
  void whatIsNoNameIsRefused(String name) {
    assertThatThrownBy(() -> HubName.parse(name)).isInstanceOf(SettingsException.class);
  }
}
