package dev.rookery.runtime.metrics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rookery.api.UserException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a file of JSON lines in UTF-8, one object a line; blank lines are skipped. */
public final class JsonLines implements AutoCloseable {

  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  private final Path file;
  private final InputStream in;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private int number;

  private JsonLines(Path file, InputStream in) {
    this.file = file;
    this.in = in;
  }

  /**
   * Opens a file.
   *
   * @throws UserException if it is not there or cannot be read
   */
  public static JsonLines open(Path file) {
    if (Files.isDirectory(file)) {
      throw new UserException(file + " is a folder; name a file of JSON lines");
    }
    try {
      return new JsonLines(file, new BufferedInputStream(Files.newInputStream(file), 1 << 16));
    } catch (NoSuchFileException e) {
      throw new UserException("there is no file " + file, e);
    } catch (IOException e) {
      throw new UserException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** Reads from memory what the file holds. */
  public static JsonLines of(Path file, byte[] content) {
    return new JsonLines(file, new ByteArrayInputStream(content));
  }

  /**
   * The next object, or null at the end.
   *
   * @throws UserException if the line is not a JSON object in UTF-8; the message names it
   */
  public @Nullable JsonNode next() {
    while (readLine()) {
      byte[] bytes = line.toByteArray();
      if (isBlank(bytes)) {
        continue;
      }
      JsonNode node = parse(bytes);
      if (!node.isObject()) {
        throw wrong("is not a JSON object, such as {\"text\": \"…\"}");
      }
      return node;
    }
    return null;
  }

  private JsonNode parse(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw wrong("is not JSON: " + JsonProblem.of(e));
    } catch (IOException e) { // Jackson's name for text that is not UTF-8
      throw wrong("is not text in UTF-8: " + e.getMessage());
    }
  }

  /** The number of the line that was read last, from 1. */
  public int number() {
    return number;
  }

  /** An exception about the line that was read last. */
  public UserException wrong(String what) {
    return new UserException(file + ", line " + number + ": " + what);
  }

  private boolean readLine() {
    line.reset();
    try {
      int next = in.read();
      if (next < 0) {
        return false;
      }
      number++;
      while (next >= 0 && next != '\n') {
        line.write(next);
        next = in.read();
      }
      return true;
    } catch (IOException e) {
      throw new UserException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte b : bytes) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new UserException("cannot close " + file + ": " + e.getMessage(), e);
    }
  }
}
