package io.carillon.benchmarks.report;

import io.carillon.benchmarks.sample.Spread;
import java.util.List;
import java.util.Locale;

/**
 * Horizontal bars as SVG: each as long as its median, with a whisker from the least to the most,
 * its name on the left and its figures on the right.
 *
 * <p>Draws its own light background, so that it can be read on a dark page too. Values are zero or
 * more.
 *
 * @param title one line above the bars
 * @param unit what the bars measure, below the title
 */
record BarChart(String title, String unit, List<Bar> bars) {

  private static final int WIDTH = 820;
  private static final int LEFT = 170;
  private static final int RIGHT = 260;
  private static final int TOP = 64;
  private static final int STEP = 36;
  private static final int BAR = 20;
  private static final int WHISKER = 6;

  BarChart {
    bars = List.copyOf(bars);
  }

  /**
   * One bar.
   *
   * @param text the figures as they are printed behind the bar
   * @param emphasized drawn in the colour that stands out
   */
  record Bar(String name, Spread spread, String text, boolean emphasized) {}

  String toSvg() {
    int height = TOP + STEP * bars.size() + 16;
    StringBuilder out = new StringBuilder(1024);
    append(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
            + " viewBox=\"0 0 %d %d\" role=\"img\" font-family=\"sans-serif\" font-size=\"14\">\n",
        WIDTH,
        height,
        WIDTH,
        height);
    append(out, "<title>%s</title>\n", escape(title));
    append(out, "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>\n", WIDTH, height);
    append(
        out,
        "<text x=\"16\" y=\"26\" font-size=\"17\" font-weight=\"bold\" fill=\"#1f2328\">%s</text>\n",
        escape(title));
    append(out, "<text x=\"16\" y=\"48\" fill=\"#59636e\">%s</text>\n", escape(unit));
    double most = bars.stream().mapToDouble(bar -> bar.spread().max()).max().orElse(0);
    double scale = most > 0 ? (WIDTH - LEFT - RIGHT) / most : 0;
    for (int i = 0; i < bars.size(); i++) {
      appendBar(out, bars.get(i), TOP + STEP * i, scale);
    }
    return out.append("</svg>\n").toString();
  }

  private static void appendBar(StringBuilder out, Bar bar, int top, double scale) {
    int middle = top + BAR / 2;
    append(
        out,
        "<text x=\"%d\" y=\"%d\" text-anchor=\"end\" fill=\"#1f2328\">%s</text>\n",
        LEFT - 10,
        middle + 5,
        escape(bar.name()));
    append(
        out,
        "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>\n",
        LEFT,
        top,
        bar.spread().median() * scale,
        BAR,
        bar.emphasized() ? "#0969da" : "#9fb8d0");
    appendWhisker(out, bar.spread(), middle, scale);
    append(
        out,
        "<text x=\"%.1f\" y=\"%d\" fill=\"#1f2328\">%s</text>\n",
        LEFT + bar.spread().max() * scale + 10,
        middle + 5,
        escape(bar.text()));
  }

  private static void appendWhisker(StringBuilder out, Spread spread, int middle, double scale) {
    double from = LEFT + spread.min() * scale;
    double to = LEFT + spread.max() * scale;
    append(
        out,
        "<path d=\"M%.1f %d V%d M%.1f %d H%.1f M%.1f %d V%d\" stroke=\"#1f2328\" fill=\"none\"/>\n",
        from,
        middle - WHISKER,
        middle + WHISKER,
        from,
        middle,
        to,
        to,
        middle - WHISKER,
        middle + WHISKER);
  }

  private static void append(StringBuilder out, String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
