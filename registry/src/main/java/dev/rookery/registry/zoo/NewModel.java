package dev.rookery.registry.zoo;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * A model that is to go into a zoo.
 *
 * @param group whose it is
 * @param artifact its name there
 * @param title what it is, in a few words
 * @param description a sentence
 * @param license its name, such as Apache-2.0
 * @param properties such as the model's kind and its task
 * @param folder whose files are packed
 */
public record NewModel(
    String group,
    String artifact,
    String title,
    String description,
    String license,
    Map<String, String> properties,
    Path folder) {

  /** DJL's name for what all these models do. */
  static final String APPLICATION = "nlp/text_generation";

  public NewModel {
    properties = new TreeMap<>(properties);
  }

  /** Where its files go in a zoo, as DJL looks for them. */
  String path() {
    return "model/" + APPLICATION + "/" + group.replace('.', '/') + "/" + artifact + "/";
  }
}
