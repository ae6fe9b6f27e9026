package dev.rookery.runtime.generator.embedding;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.UserException;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.text.Dictionary;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * A text file of word vectors: one token a line, then its numbers, with single spaces between them.
 * fastText puts a line with the number of tokens and the size before them, GloVe doesn't. May be
 * compressed by gzip.
 */
public final class WordVectorFile {

  private final Path path;

  public WordVectorFile(Path path) {
    this.path = path;
  }

  /**
   * Copies the vectors of the dictionary's tokens into embedding weights; the other rows stay as
   * they are. Where a token occurs twice its last vector counts.
   *
   * @param weights names of weights of shape (ids, embedding size)
   * @throws UserException if the file can't be read, is not of this format, or its vectors have
   *     another size than the weights
   */
  public EmbeddingCoverage copyInto(
      Dictionary dictionary, Parameters parameters, List<String> weights) {
    Map<String, float[]> rows = new HashMap<>();
    for (String weight : weights) {
      rows.put(weight, parameters.get(weight).toFloatArray());
    }
    int size = embeddingSize(parameters, weights);
    BitSet found = new BitSet();
    try (BufferedReader lines = open()) {
      long number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        WordVectorLine vector = new WordVectorLine(line, ++number, path, size);
        if (vector.isHeader()) {
          vector.checkHeader();
          continue;
        }
        String token = vector.token();
        if (dictionary.contains(token)) {
          int id = dictionary.id(token);
          float[] numbers = vector.numbers();
          rows.values().forEach(row -> System.arraycopy(numbers, 0, row, id * size, size));
          found.set(id);
        }
      }
      if (number == 0) {
        throw new UserException("the file of word vectors " + path + " is empty");
      }
    } catch (IOException e) {
      throw new UserException("can't read the word vectors " + path + ": " + e, e);
    }
    rows.forEach((weight, values) -> set(parameters, weight, values));
    return new EmbeddingCoverage(found.cardinality(), dictionary.size());
  }

  private static int embeddingSize(Parameters parameters, List<String> weights) {
    Shape shape = parameters.get(weights.get(0)).getShape();
    return Math.toIntExact(shape.get(1));
  }

  private static void set(Parameters parameters, String weight, float[] values) {
    NDArray target = parameters.get(weight);
    try (NDManager step = target.getManager().newSubManager()) {
      parameters.set(weight, step.create(values, target.getShape()));
    }
  }

  private BufferedReader open() throws IOException {
    if (!Files.isRegularFile(path)) {
      throw new UserException("there is no file of word vectors " + path);
    }
    InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
    try {
      in.mark(2);
      boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
      in.reset();
      // Some published files hold tokens that are not UTF-8; those just match no token.
      return new BufferedReader(
          new InputStreamReader(
              gzip ? new GZIPInputStream(in, 1 << 16) : in, StandardCharsets.UTF_8));
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }
}
