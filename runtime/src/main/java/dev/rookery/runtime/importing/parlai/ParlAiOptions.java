package dev.rookery.runtime.importing.parlai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.api.UserException;
import dev.rookery.registry.IoReasons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The options of a ParlAI model ({@code model.opt}), brought up to its newest version as ParlAI
 * does it ({@code upgrade_opt} of TorchAgent and TorchGeneratorAgent). Remembers which ones were
 * asked for.
 */
final class ParlAiOptions {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final ObjectNode options;
  private final Set<String> asked = new HashSet<>();

  private ParlAiOptions(Path file, ObjectNode options) {
    this.file = file;
    this.options = options;
  }

  /**
   * Reads a file.
   *
   * @throws UserException if there is none or it isn't JSON; says where
   */
  static ParlAiOptions read(Path file) {
    JsonNode json;
    try {
      json = JSON.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw new UserException(
          "%s: line %d: not JSON (%s). ParlAI before 2019 wrote a pickle there; load and save the model with a newer one."
              .formatted(
                  file,
                  e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                  e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new UserException(
          "%s can't be read (%s): a ParlAI model is MODEL, MODEL.opt and MODEL.dict beside each other"
              .formatted(file, IoReasons.of(e)),
          e);
    }
    if (!(json instanceof ObjectNode object)) {
      throw new UserException(file + " is no set of options: it isn't a JSON object");
    }
    return new ParlAiOptions(file, upgraded(object));
  }

  private static ObjectNode upgraded(ObjectNode options) {
    if (options.path("fp16").asBoolean(false)) {
      options.put("force_fp16_tokens", true);
    }
    if (!options.hasNonNull("inference")) {
      options.put("inference", options.path("beam_size").asInt(1) > 1 ? "beam" : "greedy");
    }
    JsonNode blacklist = options.remove("beam_blacklist_filename");
    if (blacklist != null && !blacklist.isNull()) {
      options.set("beam_block_list_filename", blacklist);
    }
    if (!options.has("beam_block_full_context")) {
      options.put("beam_block_full_context", false);
    }
    return options;
  }

  /** The file, for messages. */
  Path file() {
    return file;
  }

  private Optional<JsonNode> find(String name) {
    asked.add(name);
    return Optional.ofNullable(options.get(name)).filter(value -> !value.isNull());
  }

  Optional<String> text(String name) {
    return find(name).map(JsonNode::asText);
  }

  /** Empty if it isn't given or isn't a number. */
  Optional<Double> number(String name) {
    return find(name).map(value -> value.asDouble(Double.NaN)).filter(value -> !value.isNaN());
  }

  Optional<Long> whole(String name) {
    return number(name).map(Math::round);
  }

  Optional<Boolean> flag(String name) {
    return find(name).map(value -> value.asBoolean(value.asText().equalsIgnoreCase("true")));
  }

  List<Double> numbers(String name) {
    List<Double> numbers = new ArrayList<>();
    find(name).ifPresent(value -> value.forEach(each -> numbers.add(each.asDouble())));
    return numbers;
  }

  /** Marks options as dealt with. */
  void ignore(Set<String> names) {
    asked.addAll(names);
  }

  /** Options that nobody asked for and that say anything, as {@code name = value}. */
  List<String> rest() {
    List<String> rest = new ArrayList<>();
    options
        .properties()
        .forEach(
            option -> {
              if (!asked.contains(option.getKey()) && says(option.getValue())) {
                rest.add(option.getKey() + " = " + option.getValue());
              }
            });
    return rest;
  }

  private static boolean says(JsonNode value) {
    return !value.isNull()
        && !(value.isBoolean() && !value.asBoolean())
        && !(value.isTextual() && value.asText().isEmpty())
        && !(value.isNumber() && (value.asDouble() == -1 || value.asDouble() == 0))
        && !(value.isContainerNode() && value.isEmpty());
  }
}
