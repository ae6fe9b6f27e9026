package dev.rookery.registry.zoo;

import dev.rookery.api.UserException;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.api.settings.Suggestions;
import dev.rookery.registry.download.Checksum;
import dev.rookery.registry.download.HttpDownloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.semver4j.Semver;

/** Finds models in a list of zoos, of which earlier ones come first, and pulls them. */
public final class Zoo {

  private static final long MOST_UNPACKED = 16L << 30;
  private static final long UNPACKED_ANYWAY = 64L << 20;
  private static final long MOST_GROWTH = 100;

  private static final Comparator<ZooModel> BY_VERSION =
      Comparator.comparing(model -> new Semver(model.version()));

  private final List<ZooPlace> places;
  private final HttpDownloads downloads;
  private final ModelCache cache;

  /**
   * Creates a zoo.
   *
   * @param indexes folders, or file, http or https addresses of folders
   */
  public Zoo(List<String> indexes, HttpDownloads downloads, ModelCache cache) {
    places = indexes.stream().map(i -> ZooPlace.of(i, downloads, cache.root())).toList();
    this.downloads = downloads;
    this.cache = cache;
  }

  /** The zoos that are looked into. */
  public List<String> indexes() {
    return places.stream().map(ZooPlace::name).toList();
  }

  /**
   * All models of one zoo, by name and version.
   *
   * @param index one of {@link #indexes()}
   */
  public List<ZooModel> models(String index) {
    ZooPlace place =
        places.stream().filter(each -> each.name().equals(index)).findFirst().orElseThrow();
    List<ZooModel> models = new ArrayList<>();
    place.metadataFiles().forEach(file -> models.addAll(read(place, file)));
    models.sort(
        Comparator.comparing(ZooModel::artifact)
            .thenComparing(ZooModel::group)
            .thenComparing(BY_VERSION));
    return models;
  }

  private static List<ZooModel> read(ZooPlace place, String file) {
    byte[] json =
        place
            .read(file)
            .orElseThrow(
                () -> new UserException(place.address().resolve(file) + " is listed but missing"));
    return new MetadataReader(place.address().resolve(file), place.name()).read(json);
  }

  /**
   * The model of a name: the newest version if the name has none, of the first zoo that has it.
   *
   * @throws SettingsException if there is none, or the name stands for several; says what there is
   */
  public ZooModel find(ZooName name) {
    for (ZooPlace place : places) {
      List<ZooModel> found = new ArrayList<>();
      for (String file : place.metadataFiles()) {
        // the folder has the artifact's name, so that not everything has to be read
        if (file.endsWith("/" + name.artifact() + "/" + ZooPlace.METADATA)) {
          read(place, file).stream().filter(model -> model.is(name)).forEach(found::add);
        }
      }
      if (found.stream().map(ZooModel::group).distinct().count() > 1) {
        throw new SettingsException(
            "\"%s\" stands for several models in %s: %s"
                .formatted(
                    name,
                    place.name(),
                    found.stream()
                        .map(model -> model.group() + "/" + model.artifact())
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(", "))));
      }
      Optional<ZooModel> newest = found.stream().max(BY_VERSION);
      if (newest.isPresent()) {
        return newest.get();
      }
    }
    throw unknown(name);
  }

  private SettingsException unknown(ZooName name) {
    if (places.isEmpty()) {
      return new SettingsException(
          "there is no model \""
              + name
              + "\": no zoo is known; name one with --zoo or ROOKERY_ZOO");
    }
    List<ZooModel> all = places.stream().flatMap(place -> models(place.name()).stream()).toList();
    String versions =
        all.stream()
            .filter(model -> model.is(new ZooName(name.group(), name.artifact(), Optional.empty())))
            .map(ZooModel::version)
            .distinct()
            .collect(Collectors.joining(", "));
    if (!versions.isEmpty()) {
      return new SettingsException(
          "there is no version "
              + name.version().orElse("")
              + " of the model \""
              + name.artifact()
              + "\"; there is: "
              + versions);
    }
    TreeSet<String> known =
        all.stream()
            .map(model -> model.shortName().replaceFirst("@.*", ""))
            .collect(Collectors.toCollection(TreeSet::new));
    return new SettingsException(
        "there is no model \"%s\" in %s%s There is: %s"
            .formatted(
                name,
                String.join(", ", indexes()),
                Suggestions.nearest(
                        new ZooName(name.group(), name.artifact(), Optional.empty()).toString(),
                        known)
                    .map(near -> "; did you mean \"" + near + "\"?")
                    .orElse("."),
                known.isEmpty() ? "none" : String.join(", ", known)));
  }

  /** Where a model lies once it is pulled. */
  public Path place(ZooModel model) {
    return cache.ofZoo(model.group(), model.artifact(), model.version(), model.contentKey());
  }

  /** Whether a model has been pulled and is, as far as can be seen quickly, as it was. */
  public boolean isPulled(ZooModel model) {
    return cache.quickState(place(model)) == ModelCache.State.WHOLE;
  }

  /**
   * The folder of a model, which is pulled if it isn't there. For a quick start, large files are
   * not read again; {@link #pull} reads everything.
   *
   * @throws UserException if it was changed since it was pulled, or can't be pulled
   */
  public Path open(ZooModel model) {
    return cache.open(place(model), model.shortName(), () -> pull(model));
  }

  /**
   * Makes sure that a model is in the cache, checked to the last byte; one that was changed there
   * is fetched again.
   *
   * @return its folder
   * @throws UserException if a file can't be fetched, is not the right one, or is an archive that
   *     may not be unpacked
   */
  public Path pull(ZooModel model) {
    return cache.provide(
        place(model), model.name().toString(), model.index(), folder -> fill(model, folder));
  }

  private void fill(ZooModel model, Path folder) throws IOException {
    for (ZooFile file : model.files()) {
      Path fetched =
          cache.root().resolve("downloads").resolve(file.checksum().hex() + "-" + nameIn(file));
      downloads.fetch(file.sources(), file.checksum(), file.bytes(), fetched);
      Path target = folder.resolve(file.name());
      if (file.format() == ZooFile.Format.PLAIN) {
        Files.createDirectories(target.getParent());
        Files.copy(fetched, target);
      } else {
        Files.createDirectories(target);
        long most = file.unpackedBytes().orElse(defaultLimit(file.bytes()));
        new ArchiveReader(fetched, Math.min(most, MOST_UNPACKED)).unpack(file.format(), target);
      }
    }
    for (ZooFile file : model.files()) {
      Files.deleteIfExists(
          cache.root().resolve("downloads").resolve(file.checksum().hex() + "-" + nameIn(file)));
    }
  }

  /** The end of the source's address, so that messages say which file it is. */
  private static String nameIn(ZooFile file) {
    String path = String.valueOf(file.sources().get(0).getPath());
    return path.substring(path.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9._-]", "_");
  }

  private static long defaultLimit(long archiveBytes) {
    return Math.max(UNPACKED_ANYWAY, archiveBytes * MOST_GROWTH);
  }

  /**
   * Compares a zoo's own files, as far as they are to be on this machine, with what its index says.
   *
   * @param index one of {@link #indexes()}
   * @param wanted tells which models, by their full names
   * @return one for each model that has such files, and one for the index where something is wrong
   *     with it
   */
  public List<Checked> check(String index, Predicate<String> wanted) {
    ZooPlace place =
        places.stream().filter(each -> each.name().equals(index)).findFirst().orElseThrow();
    List<Checked> checked = new ArrayList<>();
    List<String> ofIndex = new ArrayList<>();
    List<String> files = place.metadataFiles();
    for (String file : files) {
      try {
        read(place, file).stream()
            .filter(model -> model.files().stream().anyMatch(Zoo::isOfThisMachine))
            .filter(model -> wanted.test(model.name().toString()))
            .forEach(
                model -> checked.add(new Checked(model.name().toString(), index, problems(model))));
      } catch (UserException e) {
        ofIndex.add(e.getMessage());
      }
    }
    if (place instanceof FolderPlace folder && !files.isEmpty()) {
      Listing.problem(folder).ifPresent(ofIndex::add);
    }
    if (!ofIndex.isEmpty()) {
      checked.add(new Checked("index", index, ofIndex));
    }
    return checked;
  }

  private static boolean isOfThisMachine(ZooFile file) {
    return file.sources().get(0).getScheme().equals("file");
  }

  private static List<String> problems(ZooModel model) {
    List<String> problems = new ArrayList<>();
    for (ZooFile file : model.files()) {
      if (!isOfThisMachine(file)) {
        continue;
      }
      Path path = Path.of(file.sources().get(0));
      try {
        if (!Files.isRegularFile(path)) {
          problems.add(path + " is missing");
        } else if (Files.size(path) != file.bytes()) {
          problems.add(
              "%s has %d bytes, the index says %d".formatted(path, Files.size(path), file.bytes()));
        } else if (!file.checksum().fits(path)) {
          problems.add(
              "%s is damaged or changed: its SHA-256 is %s, the index says %s"
                  .formatted(path, Checksum.Kind.SHA_256.of(path), file.checksum().hex()));
        }
      } catch (IOException e) {
        problems.add(path + " can't be read: " + e.getMessage());
      }
    }
    return problems;
  }
}
