package dev.rookery.registry.zoo;

import dev.rookery.api.UserException;
import dev.rookery.registry.FileTrees;
import dev.rookery.registry.download.AccessTokens;
import dev.rookery.registry.download.HttpDownloads;
import dev.rookery.registry.download.NoAccessException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Pulls models from Hugging Face (or {@code HF_ENDPOINT}): the files that a model is read from, of
 * one commit, each checked against the digest in the listing.
 */
public final class HuggingFace {

  private final String endpoint;
  private final HttpDownloads downloads;
  private final ModelCache cache;

  /**
   * Creates a client.
   *
   * @param environment where {@code HF_ENDPOINT} is looked up
   */
  public HuggingFace(Map<String, String> environment, HttpDownloads downloads, ModelCache cache) {
    endpoint = AccessTokens.huggingFace(environment);
    this.downloads = downloads;
    this.cache = cache;
  }

  /**
   * The folder of a model, which is pulled if it isn't there. For a quick start, large files are
   * not read again.
   *
   * @throws UserException if it was changed since it was pulled, there is no such model, or it
   *     can't be pulled
   */
  public Path open(HubName name) {
    HubFiles files = files(name);
    return cache.open(place(name, files), name.toString(), () -> pull(name, files));
  }

  /**
   * Makes sure that a model is in the cache, checked to the last byte; one that was changed there
   * is fetched again.
   *
   * @return its folder
   * @throws UserException if there is no such model, or it can't be pulled
   */
  public Path pull(HubName name) {
    return pull(name, files(name));
  }

  private HubFiles files(HubName name) {
    String path = "api/models/" + id(name) + "/revision/" + name.revision() + "?blobs=true";
    WebPlace api = new WebPlace(URI.create(endpoint + "/"), downloads, cache.root());
    HubFiles files = HubFiles.read(read(api, path, name), api.address().resolve(path).toString());
    if (files.wanted().isEmpty()) {
      throw new UserException(
          name
              + " has none of the files that models are read from; see "
              + endpoint
              + "/"
              + id(name));
    }
    return files;
  }

  private static String id(HubName name) {
    return name.owner() + "/" + name.name();
  }

  private Path place(HubName name, HubFiles files) {
    return cache.ofHub(name.owner(), name.name(), files.commit());
  }

  private Path pull(HubName name, HubFiles files) {
    String id = id(name);
    return cache.provide(
        place(name, files),
        HubName.PREFIX + id + "@" + files.commit(),
        endpoint + "/" + id,
        folder -> fill(name, files, folder));
  }

  private static byte[] read(WebPlace api, String path, HubName name) {
    String host = api.address().getHost();
    try {
      return api.read(path)
          .orElseThrow(() -> new UserException("there is no " + name + " at " + host));
    } catch (NoAccessException e) { // also where there is none, lest names be tried out
      throw new UserException(
          "there is no "
              + name
              + " at "
              + host
              + ", or it needs a token that may read it (HF_TOKEN)",
          e);
    }
  }

  /** First all, then moved: where one can't be fetched, the next pull goes on with the others. */
  private void fill(HubName name, HubFiles files, Path folder) throws IOException {
    Path fetched =
        cache
            .root()
            .resolve("downloads")
            .resolve("hf-" + name.owner() + "-" + name.name() + "-" + files.commit());
    String commit = endpoint + "/" + id(name) + "/resolve/" + files.commit() + "/";
    for (HubFiles.Entry file : files.wanted()) {
      downloads.fetch(
          List.of(URI.create(commit + coded(file.name()))),
          file.checksum(),
          file.bytes(),
          fetched.resolve(file.name()));
    }
    for (HubFiles.Entry file : files.wanted()) {
      Path target = folder.resolve(file.name());
      Files.createDirectories(target.getParent());
      Files.move(fetched.resolve(file.name()), target);
    }
    FileTrees.deleteQuietly(fetched);
  }

  private static String coded(String path) {
    return Arrays.stream(path.split("/"))
        .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/"));
  }
}
