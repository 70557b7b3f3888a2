package io.carillon.docs;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What exists: the files, the types they declare, the configuration keys, the Maven plugins. */
final class Repository {
  private static final Set<String> NOT_OURS = Set.of("target", ".git", "node_modules", ".idea");
  private static final Pattern TYPE =
      Pattern.compile(
          "(?m)^\\s*(?:(?:public|protected|private|static|abstract|final|sealed|non-sealed)\\s+)*"
              + "(?:class|record|@?interface|enum)\\s+([A-Z]\\w*)");
  private static final Pattern PLUGIN =
      Pattern.compile("<artifactId>(?:maven-(\\w+)-plugin|(\\w+)-maven-plugin)</artifactId>");

  private final Path root;
  private final List<Path> files = new ArrayList<>();
  private final Map<String, String> sourceByType = new HashMap<>();
  private final Set<String> packages = new HashSet<>();
  private final Set<String> pluginPrefixes = new HashSet<>();
  private final StringBuilder mainText = new StringBuilder();
  private Config config = ConfigFactory.empty();
  private final Config resolved;

  Repository(Path root) {
    this.root = root;
    try {
      Files.walkFileTree(root, new Collector());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    files.forEach(this::index);
    resolved = config.resolve(ConfigResolveOptions.defaults().setAllowUnresolved(true));
  }

  List<Document> documents() {
    return files.stream()
        .filter(file -> file.toString().endsWith(".md"))
        .sorted()
        .map(file -> Document.read(root, file))
        .toList();
  }

  /** Whether a file or folder is there, seen from the root or from {@code folder}. */
  boolean hasPath(Path folder, String path) {
    return Files.exists(root.resolve(path)) || Files.exists(root.resolve(folder).resolve(path));
  }

  /** Whether any file has this name. */
  boolean hasFileNamed(String name) {
    return files.stream().anyMatch(file -> file.getFileName().toString().equals(name));
  }

  boolean hasModule(String name) {
    return Files.exists(root.resolve(name).resolve("pom.xml"));
  }

  boolean hasType(String simpleName) {
    return sourceByType.containsKey(simpleName);
  }

  /** Whether the file that declares the type also says this word. */
  boolean hasMember(String simpleName, String member) {
    String source = sourceByType.getOrDefault(simpleName, "");
    return Pattern.compile("\\b" + Pattern.quote(member) + "\\b").matcher(source).find();
  }

  boolean hasPackage(String name) {
    return packages.contains(name);
  }

  boolean hasPlugin(String prefix) {
    return pluginPrefixes.contains(prefix);
  }

  /** Whether a main source, a configuration file or a script says this word. */
  boolean saysInMain(String word) {
    return Pattern.compile("\\b" + Pattern.quote(word) + "\\b").matcher(mainText).find();
  }

  /**
   * Whether our configuration files hold this key. A step {@code <name>} stands for any child; an
   * empty object is a map that the operator fills, so anything may be below it. A listener has the
   * keys of {@code carillon.listener-defaults} besides its own.
   */
  boolean hasKey(String key) {
    List<String> steps = ConfigUtil.splitPath(key.replaceAll("<[^>]*>", "\"<>\""));
    return isHeld(steps) || (isListenerKey(steps) && isHeld(inDefaults(steps)));
  }

  private static boolean isListenerKey(List<String> steps) {
    return steps.size() > 3 && steps.subList(0, 2).equals(List.of("carillon", "listeners"));
  }

  private static List<String> inDefaults(List<String> steps) {
    List<String> moved = new ArrayList<>(List.of("carillon", "listener-defaults"));
    moved.addAll(steps.subList(3, steps.size()));
    return moved;
  }

  private boolean isHeld(List<String> steps) {
    return hasKey(config.root(), steps) || hasKey(resolved.root(), steps);
  }

  private static boolean hasKey(ConfigObject object, List<String> steps) {
    String step = steps.get(0);
    List<String> rest = steps.subList(1, steps.size());
    return object.entrySet().stream()
        .filter(child -> step.equals("<>") || step.equals(child.getKey()))
        .anyMatch(child -> rest.isEmpty() || isAbove(child.getValue(), rest));
  }

  private static boolean isAbove(ConfigValue value, List<String> steps) {
    try {
      return value instanceof ConfigObject object && (object.isEmpty() || hasKey(object, steps));
    } catch (ConfigException.NotResolved e) {
      return false;
    }
  }

  private void index(Path file) {
    String path = root.relativize(file).toString().replace('\\', '/');
    if (path.endsWith(".java")) {
      String source = read(file);
      TYPE.matcher(source)
          .results()
          .forEach(m -> sourceByType.merge(m.group(1), source, String::concat));
      packages.add(
          path.replaceFirst("^.*?/java/", "").replaceFirst("/[^/]*$", "").replace('/', '.'));
    }
    if (path.endsWith("pom.xml")) {
      PLUGIN
          .matcher(read(file))
          .results()
          .forEach(m -> pluginPrefixes.add(m.group(1) != null ? m.group(1) : m.group(2)));
    }
    if (path.contains("src/main/resources/") && path.endsWith(".conf")) {
      config = config.withFallback(ConfigFactory.parseFile(file.toFile()));
    }
    if (path.contains("src/main/") || path.startsWith(".ci/") || path.startsWith("clients/")) {
      mainText.append(read(file));
    }
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Collector extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      boolean skipped = NOT_OURS.contains(folder.getFileName().toString());
      return skipped && !folder.equals(root)
          ? FileVisitResult.SKIP_SUBTREE
          : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      files.add(file);
      return FileVisitResult.CONTINUE;
    }
  }
}
