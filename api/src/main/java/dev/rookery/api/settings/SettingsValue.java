package dev.rookery.api.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A value as it was written, and where.
 *
 * @param raw a {@link String}, {@link Number}, {@link Boolean}, {@link SettingsNode} or a {@link
 *     List} of {@code SettingsValue}
 * @param origin where it was written, such as {@code "tutor.conf: 14"}
 */
public record SettingsValue(Object raw, String origin) {

  private static final Pattern DURATION = Pattern.compile("(-?[0-9.]+)\\s*(ms|s|m|min|h|d)?");

  /** The value is not of the wanted kind; the message is a demand such as "must be a number". */
  static final class Mismatch extends RuntimeException {
    Mismatch(String demand) {
      super(demand, null, false, false);
    }
  }

  String asText() {
    if (raw instanceof SettingsNode || raw instanceof List) {
      throw new Mismatch("must be text");
    }
    return raw.toString();
  }

  long asLong() {
    try {
      double value = Double.parseDouble(asText().trim());
      if (value == Math.rint(value) && Math.abs(value) < 9e15) {
        return (long) value;
      }
      return Long.parseLong(asText().trim());
    } catch (NumberFormatException e) {
      throw new Mismatch("must be a whole number");
    }
  }

  int asInteger() {
    long value = asLong();
    if (value != (int) value) {
      throw new Mismatch("must be a whole number of at most 32 bits");
    }
    return (int) value;
  }

  double asDouble() {
    try {
      double value = Double.parseDouble(asText().trim());
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // falls through to the demand
    }
    throw new Mismatch("must be a number");
  }

  boolean asBoolean() {
    return switch (asText().trim().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> true;
      case "false", "no", "off" -> false;
      default -> throw new Mismatch("must be true or false");
    };
  }

  Path asPath() {
    String text = asText();
    return text.startsWith("~/")
        ? Path.of(System.getProperty("user.home"), text.substring(2))
        : Path.of(text);
  }

  Duration asDuration() {
    Matcher matcher = DURATION.matcher(asText().trim());
    if (matcher.matches()) {
      try {
        double amount = Double.parseDouble(matcher.group(1));
        String unit = matcher.group(2) == null ? "s" : matcher.group(2);
        double seconds =
            switch (unit) {
              case "ms" -> amount / 1000;
              case "m", "min" -> amount * 60;
              case "h" -> amount * 3600;
              case "d" -> amount * 86400;
              default -> amount;
            };
        return Duration.ofMillis(Math.round(seconds * 1000));
      } catch (NumberFormatException e) {
        // falls through to the demand
      }
    }
    throw new Mismatch("must be a duration such as 90s, 5m or 1.5h");
  }

  List<String> asTextList() {
    if (raw instanceof List<?> list) {
      List<String> texts = new ArrayList<>();
      for (Object element : list) {
        texts.add(((SettingsValue) element).asText());
      }
      return List.copyOf(texts);
    }
    String text = asText().trim();
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(",", -1)).map(String::trim).toList();
  }

  List<Double> asDoubleList() {
    return asTextList().stream().map(text -> new SettingsValue(text, origin).asDouble()).toList();
  }

  SettingsNode asNode() {
    if (raw instanceof SettingsNode node) {
      return node;
    }
    throw new Mismatch("must be a section { … }");
  }

  ComponentRef asComponent() {
    if (raw instanceof SettingsNode node) {
      SettingsValue name = node.values().get("name");
      if (name == null) {
        throw new Mismatch("must have a key \"name\"");
      }
      return new ComponentRef(name.asText(), name.origin(), node.without("name"));
    }
    if (raw instanceof List) {
      throw new Mismatch("must be one name or one section { name = … }, not a list");
    }
    return new ComponentRef(asText(), origin, SettingsNode.empty(""));
  }

  List<ComponentRef> asComponentList() {
    if (raw instanceof List<?> list) {
      return list.stream().map(element -> ((SettingsValue) element).asComponent()).toList();
    }
    if (raw instanceof SettingsNode) {
      return List.of(asComponent());
    }
    return asTextList().stream()
        .map(text -> new SettingsValue(text, origin).asComponent())
        .toList();
  }
}
