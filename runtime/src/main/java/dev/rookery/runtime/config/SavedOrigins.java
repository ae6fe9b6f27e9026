package dev.rookery.runtime.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the values of a saved experiment were written when it was made: the comments beside them.
 * An experiment that goes on keeps them, or each resumption would only say that its values come
 * from its own file.
 */
final class SavedOrigins {

  private SavedOrigins() {}

  /** The comments by the places of the values in the file, which are their origins now. */
  static Map<String, String> of(Path file) {
    Map<String, String> origins = new HashMap<>();
    try {
      add(ConfigFactory.parseFile(file.toFile()).root(), origins);
    } catch (ConfigException e) {
      return Map.of(); // told where the experiment itself is read
    }
    return origins;
  }

  private static void add(ConfigValue value, Map<String, String> origins) {
    if (value instanceof ConfigObject object) {
      // not values(), which is a set: of equal values it has one
      object.forEach((key, inner) -> add(inner, origins));
      return;
    }
    List<String> comments = value.origin().comments();
    if (!comments.isEmpty()) {
      origins.put(ConfigValues.shown(value.origin()), comments.get(comments.size() - 1).strip());
    }
    if (value instanceof ConfigList list) {
      list.forEach(element -> add(element, origins));
    }
  }
}
