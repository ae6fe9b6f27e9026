package dev.rookery.runtime.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import dev.rookery.api.UserException;
import dev.rookery.api.text.Tokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Hugging Face tokenizer through DJL. No special tokens are added around a text. The native
 * tokenizer is freed when this object is garbage.
 */
final class HuggingFaceTextTokenizer implements Tokenizer {

  private static final Cleaner CLEANER = Cleaner.create();
  private static final String OFFLINE = "ai.djl.offline";

  // DJL cuts at 512 tokens unless it is told otherwise.
  private static final Map<String, String> OPTIONS =
      Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false");

  private final BpeFiles.Content content;
  private final List<String> vocabulary;
  private final Map<String, Integer> ids;
  private final HuggingFaceTokenizer tokenizer;
  private volatile @Nullable HuggingFaceWordEdges edges;

  private HuggingFaceTextTokenizer(
      BpeFiles.Content content, List<String> vocabulary, HuggingFaceTokenizer tokenizer) {
    this.content = content;
    this.vocabulary = vocabulary;
    this.tokenizer = tokenizer;
    this.ids = new HashMap<>(vocabulary.size() * 2);
    for (int id = 0; id < vocabulary.size(); id++) {
      ids.put(vocabulary.get(id), id);
    }
  }

  /**
   * Reads a tokenizer.json.
   *
   * @throws UserException if the file is missing or is no tokenizer.json
   */
  static HuggingFaceTextTokenizer read(Path file) {
    BpeFiles.Content content = BpeFiles.content(file);
    List<String> vocabulary = HuggingFaceVocabulary.read(content);
    HuggingFaceTokenizer tokenizer = open(content);
    HuggingFaceTextTokenizer made = new HuggingFaceTextTokenizer(content, vocabulary, tokenizer);
    CLEANER.register(made, tokenizer::close);
    return made;
  }

  /** DJL picks its native library when it is first used, and looks on the network if it may. */
  private static synchronized HuggingFaceTokenizer open(BpeFiles.Content content) {
    String before = System.getProperty(OFFLINE);
    System.setProperty(OFFLINE, "true");
    try {
      byte[] json = content.text().getBytes(StandardCharsets.UTF_8);
      return HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), OPTIONS);
    } catch (IOException | RuntimeException e) {
      throw new UserException(
          content.file + " is not a tokenizer that can be used: " + e.getMessage(), e);
    } finally {
      if (before == null) {
        System.clearProperty(OFFLINE);
      } else {
        System.setProperty(OFFLINE, before);
      }
    }
  }

  @Override
  public List<String> tokenize(String text) {
    long[] encoded = tokenizer.encode(text, false, false).getIds();
    List<String> tokens = new ArrayList<>(encoded.length);
    for (long id : encoded) {
      tokens.add(vocabulary.get((int) id));
    }
    return tokens;
  }

  @Override
  public String detokenize(List<String> tokens) {
    StringBuilder text = new StringBuilder();
    List<Integer> known = new ArrayList<>();
    for (String token : tokens) {
      Integer id = ids.get(token);
      if (id == null) {
        text.append(decode(known)).append(token);
        known.clear();
      } else {
        known.add(id);
      }
    }
    return text.append(decode(known)).toString();
  }

  private String decode(List<Integer> known) {
    return known.isEmpty()
        ? ""
        : tokenizer.decode(known.stream().mapToLong(Integer::longValue).toArray(), false);
  }

  @Override
  public List<String> vocabulary() {
    return vocabulary;
  }

  @Override
  public boolean continuesWord(String token) {
    return edges().continuesWord(token);
  }

  @Override
  public boolean leavesWordOpen(String token) {
    return edges().leavesWordOpen(token);
  }

  /** Read when first asked for, as only few commands ask and the file may be large. */
  private HuggingFaceWordEdges edges() {
    HuggingFaceWordEdges found = edges;
    if (found == null) {
      found = HuggingFaceWordEdges.read(content);
      edges = found;
    }
    return found;
  }

  @Override
  public boolean keepsIds() {
    return true;
  }

  @Override
  public boolean readsControlTokens() {
    return true;
  }

  @Override
  public void save(Path dictionary) throws IOException {
    content.write(HuggingFaceFactory.fileBeside(dictionary));
  }
}
