package io.carillon.docs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import io.carillon.docs.Document.Block;
import io.carillon.docs.Document.Mention;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds what documents name and the repository does not have.
 *
 * <p>What a code span names is told by its form, first match wins:
 *
 * <table>
 * <caption>Forms</caption>
 * <tr><td>{@code mvn …}</td><td>a phase, or a goal of a plugin that a pom names</td></tr>
 * <tr><td>{@code carillon.a.b}, {@code -Dcarillon.a.b=c}</td><td>a key in one of our {@code .conf} files</td></tr>
 * <tr><td>{@code pekko.a.b}</td><td>a key in Pekko's reference configuration</td></tr>
 * <tr><td>{@code CARILLON_X}</td><td>a word that main code, configuration or a script says</td></tr>
 * <tr><td>{@code io.carillon.x}, {@code engine.x}</td><td>a package, with a class if it ends in one</td></tr>
 * <tr><td>{@code java.x.Name}, {@code org.apache.pekko.x.Name}</td><td>a class of Java or Pekko</td></tr>
 * <tr><td>{@code a/b}, {@code a.md}</td><td>a file or folder; below {@code target} only its module must exist</td></tr>
 * <tr><td>{@code Name}, {@code Name.member}</td><td>a type of ours (and its member), of Java or of Pekko</td></tr>
 * </table>
 *
 * <p>Everything else is prose: requests ({@code /chat}), constants, JSON fields, addresses, media
 * types. The changelog speaks of the past, so only its links and JSON are checked.
 */
final class DocsCheck {
  private static final Pattern MAVEN = Pattern.compile("mvn\\s+[^&|;]*");
  private static final Pattern OUR_KEY =
      Pattern.compile(
          "(?:-D)?(carillon(?:\\.(?:[a-z][a-z0-9-]*|<[a-z-]+>|\"[^\"]+\"))+)(?:\\s*=.*)?");
  private static final Pattern PEKKO_KEY =
      Pattern.compile("(?:-D)?(pekko(?:\\.[a-z][a-z0-9-]*)+)(?:\\s*=.*)?");
  private static final Pattern VARIABLE = Pattern.compile("(CARILLON_[A-Z_]+)(?:=.*)?");
  private static final Pattern QUALIFIED =
      Pattern.compile(
          "((?:io\\.carillon|engine|http|clusterconfig|benchmarks)(?:\\.[a-z]+)*)((?:\\.[A-Z]\\w*)*)");
  private static final Pattern FOREIGN =
      Pattern.compile(
          "((?:java|org\\.apache\\.pekko)(?:\\.[a-z][a-z0-9]*)*\\.[A-Z]\\w*)((?:\\.[A-Z]\\w*)*)");
  private static final Pattern PATH = Pattern.compile("\\.?[\\w.-]+(?:/[\\w.-]+)+/?|\\.?[\\w.-]+/");
  private static final Pattern MEDIA_TYPE =
      Pattern.compile(
          "(?:application|audio|font|image|multipart|text|video)/[\\w.+-]+|HTTP/[\\d.]+");
  private static final Pattern FILE =
      Pattern.compile("[\\w.-]+\\.(?:md|xml|conf|java|json|yml|yaml|sh)");
  private static final Pattern TYPE =
      Pattern.compile("@?([A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*)(?:[.#](\\w+))*(?:\\(.*\\))?");
  private static final Pattern SCHEME = Pattern.compile("^[a-z][a-z0-9+.-]*:.*");

  private static final Set<String> PHASES =
      Set.of(
          "clean", "validate", "compile", "test-compile", "test", "package", "verify", "install");
  private static final Set<String> OPTIONS_WITH_VALUE = Set.of("-pl", "-P", "-f", "-rf");

  /** Where simple names that are not ours are looked up. */
  private static final List<String> FOREIGN_PACKAGES =
      List.of(
          "java.io",
          "java.lang",
          "java.net",
          "java.net.http",
          "java.nio",
          "java.nio.channels",
          "java.nio.file",
          "java.time",
          "java.util",
          "java.util.concurrent",
          "java.util.concurrent.atomic",
          "org.apache.pekko.actor.typed",
          "org.apache.pekko.actor.typed.javadsl",
          "org.apache.pekko.actor.testkit.typed.javadsl",
          "org.apache.pekko.http.javadsl",
          "org.apache.pekko.http.javadsl.server",
          "org.apache.pekko.io",
          "org.apache.pekko.stream",
          "org.apache.pekko.stream.javadsl",
          "org.apache.pekko.stream.stage",
          "org.apache.pekko.util");

  /** Words that look like types and are none: names of header fields. */
  private static final Set<String> WORDS = Set.of("Authorization", "Host", "Origin", "Upgrade");

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Repository repository;
  private final List<String> complaints = new ArrayList<>();

  private DocsCheck(Repository repository) {
    this.repository = repository;
  }

  /** One line per wrong mention: file, line, what is wrong. */
  static List<String> complaints(Path root) {
    Repository repository = new Repository(root);
    DocsCheck check = new DocsCheck(repository);
    List<Document> documents = repository.documents();
    Map<Path, Document> byPath =
        documents.stream().collect(Collectors.toMap(Document::path, Function.identity()));
    documents.forEach(document -> check.read(document, byPath));
    return check.complaints;
  }

  private void read(Document document, Map<Path, Document> byPath) {
    document.links().forEach(link -> checkLink(document, link, byPath));
    document.blocks().forEach(block -> checkJson(document, block));
    if (document.path().endsWith("CHANGELOG.md")) {
      return;
    }
    document.codes().forEach(code -> checkCode(document, code));
    document.blocks().stream()
        .filter(block -> Set.of("sh", "bash", "console").contains(block.language()))
        .forEach(block -> checkMaven(document, block.line(), block.text()));
  }

  private void checkLink(Document document, Mention link, Map<Path, Document> byPath) {
    if (SCHEME.matcher(link.text()).matches()) {
      return;
    }
    String[] parts = link.text().split("#", 2);
    Path folder = folderOf(document);
    Path target = parts[0].isEmpty() ? document.path() : folder.resolve(parts[0]).normalize();
    if (!repository.hasPath(Path.of(""), target.toString())) {
      complain(document, link.line(), "dead link " + link.text());
    } else if (parts.length == 2
        && byPath.containsKey(target)
        && !byPath.get(target).anchors().contains(parts[1])) {
      complain(document, link.line(), "no such heading " + link.text());
    }
  }

  private void checkJson(Document document, Block block) {
    if (!block.language().equals("json")) {
      return;
    }
    try {
      JSON.readTree(block.text());
    } catch (JsonProcessingException e) {
      complain(document, block.line(), "bad JSON: " + e.getOriginalMessage());
    }
  }

  private void checkCode(Document document, Mention code) {
    String text = code.text();
    Matcher key = OUR_KEY.matcher(text);
    Matcher pekkoKey = PEKKO_KEY.matcher(text);
    Matcher variable = VARIABLE.matcher(text);
    Matcher qualified = QUALIFIED.matcher(text);
    Matcher foreign = FOREIGN.matcher(text);
    if (text.startsWith("mvn ")) {
      checkMaven(document, code.line(), text);
    } else if (key.matches()) {
      require(repository.hasKey(key.group(1)), document, code, "no such key");
    } else if (pekkoKey.matches()) {
      require(ConfigFactory.load().hasPath(pekkoKey.group(1)), document, code, "no such key");
    } else if (variable.matches()) {
      require(repository.saysInMain(variable.group(1)), document, code, "no such variable");
    } else if (qualified.matches() && text.indexOf('.') > 0) {
      checkQualified(document, code, qualified.group(1), qualified.group(2));
    } else if (foreign.matches()) {
      String nested = foreign.group(2).replace('.', '$');
      require(exists(foreign.group(1) + nested), document, code, "no such class");
    } else if (FILE.matcher(text).matches()) {
      require(repository.hasFileNamed(text), document, code, "no such file");
    } else if (PATH.matcher(text).matches() && !MEDIA_TYPE.matcher(text).matches()) {
      checkPath(document, code);
    } else {
      checkType(document, code);
    }
  }

  private void checkMaven(Document document, int line, String text) {
    Matcher commands = MAVEN.matcher(text.replaceAll("(?m)^\\s*#.*$", ""));
    while (commands.find()) {
      String[] words = commands.group().lines().findFirst().orElse("").split("\\s+");
      for (int i = 1; i < words.length; i++) {
        boolean value = OPTIONS_WITH_VALUE.contains(words[i - 1]);
        if (!value && !words[i].startsWith("-") && !isGoal(words[i])) {
          complain(document, line, "no such Maven goal " + words[i]);
        }
      }
    }
  }

  private boolean isGoal(String word) {
    int colon = word.indexOf(':');
    return colon < 0 ? PHASES.contains(word) : repository.hasPlugin(word.substring(0, colon));
  }

  private void checkQualified(Document document, Mention code, String name, String types) {
    String full = name.startsWith("io.") ? name : "io.carillon." + name;
    require(repository.hasPackage(full), document, code, "no such package");
    if (!types.isEmpty()) {
      String last = types.substring(types.lastIndexOf('.') + 1);
      require(repository.hasType(last), document, code, "no such class");
    }
  }

  private void checkPath(Document document, Mention code) {
    List<String> steps = List.of(code.text().split("/"));
    boolean exists =
        steps.contains("target")
            ? repository.hasModule(steps.get(0))
            : repository.hasPath(folderOf(document), code.text());
    require(exists, document, code, "no such path");
  }

  private void checkType(Document document, Mention code) {
    Matcher type = TYPE.matcher(code.text());
    if (!type.matches() || WORDS.contains(type.group(1))) {
      return;
    }
    String name = type.group(1);
    if (repository.hasType(name)) {
      boolean hasMember = type.group(2) == null || repository.hasMember(name, type.group(2));
      require(hasMember, document, code, "no such member");
    } else {
      require(isForeign(name), document, code, "no such class");
    }
  }

  private static boolean isForeign(String simpleName) {
    return FOREIGN_PACKAGES.stream().anyMatch(name -> exists(name + "." + simpleName));
  }

  private static boolean exists(String className) {
    try {
      Class.forName(className, false, DocsCheck.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  private static Path folderOf(Document document) {
    Path parent = document.path().getParent();
    return parent == null ? Path.of("") : parent;
  }

  private void require(boolean holds, Document document, Mention code, String otherwise) {
    if (!holds) {
      complain(document, code.line(), otherwise + " `" + code.text() + "`");
    }
  }

  private void complain(Document document, int line, String what) {
    complaints.add(document.path() + ":" + line + ": " + what);
  }
}
