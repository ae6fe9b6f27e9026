package dev.rookery.registry.zoo;

import java.util.List;

/**
 * What was found of something that has digests.
 *
 * @param name of the model, with group and version, or of what else was checked
 * @param place folder or address
 * @param problems nothing if all is as it should be
 */
public record Checked(String name, String place, List<String> problems) {

  public Checked {
    problems = List.copyOf(problems);
  }
}
