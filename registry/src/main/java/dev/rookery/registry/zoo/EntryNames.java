package dev.rookery.registry.zoo;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which names an archive's entries may have: paths below the folder, each only once. */
final class EntryNames {

  private static final int LONGEST = 500;

  private final Set<String> files = new HashSet<>();
  private final Map<String, String> folders = new HashMap<>();

  /** What is wrong with a relative path, if something is. */
  static Optional<String> check(String name) {
    if (name.isEmpty() || name.length() > LONGEST) {
      return Optional.of(name.isEmpty() ? "has no name" : "has a name that is too long");
    }
    if (name.startsWith("/") || name.startsWith("\\") || name.matches("[A-Za-z]:.*")) {
      return Optional.of("is an absolute path");
    }
    if (name.chars().anyMatch(c -> c < ' ' || c == 0x7f || c == '\\' || c == ':')) {
      return Optional.of("has a character that file names don't have everywhere");
    }
    for (String part : name.split("/", -1)) {
      if (part.equals("..")) {
        return Optional.of("leads out of the folder");
      }
      if (part.isEmpty() || part.equals(".")) {
        return Optional.of("is no plain path");
      }
    }
    return Optional.empty();
  }

  /** What is wrong with a further file, if something is. Case makes no difference everywhere. */
  Optional<String> addFile(String name) {
    Optional<String> problem = check(name).or(() -> addFoldersOf(name));
    if (problem.isPresent()) {
      return problem;
    }
    String key = name.toLowerCase(Locale.ROOT);
    return folders.containsKey(key) || !files.add(key)
        ? Optional.of("is there twice")
        : Optional.empty();
  }

  /** What is wrong with a further folder, if something is; one may be named again. */
  Optional<String> addFolder(String name) {
    String bare = name.replaceFirst("/$", "");
    return check(bare).or(() -> addFoldersOf(bare + "/"));
  }

  private Optional<String> addFoldersOf(String name) {
    for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
      String folder = name.substring(0, slash);
      String key = folder.toLowerCase(Locale.ROOT);
      if (files.contains(key) || !folders.computeIfAbsent(key, k -> folder).equals(folder)) {
        return Optional.of("is there twice");
      }
    }
    return Optional.empty();
  }
}
