package io.carillon.benchmarks.compare;

import io.carillon.benchmarks.sample.Figure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What idle connections cost: the server's live heap and its resident memory at 1,000, at 10,000
 * and, where that many files may be open, at 20,000.
 *
 * <p>Both are read after a full collection, which {@code jcmd GC.class_histogram} does; the figure
 * for each connection is the growth between the first two, so the server's own size cancels out.
 */
final class IdleMemory {

  private static final int FEW = 1_000;
  private static final int MANY = 10_000;

  /** Left out where the limit of open files is lower. */
  static final int MOST = 20_000;

  private static final int JCMD_SECONDS = 30;
  private static final double KIB = 1024;
  private static final double MIB = KIB * KIB;

  private final Children children;
  private final ServerProcess server;

  IdleMemory(Children children, ServerProcess server) {
    this.children = children;
    this.server = server;
  }

  private record Bytes(double heap, double resident) {}

  /** Opens the connections, reads the memory, closes the connections. */
  Map<Figure, Double> measure() throws IOException {
    List<String> arguments =
        List.of(
            "hold",
            "--port=" + server.port(),
            "--path=" + server.candidate().dialect().socketPath());
    Process hold =
        children.start(
            LoadProcess.command(arguments).redirectError(ProcessBuilder.Redirect.INHERIT));
    try (PrintWriter ask = new PrintWriter(hold.getOutputStream(), true, StandardCharsets.UTF_8);
        BufferedReader answers =
            new BufferedReader(
                new InputStreamReader(hold.getInputStream(), StandardCharsets.UTF_8))) {
      Bytes few = at(FEW, ask, answers);
      Bytes many = at(MANY, ask, answers);
      Map<Figure, Double> figures = figures(few, many);
      if (OpenFiles.allow(MOST)) {
        Bytes most = at(MOST, ask, answers);
        figures.put(Figure.HEAP_20K_MIB, most.heap / MIB);
        figures.put(Figure.RSS_20K_MIB, most.resident / MIB);
      }
      return figures;
    } finally {
      children.stop(hold);
    }
  }

  private Bytes at(int connections, PrintWriter ask, BufferedReader answers) throws IOException {
    ask.println(connections);
    String answer = answers.readLine();
    if (!Integer.toString(connections).equals(answer)) {
      throw new IOException("no " + connections + " connections could be held");
    }
    return new Bytes(liveHeapBytes(), residentBytes());
  }

  private static Map<Figure, Double> figures(Bytes few, Bytes many) {
    Map<Figure, Double> figures = new EnumMap<>(Figure.class);
    figures.put(Figure.HEAP_1K_MIB, few.heap / MIB);
    figures.put(Figure.HEAP_10K_MIB, many.heap / MIB);
    figures.put(Figure.HEAP_KIB_EACH, (many.heap - few.heap) / (MANY - FEW) / KIB);
    figures.put(Figure.RSS_1K_MIB, few.resident / MIB);
    figures.put(Figure.RSS_10K_MIB, many.resident / MIB);
    figures.put(Figure.RSS_KIB_EACH, (many.resident - few.resident) / (MANY - FEW) / KIB);
    return figures;
  }

  /** The last line of the histogram: {@code Total 123456 7890123}, instances and bytes. */
  private double liveHeapBytes() throws IOException {
    Path histogram = Files.createTempFile("carillon-histogram", ".txt");
    try {
      children.run(
          new ProcessBuilder(
                  Children.tool("jcmd"), Long.toString(server.pid()), "GC.class_histogram")
              .redirectOutput(histogram.toFile()),
          JCMD_SECONDS);
      return Files.readAllLines(histogram).stream()
          .filter(line -> line.startsWith("Total"))
          .mapToDouble(line -> Double.parseDouble(line.trim().split("\\s+")[2]))
          .findFirst()
          .orElseThrow(() -> new IOException("jcmd printed no histogram"));
    } finally {
      Files.deleteIfExists(histogram);
    }
  }

  private double residentBytes() throws IOException {
    Path status = Path.of("/proc", Long.toString(server.pid()), "status");
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToDouble(line -> Double.parseDouble(line.split("\\s+")[1]) * KIB)
        .findFirst()
        .orElseThrow(() -> new IOException("no VmRSS in " + status));
  }
}
