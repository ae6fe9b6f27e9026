package dev.rookery.runtime.scoring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.rookery.api.UserException;
import dev.rookery.api.scoring.BatchScoringFunction;
import dev.rookery.api.scoring.Score;
import dev.rookery.api.scoring.ScoringEndedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks another program, such as one that calls RDKit or a docking program. It is started once and
 * gets a line of JSON, {@code {"sequence": "CCO"}}, on its standard input for each sequence; it
 * answers each with a line, {@code {"score": 0.7}} or {@code {"error": "why not"}}, on its standard
 * output. One that is too slow is ended, and started again for the next sequence; so is one that
 * dies, unless it does so time and again.
 */
final class ProcessScoring implements BatchScoringFunction {

  /** Python writes NaN and Infinity, which JSON doesn't have; that they are no scores is told. */
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  private static final String ENDED = "";

  /** A program that dies so often without an answer between dies of itself, not of a sequence. */
  private static final int MOST_DEATHS = 10;

  private final List<String> command;
  private final List<String> parts;
  private final Duration limit;
  private @Nullable Running running;
  private int deaths;

  private record Running(Process process, PrintWriter in, BlockingQueue<String> answers) {}

  /**
   * Starts the program, so that a wrong command is told before anything is scored.
   *
   * @param parts names of further numbers in its answers
   * @param limit how long it may take for one sequence
   * @throws UserException if it can't be started
   */
  static ProcessScoring start(List<String> command, List<String> parts, Duration limit) {
    ProcessScoring scoring = new ProcessScoring(command, parts, limit);
    scoring.running = scoring.start();
    return scoring;
  }

  private ProcessScoring(List<String> command, List<String> parts, Duration limit) {
    this.command = command;
    this.parts = parts;
    this.limit = limit;
  }

  @Override
  public List<String> parts() {
    return parts;
  }

  @Override
  public List<Score> scoreAll(List<String> sequences) throws IOException, InterruptedException {
    List<Score> scores = new ArrayList<>();
    for (String sequence : sequences) {
      try {
        scores.add(ask(sequence));
      } catch (UserException e) {
        throw new ScoringEndedException(e.getMessage(), scores);
      }
    }
    return scores;
  }

  private Score ask(String sequence) throws IOException, InterruptedException {
    Running asked = running == null || !running.process().isAlive() ? start() : running;
    running = asked;
    asked.in().println(JSON.writeValueAsString(Map.of("sequence", sequence)));
    asked.in().flush();
    String answer = asked.answers().poll(limit.toMillis(), TimeUnit.MILLISECONDS);
    if (answer == null) {
      close();
      deaths = 0;
      return Score.none(this, "no answer within " + limit.toMillis() + " ms");
    }
    if (answer.equals(ENDED)) {
      int code = asked.process().waitFor();
      running = null;
      deaths++;
      String problem = command.get(0) + " ended with code " + code;
      if (deaths == MOST_DEATHS) {
        deaths = 0;
        throw new UserException(
            "the scoring program "
                + problem
                + " at each of the last "
                + MOST_DEATHS
                + " sequences, such as \""
                + sequence
                + "\"; what it wrote to its standard error says why");
      }
      return Score.none(this, problem);
    }
    deaths = 0;
    return read(answer);
  }

  private Score read(String answer) {
    JsonNode fields;
    try {
      fields = JSON.readTree(answer);
    } catch (JsonProcessingException e) {
      return Score.none(this, "the answer is no JSON: " + answer);
    }
    if (fields.hasNonNull("error")) {
      return Score.none(this, fields.get("error").asText());
    }
    if (!fields.path("score").isNumber()) {
      return Score.none(this, "the answer has no score: " + answer);
    }
    return new Score(
        fields.get("score").asDouble(),
        parts.stream().map(part -> fields.path(part).asDouble(Double.NaN)).toList(),
        Optional.empty());
  }

  private Running start() {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      throw new UserException(
          "the scoring program can't be started: " + e.getMessage() + " (learner.score.command)",
          e);
    }
    BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    Thread reader = new Thread(() -> read(process, answers), "scoring program");
    reader.setDaemon(true);
    reader.start();
    return new Running(
        process, new PrintWriter(process.outputWriter(StandardCharsets.UTF_8)), answers);
  }

  private static void read(Process process, BlockingQueue<String> answers) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          answers.add(line);
        }
      }
    } catch (IOException e) {
      // it was ended; that is told below
    }
    answers.add(ENDED);
  }

  @Override
  public void close() {
    if (running != null) {
      running.process().destroyForcibly();
      running = null;
    }
  }
}
