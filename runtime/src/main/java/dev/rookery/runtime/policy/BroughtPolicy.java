package dev.rookery.runtime.policy;

import dev.rookery.api.UserException;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.policy.PretrainedPolicy;
import dev.rookery.api.policy.Vocabulary;
import dev.rookery.registry.IoReasons;
import dev.rookery.runtime.learning.checkpoint.SafetensorsFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The vocabulary and the weights that the plugin of a network brings.
 *
 * @param name of the network
 * @param files where they are
 */
record BroughtPolicy(String name, PretrainedPolicy files) {

  boolean hasWeights() {
    return files.weights().isPresent();
  }

  /**
   * Reads the vocabulary.
   *
   * @throws UserException if it can't be read or is none; says where it is and why
   */
  Vocabulary vocabulary(String start, String end) {
    URL place = files.vocabulary();
    try (InputStream in = open(place)) {
      List<String> tokens = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      return VocabularyFile.of(tokens, start, end, place.toString());
    } catch (IOException e) {
      throw unreadable(place, e);
    }
  }

  /**
   * Copies the weights, if there are any.
   *
   * @param here the vocabulary of the network that is made
   * @throws UserException if they can't be read or are those of another network; says where they
   *     are and what doesn't fit
   */
  void copyWeights(Parameters parameters, Vocabulary here) {
    if (files.weights().isEmpty()) {
      return;
    }
    URL place = files.weights().get();
    Path copy = copyOf(place);
    try (SafetensorsFile file = new SafetensorsFile(copy, place.toString())) {
      InitialPolicy.copy(
          file,
          parameters,
          problems ->
              "%s holds the weights of another network: %s. It has %d tokens (%s), and the vocabulary here has %d. Leave agent.vocabulary and the options of \"%s\" out, or begin with random weights: agent.pretrained = false"
                  .formatted(
                      place,
                      problems,
                      vocabulary(files.startToken(), files.endToken()).size(),
                      files.vocabulary(),
                      here.size(),
                      name));
    } finally {
      delete(copy);
    }
  }

  private Path copyOf(URL place) {
    try {
      Path copy = Files.createTempFile("rookery-weights", ".safetensors");
      try (InputStream in = open(place)) {
        Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
        return copy;
      } catch (IOException e) {
        delete(copy);
        throw e;
      }
    } catch (IOException e) {
      throw unreadable(place, e);
    }
  }

  /** A jar that is read through the cache of connections would stay open. */
  private static InputStream open(URL place) throws IOException {
    URLConnection connection = place.openConnection();
    connection.setUseCaches(false);
    return connection.getInputStream();
  }

  private UserException unreadable(URL place, IOException e) {
    return new UserException(
        place + " of the policy \"" + name + "\" can't be read: " + IoReasons.of(e), e);
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
