package dev.rookery.registry.zoo;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One version of a model, as an index tells it.
 *
 * @param group whose it is
 * @param artifact its name there
 * @param version three numbers
 * @param title what it is, in a few words
 * @param licenses names of the licences, or their addresses
 * @param properties such as the model's kind and its task
 * @param files what is fetched
 * @param card where the model card is, if there is one
 * @param index the index that tells of it, for messages
 */
public record ZooModel(
    String group,
    String artifact,
    String version,
    String title,
    List<String> licenses,
    Map<String, String> properties,
    List<ZooFile> files,
    Optional<URI> card,
    String index) {

  public ZooModel {
    licenses = List.copyOf(licenses);
    properties = Map.copyOf(properties);
    files = List.copyOf(files);
  }

  /** The full name, with group and version. */
  public ZooName name() {
    return new ZooName(Optional.of(group), artifact, Optional.of(version));
  }

  /** The name as users write it: without the group if it is Rookery's own. */
  public String shortName() {
    return (group.equals(ZooName.OWN_GROUP) ? "" : group + "/") + artifact + "@" + version;
  }

  /** Length of all files. */
  public long bytes() {
    return files.stream().mapToLong(ZooFile::bytes).sum();
  }

  /** Differs between models of the same name whose files differ. */
  String contentKey() {
    StringBuilder content = new StringBuilder();
    files.forEach(
        file -> content.append(file.name()).append('\0').append(file.checksum()).append('\n'));
    return Keys.of(content.toString().getBytes(StandardCharsets.UTF_8));
  }

  boolean is(ZooName wanted) {
    return wanted.covers(name().toString());
  }
}
