package dev.rookery.runtime.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * GPT-2's way to write bytes as printable characters: printable Latin-1 stands for itself, the
 * other bytes for the characters from U+0100 on.
 */
final class ByteAlphabet {

  private static final char[] CHARACTERS = new char[256];
  private static final int[] BYTES = new int[0x144];

  static {
    Arrays.fill(BYTES, -1);
    int next = 0x100;
    for (int b = 0; b < 256; b++) {
      boolean printable = (b >= '!' && b <= '~') || (b >= 0xA1 && b <= 0xAC) || b >= 0xAE;
      CHARACTERS[b] = (char) (printable ? b : next++);
      BYTES[CHARACTERS[b]] = b;
    }
  }

  private ByteAlphabet() {}

  /** The character that stands for a byte, given as 0 to 255. */
  static char character(int unsignedByte) {
    return CHARACTERS[unsignedByte];
  }

  /** Appends the bytes of a token; one that isn't of this alphabet counts as plain text. */
  static void appendBytes(String token, ByteArrayOutputStream bytes) {
    byte[] own = new byte[token.length()];
    for (int i = 0; i < own.length; i++) {
      char c = token.charAt(i);
      if (c >= BYTES.length || BYTES[c] < 0) {
        bytes.writeBytes(token.getBytes(StandardCharsets.UTF_8));
        return;
      }
      own[i] = (byte) BYTES[c];
    }
    bytes.writeBytes(own);
  }
}
