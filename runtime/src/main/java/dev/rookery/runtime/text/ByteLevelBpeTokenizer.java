package dev.rookery.runtime.text;

import static java.util.stream.Collectors.toSet;

import dev.rookery.api.text.Tokenizer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Byte-level BPE over whole texts, in one of its {@link ByteLevelDialect}s. */
final class ByteLevelBpeTokenizer implements Tokenizer {

  private static final Set<String> WHITE_SPACE =
      " \n\t\r".chars().mapToObj(b -> "" + ByteAlphabet.character(b)).collect(toSet());

  private final BpeFiles files;
  private final ByteLevelDialect dialect;
  private final boolean addPrefixSpace;
  private final List<String> vocabulary;
  private final Map<String, String> original;
  private final ByteLevelBpe bpe;

  ByteLevelBpeTokenizer(BpeFiles files, ByteLevelDialect dialect, boolean addPrefixSpace) {
    this.files = files;
    this.dialect = dialect;
    this.addPrefixSpace = addPrefixSpace;
    this.vocabulary = files.tokens().stream().map(dialect::spell).toList();
    this.original = new LinkedHashMap<>();
    for (int i = 0; i < vocabulary.size(); i++) {
      original.put(vocabulary.get(i), files.tokens().get(i));
    }
    this.bpe = new ByteLevelBpe(files, vocabulary);
  }

  @Override
  public List<String> tokenize(String text) {
    List<String> tokens = new ArrayList<>(text.length() / 3 + 4);
    boolean spaced = addPrefixSpace && dialect.wantsPrefixSpace(text);
    Gpt2Scanner.scan(spaced ? " " + text : text, word -> tokens.addAll(bpe.encode(word)));
    return tokens;
  }

  @Override
  public String detokenize(List<String> tokens) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(tokens.size() * 4);
    for (String token : tokens) {
      String known = original.get(token);
      if (known == null) {
        bytes.writeBytes(token.getBytes(StandardCharsets.UTF_8));
      } else {
        ByteAlphabet.appendBytes(known, bytes);
      }
    }
    String text = bytes.toString(StandardCharsets.UTF_8);
    int start = 0;
    while (addPrefixSpace && start < text.length() && text.charAt(start) == ' ') {
      start++;
    }
    return text.substring(start);
  }

  @Override
  public List<String> vocabulary() {
    return vocabulary;
  }

  @Override
  public boolean readsControlTokens() {
    return dialect.readsControlTokens();
  }

  /** Words are cut at white space, which a token can only have at its beginning. */
  @Override
  public boolean continuesWord(String token) {
    String known = original.get(token);
    return known != null && !WHITE_SPACE.contains(known.substring(0, 1));
  }

  @Override
  public void save(Path dictionary) throws IOException {
    files.vocabulary().write(ByteLevelBpeFactory.vocabularyBeside(dictionary));
    files.mergeList().write(ByteLevelBpeFactory.mergesBeside(dictionary));
  }
}
