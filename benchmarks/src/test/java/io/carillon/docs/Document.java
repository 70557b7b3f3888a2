package io.carillon.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One Markdown file, taken apart.
 *
 * @param path where it is, relative to the repository's root
 * @param codes what is marked as code within a line
 * @param links the targets of its links
 * @param blocks its fenced blocks
 * @param anchors the fragments by which its headings can be linked
 */
record Document(
    Path path, List<Mention> codes, List<Mention> links, List<Block> blocks, Set<String> anchors) {
  private static final Pattern FENCE = Pattern.compile("^\\s*(`{3,}|~{3,})\\s*(\\S*).*$");
  private static final Pattern CODE = Pattern.compile("(?<!`)(`{1,2})(?!`)(.+?)(?<!`)\\1(?!`)");
  private static final Pattern LINK =
      Pattern.compile("\\]\\(<?([^)\\s>]+)>?(?:\\s+\"[^\"]*\")?\\)");
  private static final Pattern REFERENCE =
      Pattern.compile("^\\s{0,3}\\[[^\\]]+\\]:\\s+<?(\\S+?)>?$");
  private static final Pattern HEADING = Pattern.compile("^#{1,6}\\s+(.*?)\\s*#*$");

  /** Something a line says. */
  record Mention(int line, String text) {}

  /** What stands between two fences. */
  record Block(int line, String language, String text) {}

  static Document read(Path root, Path file) {
    try {
      return parse(root.relativize(file), Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Document parse(Path path, List<String> lines) {
    Document document =
        new Document(
            path, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new TreeSet<>());
    int line = 0;
    while (line < lines.size()) {
      Matcher fence = FENCE.matcher(lines.get(line));
      line =
          fence.matches()
              ? document.block(lines, line, fence.group(1), fence.group(2))
              : document.prose(lines.get(line), line + 1);
    }
    return document;
  }

  /** Reads to the closing fence; returns the index of the line behind it. */
  private int block(List<String> lines, int opening, String fence, String language) {
    StringBuilder text = new StringBuilder();
    int line = opening + 1;
    while (line < lines.size() && !lines.get(line).strip().equals(fence)) {
      text.append(lines.get(line)).append('\n');
      line++;
    }
    blocks.add(new Block(opening + 1, language, text.toString()));
    return line + 1;
  }

  /** Reads one line outside any fence; returns the index of the next. */
  private int prose(String text, int number) {
    Matcher heading = HEADING.matcher(text);
    if (heading.matches()) {
      anchors.add(anchorOf(heading.group(1)));
    }
    CODE.matcher(text).results().forEach(m -> codes.add(new Mention(number, m.group(2).strip())));
    String withoutCode = CODE.matcher(text).replaceAll("");
    LINK.matcher(withoutCode).results().forEach(m -> links.add(new Mention(number, m.group(1))));
    Matcher reference = REFERENCE.matcher(withoutCode);
    if (reference.matches()) {
      links.add(new Mention(number, reference.group(1)));
    }
    return number;
  }

  /** How GitHub derives a heading's fragment. */
  private static String anchorOf(String heading) {
    return heading.toLowerCase().replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
  }
}
