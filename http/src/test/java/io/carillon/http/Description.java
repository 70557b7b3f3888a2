package io.carillon.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of docs/api as text, read line by line: what it describes and what it refers to. */
public record Description(String text) {
  private static final Path FOLDER =
      Path.of(System.getProperty("carillon.root", ".."), "docs", "api");
  private static final Pattern PATH = Pattern.compile("  (/[^:]*):");
  private static final Pattern METHOD = Pattern.compile("    (get|put|post|delete|patch):");
  private static final Pattern REFERENCE = Pattern.compile("#/components/(\\w+)/(\\w+)");

  public static Description of(String file) {
    try {
      return new Description(Files.readString(FOLDER.resolve(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Methods and paths, as in {@code GET /metrics}. */
  public Set<String> rows() {
    Set<String> rows = new TreeSet<>();
    String path = "";
    for (String line : text.split("\n")) {
      Matcher newPath = PATH.matcher(line);
      Matcher method = METHOD.matcher(line);
      if (newPath.matches()) {
        path = newPath.group(1);
      } else if (method.matches()) {
        rows.add(method.group(1).toUpperCase(Locale.ROOT) + " " + path);
      }
    }
    return rows;
  }

  /** Everything that it refers to, as {@code schemas/Error}. */
  public List<String> references() {
    return REFERENCE.matcher(text).results().map(r -> r.group(1) + "/" + r.group(2)).toList();
  }

  /** Whether it defines what it refers to by this name. */
  public boolean defines(String reference) {
    String[] parts = reference.split("/");
    return Pattern.compile("(?s)\n  " + parts[0] + ":\n(.*\n)?    " + parts[1] + ":\n")
        .matcher(text)
        .find();
  }
}
