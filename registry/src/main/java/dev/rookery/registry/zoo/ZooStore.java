package dev.rookery.registry.zoo;

import dev.rookery.api.UserException;
import dev.rookery.registry.IoReasons;
import dev.rookery.registry.download.HttpDownloads;
import dev.rookery.registry.download.HttpUploads;
import dev.rookery.registry.download.MissingFileException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** A zoo that can be written to. Reads what is there now, never a copy of it. */
interface ZooStore {

  /** The address of the folder, with a slash at its end. */
  URI address();

  /** A file's content, if there is such a file. */
  Optional<byte[]> read(String path);

  /** Writes a file in place of an older one. */
  void write(String path, Path file);

  /** A folder of this machine. */
  record InFolder(FolderPlace place) implements ZooStore {

    @Override
    public URI address() {
      return place.address();
    }

    @Override
    public Optional<byte[]> read(String path) {
      return place.read(path);
    }

    @Override
    public void write(String path, Path file) {
      Path target = place.folder().resolve(path);
      try {
        Files.createDirectories(target.getParent());
        Path beside = target.resolveSibling("." + target.getFileName() + ".new");
        Files.copy(file, beside, StandardCopyOption.REPLACE_EXISTING);
        Files.move(
            beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw new UserException(target + " can't be written: " + IoReasons.of(e), e);
      }
    }
  }

  /** A folder behind a web server that takes files with PUT. */
  record OnTheWeb(URI address, HttpDownloads downloads, HttpUploads uploads) implements ZooStore {

    private static final long LONGEST_DOCUMENT = 16L << 20;

    @Override
    public Optional<byte[]> read(String path) {
      try {
        return Optional.of(downloads.read(address.resolve(path), LONGEST_DOCUMENT));
      } catch (MissingFileException e) {
        return Optional.empty();
      }
    }

    @Override
    public void write(String path, Path file) {
      uploads.put(file, address.resolve(path));
    }
  }
}
