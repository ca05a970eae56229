package dev.codebasemcp.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.codebasemcp.model.DefinitionKind;
import dev.codebasemcp.paths.PathText;
import dev.codebasemcp.quoting.Counted;
import dev.codebasemcp.quoting.Quoted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Renders a search's structured answer for people. Each result has a heading that starts with {@code path:line}, which
 * terminals and editors link, and its code with line numbers. Each line of code starts with its number, so that no line
 * of a file looks like a heading.
 */
final class ShownResults {
    /** How a concise answer numbers its lines. */
    private static final Pattern NUMBERED = Pattern.compile("(\\d{1,9}): (.*)");

    private static final Pattern SIMPLE_NAME = Pattern.compile("[\\p{L}\\p{N}_$]+$");

    private final Paint paint;
    private final QueryWords words;
    private final Map<String, Path> roots;
    private final Path here;
    /** The lines of concise results need not be contiguous, so these bring their numbers. */
    private final boolean concise;

    /**
     * Creates a renderer.
     *
     * @param concise whether the results are those of a concise search
     * @param roots the roots of the repositories by id
     * @param here the user's directory, a real path; paths near it are shown relative to it
     */
    ShownResults(Paint paint, QueryWords words, Map<String, Path> roots, Path here, boolean concise) {
        this.paint = paint;
        this.words = words;
        this.roots = Map.copyOf(roots);
        this.here = here;
        this.concise = concise;
    }

    private record Line(int number, String text, QueryWords.Found found) {}

    /** Renders the structured answer of a search. */
    String of(JsonNode answer) {
        StringBuilder text = new StringBuilder();
        JsonNode results = answer.path("results");
        for (JsonNode result : results) {
            append(result, text);
            text.append('\n');
        }
        if (!results.isEmpty()) {
            text.append("Shown: the best ")
                    .append(results.size())
                    .append(" of ")
                    .append(Counted.of(answer.path("total_count").asLong(), "ranked place"))
                    .append(".\n");
        }
        String message = answer.path("message").asText();
        if (!message.isBlank()) {
            text.append(Quoted.lines(message)).append('\n');
        }
        return text.append(paint.faint(answer.has("project") ? project(answer.path("project")) : projects(answer)))
                .toString();
    }

    private void append(JsonNode result, StringBuilder text) {
        List<Line> lines = lines(result);
        text.append(paint.path(path(result))).append(':').append(paint.lineNumber(String.valueOf(line(result, lines))));
        if (result.has("symbol")) {
            text.append("  ").append(paint.symbol(symbol(result)));
        }
        List<String> facts = new ArrayList<>();
        if (result.has("kind")) {
            facts.add(result.path("kind").asText());
        }
        if (result.has("part_of")) {
            facts.add("part of lines " + result.path("part_of").asText());
        }
        if (result.has("project")) {
            facts.add("project " + Quoted.name(result.path("project").asText()));
        }
        if (!facts.isEmpty()) {
            text.append(' ').append(paint.faint("(" + Quoted.line(String.join(", ", facts)) + ")"));
        }
        text.append('\n');
        if (result.has("variants")) {
            text.append(paint.faint(variants(result))).append('\n');
        }
        int width = String.valueOf(result.path("end_line").asInt()).length();
        for (Line line : lines) {
            String number = String.valueOf(line.number());
            text.append(paint.lineNumber(" ".repeat(Math.max(0, width - number.length())) + number))
                    .append(paint.faint(": "))
                    .append(highlighted(line))
                    .append('\n');
        }
    }

    /** The files that a result stands for. */
    private static String variants(JsonNode result) {
        List<String> named = new ArrayList<>();
        for (JsonNode variant : result.path("variants")) {
            named.add(Quoted.name(variant.path("file_path").asText())
                    + (variant.has("start_line")
                            ? ":" + variant.path("start_line").asInt()
                            : ""));
        }
        int more = result.path("more_variants").asInt();
        return "variants: " + String.join(", ", named) + (more > 0 ? " and " + more + " more" : "");
    }

    private List<Line> lines(JsonNode result) {
        List<Line> lines = new ArrayList<>();
        int next = result.path("start_line").asInt();
        for (String line :
                result.path("content").asText().stripTrailing().lines().toList()) {
            Matcher own = NUMBERED.matcher(line);
            boolean numbered = concise && own.matches();
            int number = numbered ? Integer.parseInt(own.group(1)) : next;
            String text = Quoted.lines(numbered ? own.group(2) : line);
            lines.add(new Line(number, text, words.in(text)));
            next = number + 1;
        }
        return lines;
    }

    /** Returns the line of the definition, else the one with most words of the query, else the first. */
    private int line(JsonNode result, List<Line> lines) {
        Optional<Line> definition = Optional.of(result.path("symbol").asText())
                .map(SIMPLE_NAME::matcher)
                .filter(Matcher::find)
                .map(Matcher::group)
                .flatMap(name -> lines.stream()
                        .filter(line -> line.text().contains(name))
                        .findFirst());
        return definition
                .or(() -> lines.stream()
                        .filter(line -> line.found().terms() > 0)
                        .max(Comparator.<Line>comparingInt(line -> line.found().terms())
                                .thenComparing(Line::number, Comparator.reverseOrder())))
                .map(Line::number)
                .orElse(result.path("start_line").asInt());
    }

    private String highlighted(Line line) {
        StringBuilder shown = new StringBuilder();
        BitSet marked = line.found().characters();
        int at = 0;
        for (int start = marked.nextSetBit(0); start >= 0; start = marked.nextSetBit(at)) {
            int end = marked.nextClearBit(start);
            shown.append(line.text(), at, start).append(paint.match(line.text().substring(start, end)));
            at = end;
        }
        return shown.append(line.text().substring(at)).toString();
    }

    /** A document's heading is foreign text, so it is put in quotation marks. */
    private static String symbol(JsonNode result) {
        String symbol = Quoted.brief(result.path("symbol").asText());
        return result.path("kind").asText().equals(DefinitionKind.SECTION.label()) ? Quoted.name(symbol) : symbol;
    }

    /** Returns the path relative to the user's directory if either contains the other, and absolute otherwise. */
    private String path(JsonNode result) {
        String file = result.path("file_path").asText();
        Path root = roots.get(result.path("repository_id").asText());
        if (root == null) {
            return Quoted.name(file);
        }
        Path whole = PathText.below(root, file);
        boolean near = here.startsWith(root) || (here.getNameCount() > 0 && root.startsWith(here));
        return Quoted.name(PathText.textOf(near ? here.relativize(whole) : whole));
    }

    private static String projects(JsonNode answer) {
        List<String> names = new ArrayList<>();
        answer.path("projects").forEach(project -> {
            if (project.path("searched").asBoolean()) {
                names.add(Quoted.name(project.path("name").asText()));
            }
        });
        return "Projects: " + (names.isEmpty() ? "none was searched" : String.join(", ", names));
    }

    private static String project(JsonNode project) {
        StringBuilder text = new StringBuilder("Project: ")
                .append(Quoted.line(project.path("name").asText()))
                .append(" (")
                .append(Quoted.line(project.path("resolved_by").asText()))
                .append(": ")
                .append(Quoted.line(project.path("evidence").asText()))
                .append(')');
        project.path("warnings").forEach(warning -> text.append("\nWarning: ").append(Quoted.line(warning.asText())));
        return text.toString();
    }
}
