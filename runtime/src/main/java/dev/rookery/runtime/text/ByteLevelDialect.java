package dev.rookery.runtime.text;

import java.nio.charset.StandardCharsets;

/** The two ways in which ParlAI does byte-level BPE. The ids are the same, the details aren't. */
enum ByteLevelDialect {

  /** As Hugging Face's library: {@code bytelevelbpe}. */
  HUGGING_FACE {
    @Override
    String spell(String token) {
      return token;
    }

    @Override
    boolean wantsPrefixSpace(String text) {
      return !text.isEmpty() && text.charAt(0) != ' ';
    }

    @Override
    boolean readsControlTokens() {
      return true;
    }
  },

  /** As ParlAI's own code in Python: {@code gpt2} and {@code slow_bytelevel_bpe}. */
  PARLAI {
    /** Bytes beyond printable ASCII as hexadecimal numbers, such as {@code \xc4\xa0the}. */
    @Override
    String spell(String token) {
      StringBuilder spelled = new StringBuilder();
      for (byte signed : token.getBytes(StandardCharsets.UTF_8)) {
        int b = signed & 0xFF;
        if (b < 32 || b > 127) {
          spelled.append("\\x").append(Integer.toHexString(b));
        } else {
          spelled.append((char) b);
        }
      }
      return spelled.toString();
    }

    @Override
    boolean wantsPrefixSpace(String text) {
      return true;
    }

    @Override
    boolean readsControlTokens() {
      return false;
    }
  };

  /** What the dictionary calls a token. */
  abstract String spell(String token);

  /** Whether a space goes before a text, where the settings ask for it at all. */
  abstract boolean wantsPrefixSpace(String text);

  abstract boolean readsControlTokens();
}
