package dev.rookery.registry.zoo;

import dev.rookery.api.UserException;
import dev.rookery.registry.IoReasons;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A zoo in a folder. What counts is what lies there; its listing is for others. */
record FolderPlace(Path folder) implements ZooPlace {

  @Override
  public String name() {
    return folder.toString();
  }

  @Override
  public URI address() {
    String address = folder.toUri().toString(); // has no slash while there is no such folder
    return URI.create(address.endsWith("/") ? address : address + "/");
  }

  @Override
  public List<String> metadataFiles() {
    if (!Files.isDirectory(folder)) {
      throw new UserException("there is no zoo " + folder + ": there is no such folder");
    }
    Path models = folder.resolve("model");
    if (!Files.isDirectory(models)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(models)) {
      return files
          .filter(file -> file.endsWith(METADATA) && Files.isRegularFile(file))
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new UserException("the zoo " + folder + " can't be read: " + IoReasons.of(e), e);
    }
  }

  @Override
  public Optional<byte[]> read(String path) {
    try {
      return Optional.of(Files.readAllBytes(folder.resolve(path)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UserException(folder.resolve(path) + " can't be read: " + IoReasons.of(e), e);
    }
  }
}
