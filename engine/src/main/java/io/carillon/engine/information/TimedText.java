package io.carillon.engine.information;

/**
 * A text that may be read until a certain time, and then throws {@link OutOfTime}: so that matching
 * a large text with a slow expression can be given up on its way. For one thread.
 */
final class TimedText implements CharSequence {
  /** Reads between two looks at the clock; an expression looks at each character a few times. */
  private static final int READS = 256;

  private final String text;
  private final long giveUpAt;
  private int reads;

  /** A text that may be read until {@link System#nanoTime} is {@code giveUpAt}. */
  TimedText(String text, long giveUpAt) {
    this.text = text;
    this.giveUpAt = giveUpAt;
  }

  @Override
  public char charAt(int index) {
    if (++reads % READS == 0 && System.nanoTime() - giveUpAt >= 0) {
      throw new OutOfTime();
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.subSequence(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
