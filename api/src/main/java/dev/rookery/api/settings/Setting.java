package dev.rookery.api.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One setting of a component: name, type, default, range, unit and a sentence. The same object is
 * the key that reads the value:
 *
 * <pre>{@code
 * static final Setting<Integer> HIDDEN_SIZE =
 *     Setting.integer("hidden-size").atLeast(1).defaultsTo(1024).describedAs("size of the LSTM state");
 * int hidden = settings.get(HIDDEN_SIZE);
 * }</pre>
 *
 * <p>A setting without a default must be given, unless it is {@link #optional}. Instances are
 * immutable: each method returns a changed copy.
 *
 * @param <T> the Java type of the value
 */
public final class Setting<T> {

  private final String name;
  private final String type;
  private final Class<?> valueType;
  private final Function<SettingsValue, T> parse;
  private final List<Check<T>> checks;
  private final @Nullable T defaultValue;
  private final boolean required;
  private final String unit;
  private final String description;
  private final List<String> aliases;
  private final @Nullable SettingsSpec inner;
  private final boolean onlyWhenNew;

  private record Check<T>(String demand, java.util.function.Predicate<T> holds) {}

  private Setting(
      String name,
      String type,
      Class<?> valueType,
      Function<SettingsValue, T> parse,
      List<Check<T>> checks,
      @Nullable T defaultValue,
      boolean required,
      String unit,
      String description,
      List<String> aliases,
      @Nullable SettingsSpec inner,
      boolean onlyWhenNew) {
    this.name = name;
    this.type = type;
    this.valueType = valueType;
    this.parse = parse;
    this.checks = checks;
    this.defaultValue = defaultValue;
    this.required = required;
    this.unit = unit;
    this.description = description;
    this.aliases = aliases;
    this.inner = inner;
    this.onlyWhenNew = onlyWhenNew;
  }

  private static <T> Setting<T> of(
      String name, String type, Class<?> valueType, Function<SettingsValue, T> parse) {
    return new Setting<>(
        name, type, valueType, parse, List.of(), null, true, "", "", List.of(), null, false);
  }

  /** A whole number of 32 bits. */
  public static Setting<Integer> integer(String name) {
    return of(name, "whole number", Integer.class, SettingsValue::asInteger);
  }

  /** A whole number of 64 bits, such as a seed. */
  public static Setting<Long> longInteger(String name) {
    return of(name, "whole number", Long.class, SettingsValue::asLong);
  }

  /** A finite decimal number. */
  public static Setting<Double> decimal(String name) {
    return of(name, "number", Double.class, SettingsValue::asDouble);
  }

  /** {@code true} or {@code false}. */
  public static Setting<Boolean> bool(String name) {
    return of(name, "true or false", Boolean.class, SettingsValue::asBoolean);
  }

  /** Any text. */
  public static Setting<String> text(String name) {
    return of(name, "text", String.class, SettingsValue::asText);
  }

  /** A file or folder; {@code ~} stands for the home folder. */
  public static Setting<Path> path(String name) {
    return of(name, "path", Path.class, SettingsValue::asPath);
  }

  /**
   * A length of time: {@code 90s}, {@code 5m}, {@code 1.5h}, or a number of seconds. It may be
   * below 0, as in ParlAI's -1 for "never"; see {@link #checked}.
   */
  public static Setting<Duration> duration(String name) {
    return of(name, "duration", Duration.class, SettingsValue::asDuration);
  }

  /** One of a few words. */
  public static Setting<String> choice(String name, String... words) {
    return of(name, "one of " + String.join(", ", words), String.class, SettingsValue::asText)
        .checked(
            "must be one of " + String.join(", ", words),
            value -> Arrays.asList(words).contains(value));
  }

  /** A list of texts; {@code "a,b"} counts as {@code [a, b]}. */
  public static Setting<List<String>> textList(String name) {
    return of(name, "list of texts", List.class, SettingsValue::asTextList);
  }

  /** A list of numbers; {@code "1,0.5"} counts as {@code [1, 0.5]}. */
  public static Setting<List<Double>> decimalList(String name) {
    return of(name, "list of numbers", List.class, SettingsValue::asDoubleList);
  }

  /**
   * A component by name, with its own settings: {@code adam} or {@code { name = adam, beta1 = 0.8
   * }}.
   */
  public static Setting<ComponentRef> component(String name) {
    return of(name, "component", ComponentRef.class, SettingsValue::asComponent);
  }

  /**
   * Several components: {@code [jsonl, { name = tensorboard }]}, or {@code "jsonl,tensorboard"}.
   */
  public static Setting<List<ComponentRef>> componentList(String name) {
    return of(name, "list of components", List.class, SettingsValue::asComponentList);
  }

  /** Settings that somebody else reads, such as those of the model that an agent was given. */
  public static Setting<SettingsNode> section(String name) {
    return of(name, "section", SettingsNode.class, SettingsValue::asNode)
        .defaultsTo(SettingsNode.empty(name));
  }

  /**
   * Settings of a part of the component. They are checked together with the component's own, and
   * help and the command line find them.
   *
   * @param spec the settings of the part; read them with {@link SettingsSpec#read}
   */
  public static Setting<SettingsNode> section(String name, SettingsSpec spec) {
    Setting<SettingsNode> section = section(name);
    return new Setting<>(
        name,
        section.type,
        section.valueType,
        section.parse,
        section.checks,
        section.defaultValue,
        false,
        "",
        "",
        List.of(),
        spec,
        false);
  }

  public Setting<T> defaultsTo(T value) {
    return new Setting<>(
        name,
        type,
        valueType,
        parse,
        checks,
        value,
        false,
        unit,
        description,
        aliases,
        inner,
        onlyWhenNew);
  }

  /** May be left out; {@link Settings#find} then finds nothing. */
  public Setting<T> optional() {
    return new Setting<>(
        name,
        type,
        valueType,
        parse,
        checks,
        null,
        false,
        unit,
        description,
        aliases,
        inner,
        onlyWhenNew);
  }

  public Setting<T> describedAs(String sentence) {
    return new Setting<>(
        name,
        type,
        valueType,
        parse,
        checks,
        defaultValue,
        required,
        unit,
        sentence,
        aliases,
        inner,
        onlyWhenNew);
  }

  /** What the number counts, such as {@code tokens}. */
  public Setting<T> in(String newUnit) {
    return new Setting<>(
        name,
        type,
        valueType,
        parse,
        checks,
        defaultValue,
        required,
        newUnit,
        description,
        aliases,
        inner,
        onlyWhenNew);
  }

  /** Other names on the command line, such as {@code hid} for {@code -hid}. */
  public Setting<T> alias(String... more) {
    return new Setting<>(
        name,
        type,
        valueType,
        parse,
        checks,
        defaultValue,
        required,
        unit,
        description,
        List.of(more),
        inner,
        onlyWhenNew);
  }

  /** Smallest allowed value, for numbers. */
  public Setting<T> atLeast(double least) {
    return checked(
        "must be at least " + number(least), value -> ((Number) value).doubleValue() >= least);
  }

  /** Allowed range, both ends included, for numbers. */
  public Setting<T> within(double least, double most) {
    return checked(
        "must be between " + number(least) + " and " + number(most),
        value -> ((Number) value).doubleValue() >= least && ((Number) value).doubleValue() <= most);
  }

  /** Lower bound that is not allowed itself, for numbers. */
  public Setting<T> above(double bound) {
    return checked(
        "must be above " + number(bound), value -> ((Number) value).doubleValue() > bound);
  }

  /**
   * A condition of its own.
   *
   * @param demand what is said when it does not hold, such as "must be even"
   */
  public Setting<T> checked(String demand, java.util.function.Predicate<T> holds) {
    List<Check<T>> more = new ArrayList<>(checks);
    more.add(new Check<>(demand, holds));
    return new Setting<>(
        name,
        type,
        valueType,
        parse,
        List.copyOf(more),
        defaultValue,
        required,
        unit,
        description,
        aliases,
        inner,
        onlyWhenNew);
  }

  /**
   * Counts only while an agent is made anew; a trained one keeps what it was made with, such as its
   * dictionary. Giving another value for a trained agent is an error, so that it is not ignored.
   */
  public Setting<T> onlyWhenNew() {
    return new Setting<>(
        name,
        type,
        valueType,
        parse,
        checks,
        defaultValue,
        required,
        unit,
        description,
        aliases,
        inner,
        true);
  }

  public String name() {
    return name;
  }

  /** The type in words, such as "whole number". */
  public String type() {
    return type;
  }

  /** Whether values of the other setting may be read as values of this one. */
  boolean hasTypeOf(Setting<?> other) {
    return valueType == other.valueType && type.equals(other.type);
  }

  /** The type in words and in Java, for mistakes in a component's code. */
  String typeInFull() {
    return type + " (" + valueType.getSimpleName() + ")";
  }

  public Optional<T> defaultValue() {
    return Optional.ofNullable(defaultValue);
  }

  public boolean required() {
    return required;
  }

  public String unit() {
    return unit;
  }

  public String description() {
    return description;
  }

  public List<String> aliases() {
    return aliases;
  }

  /** Whether it counts only while an agent is made anew. */
  public boolean countsOnlyWhenNew() {
    return onlyWhenNew;
  }

  /** The settings within, for a section whose settings are known. */
  public Optional<SettingsSpec> inner() {
    return Optional.ofNullable(inner);
  }

  /** The demands on the value in words, joined by commas; empty if there are none. */
  public String demands() {
    return String.join(", ", checks.stream().map(Check::demand).toList());
  }

  T read(SettingsValue value) throws SettingsValue.Mismatch {
    T parsed = parse.apply(withDefaultName(value));
    for (Check<T> check : checks) {
      if (!check.holds().test(parsed)) {
        throw new SettingsValue.Mismatch(check.demand());
      }
    }
    return parsed;
  }

  /** The settings of a component without its name are those of the default. */
  private SettingsValue withDefaultName(SettingsValue value) {
    if (defaultValue instanceof ComponentRef byDefault
        && value.raw() instanceof SettingsNode section
        && !section.values().containsKey("name")) {
      Map<String, SettingsValue> values = new LinkedHashMap<>(section.values());
      values.put("name", new SettingsValue(byDefault.name(), "default"));
      return new SettingsValue(new SettingsNode(section.path(), values), value.origin());
    }
    return value;
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  @Override
  public String toString() {
    return name;
  }
}
