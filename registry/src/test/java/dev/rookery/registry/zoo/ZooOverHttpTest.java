package dev.rookery.registry.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.api.UserException;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.registry.download.Checksum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pulls from a server on this machine that does what servers do on bad days. */
final class ZooOverHttpTest {

  private static final String ZIP = "tutor-1.0.0.zip";
  private static final String METADATA = "metadata.json";

  @TempDir Path temp;
  private TestingZoo testing;
  private ZooServer server;
  private Path model;
  private Path archive;
  private byte[] zip;

  @BeforeEach
  void start() throws IOException {
    testing = new TestingZoo(temp);
    model = testing.model(1);
    testing.publish("tutor", "1.0.0", model);
    archive = testing.folder.resolve(TestingZoo.TUTOR + "1.0.0/" + ZIP);
    zip = Files.readAllBytes(archive);
    server = new ZooServer(testing.folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Path pull() {
    Zoo zoo = testing.zoo(server.address());
    return zoo.open(TestingZoo.find(zoo, "tutor"));
  }

  private void assertPulled() throws IOException {
    assertThat(ZooTest.content(pull())).isEqualTo(ZooTest.content(model));
    assertNothingElse();
  }

  /** No part, no archive, no folder under another name is left. */
  private void assertNothingElse() throws IOException {
    try (Stream<Path> files = Files.walk(testing.cache)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.endsWith(".part") || name.endsWith(".zip"))
          .noneMatch(name -> name.endsWith(".new") || name.endsWith(".old"))
          .noneMatch(name -> name.endsWith(".lock"));
    }
  }

  private void assertNothingPulled() throws IOException {
    assertThat(TestingZoo.files(testing.cache.resolve("zoo"))).isEmpty();
  }

  /** Serves other bytes than the index knows, with the index made to fit them. */
  private void replaceArchive(byte[] bytes) throws IOException {
    Files.write(archive, bytes);
    Path metadata = testing.folder.resolve(TestingZoo.TUTOR + METADATA);
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode root = (ObjectNode) mapper.readTree(Files.readAllBytes(metadata));
    ObjectNode file = (ObjectNode) root.at("/artifacts/0/files/model");
    file.put("size", bytes.length);
    file.put("sha256", Checksum.Kind.SHA_256.of(archive));
    Files.write(metadata, mapper.writeValueAsBytes(root));
  }

  private static void assertOneLine(UserException e) {
    assertThat(e.getMessage()).doesNotContain("\n");
  }

  private UserException assertRefused(String... parts) throws IOException {
    Throwable thrown =
        org.assertj.core.api.Assertions.catchThrowable(
            () -> {
              pull();
            });
    assertThat(thrown).isInstanceOf(UserException.class);
    assertThat(thrown.getMessage()).contains(parts);
    assertOneLine((UserException) thrown);
    assertNothingPulled();
    return (UserException) thrown;
  }

  @Test
  void pullsOnceAndChecksWhatCame() throws IOException {
    assertPulled();
    pull();

    assertThat(server.requests(ZIP)).hasSize(1);
  }

  @Test
  void whatIsOnTheWebIsNotSaidToBeCompared() throws IOException {
    Zoo zoo = testing.zoo(server.address());

    assertThat(zoo.check(server.address(), name -> true)).isEmpty();
    pull();
    assertThat(new ModelCache(testing.cache).check(name -> true))
        .extracting(Checked::name)
        .containsExactly("dev.rookery/tutor@1.0.0");
  }

  @Test
  void goesOnWhereTheServerBrokeOff() throws IOException {
    server.next(ZIP, ZooServer.breakOffAfter(50_000, zip));

    assertPulled();
    assertThat(server.requests(ZIP)).hasSize(2);
    assertThat(server.requests(ZIP).get(1).range()).matches("bytes=[1-9]\\d*-");
  }

  @Test
  void beginsAnewWhereTheServerIgnoresTheRange() throws IOException {
    server.next(ZIP, ZooServer.breakOffAfter(50_000, zip), ZooServer.body(zip));

    assertPulled();
    assertThat(server.requests(ZIP)).hasSize(2);
  }

  @Test
  void beginsAnewWhereTheRangeIsRefused() throws IOException {
    server.next(ZIP, ZooServer.breakOffAfter(50_000, zip), ZooServer.status(416));

    assertPulled();
    assertThat(server.requests(ZIP)).hasSize(3);
    assertThat(server.requests(ZIP).get(2).range()).isEqualTo("null");
  }

  @Test
  void triesAgainAfterAFailureOfTheServer() throws IOException {
    server.next("index.json", ZooServer.status(503));
    server.next(METADATA, ZooServer.status(500));
    server.next(ZIP, ZooServer.status(500), ZooServer.status(502));

    assertPulled();
    assertThat(server.requests(ZIP)).hasSize(3);
  }

  @Test
  void givesUpInTheEnd() throws IOException {
    server.next(ZIP, ZooServer.status(500), ZooServer.status(500), ZooServer.status(500));

    assertRefused(ZIP, "after 3 attempts", "500");
  }

  @Test
  void aMissingFileIsNotAskedForAgain() throws IOException {
    Files.delete(archive);

    assertRefused(ZIP, "404");
    assertThat(server.requests(ZIP)).hasSize(1);
  }

  @Test
  void aWrongByteIsFoundAndTheNextPullIsClean() throws IOException {
    byte[] wrong = zip.clone();
    wrong[wrong.length / 2]++;
    server.next(ZIP, ZooServer.body(wrong));

    assertRefused(server.address(), ZIP, "is not the right file");
    assertNothingElse();
    assertPulled();
    assertThat(server.requests(ZIP).get(1).range()).as("no part is left").isEqualTo("null");
  }

  @Test
  void aLongerFileIsBrokenOff() throws IOException {
    server.next(ZIP, ZooServer.body(Arrays.copyOf(zip, zip.length + 100_000)));

    assertRefused(ZIP, "more than the " + zip.length + " bytes");
    assertNothingElse();
  }

  @Test
  void anArchiveThatLeadsOutsideIsRefused() throws IOException {
    Path evil = temp.resolve("evil.zip");
    try (ZipBuilder builder = new ZipBuilder(evil)) {
      builder.file("experiment.conf", "x").file("../../../../escaped", "x");
    }
    replaceArchive(Files.readAllBytes(evil));

    assertRefused(ZIP, "\"../../../../escaped\" leads out of the folder");
    assertThat(temp.resolve("escaped")).doesNotExist();
    try (Stream<Path> files = Files.walk(temp)) {
      assertThat(files.filter(file -> file.endsWith("escaped"))).isEmpty();
    }
  }

  @Test
  void aTruncatedArchiveIsRefused() throws IOException {
    replaceArchive(Arrays.copyOf(zip, zip.length - 100));

    assertRefused(ZIP, "is no whole zip archive");
  }

  @Test
  void anArchiveWithMoreThanItShouldHoldIsRefused() throws IOException {
    Path bomb = temp.resolve("bomb.zip");
    try (ZipBuilder builder = new ZipBuilder(bomb)) {
      builder.entry("zeros", 0100644, new byte[300_000_000]);
    }
    replaceArchive(Files.readAllBytes(bomb));

    assertRefused(ZIP, "\"zeros\" is too large");
  }

  @Test
  void anotherSourceIsTriedWhereTheFirstFails() throws IOException {
    Path copy = Files.copy(archive, testing.folder.resolve("mirror.zip"));
    Path metadata = testing.folder.resolve(TestingZoo.TUTOR + METADATA);
    String text = Files.readString(metadata);
    Files.writeString(
        metadata,
        text.replace(
            "\"sha256\"", "\"sources\": [\"" + server.address() + "mirror.zip\"], \"sha256\""));
    server.next(ZIP, ZooServer.status(404));

    assertPulled();
    assertThat(server.requests("mirror.zip")).hasSize(1);

    Files.delete(copy);
    Files.delete(archive);
    testing = new TestingZoo(temp.resolve("other"));
    assertRefused("none of 2 sources has", ZIP, "mirror.zip", "404");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<html>login</html>", "{\"models\": 3}", "{\"models\": [\"../x/metadata.json\"]}"})
  void aBrokenListingIsNamed(String listing) throws IOException {
    Files.writeString(testing.folder.resolve("index.json"), listing);

    assertRefused(server.address() + "index.json");
  }

  @Test
  void aListingOfNothingIsNoZoo() throws IOException {
    Files.delete(testing.folder.resolve("index.json"));

    assertRefused(server.address() + "index.json is missing");
  }

  @Test
  void brokenMetadataIsNamed() throws IOException {
    server.next(METADATA, ZooServer.body(new byte[] {'{'}));

    assertRefused(server.origin() + "/" + TestingZoo.TUTOR + METADATA, "is not JSON (line 1");
  }

  @Test
  void anIndexOnTheWebNamesNoFileOfThisMachine() throws IOException {
    Path metadata = testing.folder.resolve(TestingZoo.TUTOR + METADATA);
    Files.writeString(
        metadata,
        Files.readString(metadata).replace("\"1.0.0/" + ZIP + "\"", "\"" + archive.toUri() + "\""));

    assertRefused("names a file of this machine");
  }

  @Test
  void offlineWhatWasPulledIsThere() throws IOException {
    assertPulled();
    int before = server.requests("").size();
    Zoo offline = testing.zoo(TestingZoo.QUICK.withOffline(true), Map.of(), server.address());

    Path pulled = offline.open(TestingZoo.find(offline, "tutor"));

    assertThat(ZooTest.content(pulled)).isEqualTo(ZooTest.content(model));
    assertThat(server.requests("")).hasSize(before);
  }

  @Test
  void offlineWhatIsMissingIsNamed() throws IOException {
    Zoo offline = testing.zoo(TestingZoo.QUICK.withOffline(true), Map.of(), server.address());
    assertThatThrownBy(() -> TestingZoo.find(offline, "tutor"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("offline")
        .hasMessageContaining("index.json");

    TestingZoo.find(testing.zoo(server.address()), "tutor"); // the index is known from now on
    assertThatThrownBy(() -> offline.open(TestingZoo.find(offline, "tutor")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("offline")
        .hasMessageContaining(ZIP)
        .hasMessageContaining(Checksum.Kind.SHA_256.of(archive));
    assertThat(server.requests(ZIP)).isEmpty();
  }

  @Test
  void anIndexOutOfReachIsReadFromTheCache() throws IOException {
    assertPulled();
    String address = server.address();
    server.close();

    Zoo zoo = testing.zoo(address);
    assertThat(zoo.open(TestingZoo.find(zoo, "tutor"))).exists();
  }

  @Test
  void theTokenGoesToItsHostAlone() throws IOException {
    try (ZooServer other = new ZooServer(testing.folder)) {
      server.next(ZIP, ZooServer.redirect(other.address() + TestingZoo.TUTOR + "1.0.0/" + ZIP));
      Zoo zoo =
          testing.zoo(
              TestingZoo.QUICK,
              Map.of("ROOKERY_TOKEN", "models.acme.com=other " + server.origin() + "=se=cret"),
              server.address());
      zoo.open(TestingZoo.find(zoo, "tutor"));

      assertThat(server.requests(""))
          .hasSize(3)
          .extracting(ZooServer.Request::authorization)
          .containsOnly("Bearer se=cret");
      assertThat(other.requests(ZIP))
          .singleElement()
          .extracting(ZooServer.Request::authorization)
          .isEqualTo("null");
    }
  }

  @Test
  void aRefusalSaysWhereTheTokenGoesAndATokenIsNeverShown() throws IOException {
    server.next("index.json", ZooServer.status(401));
    assertRefused("401", "ROOKERY_TOKEN=127.0.0.1=TOKEN");

    Zoo zoo =
        testing.zoo(TestingZoo.QUICK, Map.of("ROOKERY_TOKEN", "justsecret"), server.address());
    assertThatThrownBy(() -> TestingZoo.find(zoo, "tutor"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("HOST=TOKEN")
        .hasMessageNotContaining("justsecret");
  }

  @Test
  void endlessRedirectsEnd() throws IOException {
    server.next(
        "index.json",
        Stream.generate(() -> ZooServer.redirect("/index.json"))
            .limit(20)
            .toArray(com.sun.net.httpserver.HttpHandler[]::new));

    assertRefused("index.json", "10 redirects");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "file:///etc/passwd", "::"})
  void redirectsToNowhereAreRefused(String location) throws IOException {
    server.next("index.json", ZooServer.redirect(location));

    assertRefused("index.json", "redirects to");
  }

  @Test
  void whatIsNoAddressIsRefused() {
    assertThatThrownBy(() -> testing.zoo("http://"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("neither a folder nor an address");
    assertThatThrownBy(() -> TestingZoo.find(testing.zoo(temp + "/nowhere"), "tutor"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("there is no zoo " + temp + "/nowhere");
    assertThatThrownBy(() -> testing.zoo(archive.toString()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("is a file");
  }

  @Test
  void publishesOverTheWeb() throws IOException {
    Map<String, String> token = Map.of("ROOKERY_TOKEN", server.origin() + "=key");
    ZooPublisher publisher = testing.publisher(server.address(), token);
    NewModel second = TestingZoo.described("com.acme", "singer", testing.model(5));

    publisher.publish(second, "1.0.0", file -> "a card\n");

    Zoo zoo = testing.zoo(server.address());
    assertThat(zoo.models(server.address()))
        .extracting(ZooModel::shortName)
        .containsExactly("com.acme/singer@1.0.0", "tutor@1.0.0");
    assertThat(ZooTest.content(zoo.open(TestingZoo.find(zoo, "singer"))))
        .isEqualTo(ZooTest.content(testing.model(5)));
    List<String> written =
        server.requests("").stream()
            .filter(request -> request.method().equals("PUT"))
            .map(request -> request.path().replaceAll(".*/", ""))
            .toList();
    assertThat(written)
        .containsExactly("singer-1.0.0.zip", "README.md", "metadata.json", "index.json");
    assertThat(ZooTest.problems(testing.zoo())).isEmpty();
    server.next(".zip", ZooServer.status(405));
    assertThatThrownBy(() -> publisher.publish(second, "1.0.1", file -> "a card\n"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("405 (it takes no files)");
    assertThat(TestingZoo.find(testing.zoo(), "singer").version()).isEqualTo("1.0.0");
  }

  /** As servers of plain files do, while the archive is still being sent. */
  @Test
  void aServerThatBreaksOffWhatIsPutIsTold() throws IOException {
    ZooPublisher publisher = testing.publisher(server.address(), Map.of());
    server.next(".zip", exchange -> {}); // the connection is closed without an answer

    assertThatThrownBy(
            () ->
                publisher.publish(
                    TestingZoo.described("com.acme", "singer", testing.model(5)),
                    "1.0.0",
                    file -> "a card\n"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("can't put " + server.address())
        .hasMessageContaining("push to a folder and copy it there");
  }
}
