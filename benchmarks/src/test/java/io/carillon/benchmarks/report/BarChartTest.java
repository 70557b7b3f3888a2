package io.carillon.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.benchmarks.report.BarChart.Bar;
import io.carillon.benchmarks.sample.Spread;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class BarChartTest {

  private static final BarChart CHART =
      new BarChart(
          "a < b & c",
          "us",
          List.of(
              new Bar("nio", new Spread(20, 10, 39), "20 (10 - 39)", false),
              new Bar("carillon", new Spread(39, 39, 39), "39", true)));

  @Test
  void isWellFormedOnALightBackground() throws Exception {
    Element background = rectangle(parse(CHART), 0);
    assertThat(background.getAttribute("fill")).isEqualTo("#ffffff");
    assertThat(parse(CHART).getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("a < b & c");
  }

  @Test
  void aBarIsAsLongAsItsMedianAndTheLongestWhiskerFits() throws Exception {
    Document svg = parse(CHART);
    assertThat(rectangle(svg, 1).getAttribute("width")).isEqualTo("200.0");
    assertThat(rectangle(svg, 2).getAttribute("width")).isEqualTo("390.0");
    Element whisker = (Element) svg.getElementsByTagName("path").item(0);
    assertThat(whisker.getAttribute("d")).startsWith("M270.0 ").contains("H560.0");
  }

  @Test
  void everyBarHasItsNameAndItsFigures() throws Exception {
    NodeList texts = parse(CHART).getElementsByTagName("text");
    assertThat(texts.getLength()).isEqualTo(6);
    assertThat(texts.item(2).getTextContent()).isEqualTo("nio");
    assertThat(texts.item(3).getTextContent()).isEqualTo("20 (10 - 39)");
  }

  @Test
  void zeroesAreNoDivision() throws Exception {
    BarChart zeroes =
        new BarChart("", "", List.of(new Bar("nio", new Spread(0, 0, 0), "0", false)));
    assertThat(rectangle(parse(zeroes), 1).getAttribute("width")).isEqualTo("0.0");
  }

  private static Element rectangle(Document svg, int index) {
    return (Element) svg.getElementsByTagName("rect").item(index);
  }

  private static Document parse(BarChart chart) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(chart.toSvg())));
  }
}
