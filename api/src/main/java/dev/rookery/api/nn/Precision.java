package dev.rookery.api.nn;

import java.util.Arrays;
import java.util.Locale;

/** In which numbers a model computes. Its weights are float32 in each. */
public enum Precision {
  /** 32 bits everywhere. */
  FLOAT32(6),

  /**
   * Matrix products and attention in bfloat16 (8 bits of exponent, 8 of precision); weights, sums
   * of residuals, normalization, softmax and loss in float32. It is fast where the processor has
   * instructions for it, such as AVX512-BF16 or a GPU's.
   */
  BF16(15);

  private final int scalarType;

  Precision(int scalarType) {
    this.scalarType = scalarType;
  }

  /** libtorch's number of the type, as {@code torch.to(x, 15)} in TorchScript has it. */
  public int scalarType() {
    return scalarType;
  }

  /** The name in settings: {@code float32} or {@code bf16}. */
  public String settingName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The names in settings of all precisions. */
  public static String[] settingNames() {
    return Arrays.stream(values()).map(Precision::settingName).toArray(String[]::new);
  }

  /** The precision of a name that settings have. */
  public static Precision named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
