package dev.codebasemcp.code.outline;

import dev.codebasemcp.code.language.Language;
import dev.codebasemcp.model.DefinitionKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The patterns of a language's comments and definitions, line by line, from {@code definitions.txt}.
 *
 * @param lineComments the starts of comment lines
 * @param blockOpen the start of a block comment; empty if the language has none
 * @param blockClose the end of a block comment
 * @param untilNext whether a definition extends to the next one, instead of ending by indentation
 * @param heredocs whether the language has here-documents
 * @param braces whether a function needs a body in braces
 * @param rules tried in order on each line
 */
record DefinitionRules(
        List<String> lineComments,
        String blockOpen,
        String blockClose,
        boolean untilNext,
        boolean heredocs,
        boolean braces,
        List<Rule> rules) {
    private static final String RESOURCE = "definitions.txt";
    private static final String FALLBACK = "*";

    DefinitionRules {
        lineComments = List.copyOf(lineComments);
        rules = List.copyOf(rules);
    }

    /**
     * One form of definition.
     *
     * @param pattern matched from the start of a line, with the group {@code name}
     * @param inComments whether it also applies to comment lines
     */
    record Rule(DefinitionKind kind, Pattern pattern, boolean inComments) {}

    /** The rules of all languages by id. */
    static Map<String, DefinitionRules> readAll() {
        Map<String, DefinitionRules> all = new HashMap<>();
        Optional<Draft> draft = Optional.empty();
        for (String line : readLines()) {
            if (line.startsWith("[")) {
                Draft next = new Draft(line.substring(1, line.length() - 1));
                draft.ifPresent(done -> done.finish(all));
                draft = Optional.of(next);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                draft.orElseThrow().read(line);
            }
        }
        draft.ifPresent(done -> done.finish(all));
        return Map.copyOf(all);
    }

    /** The rules of a language from {@link #readAll()}. Other code gets the fallback, other text no rules. */
    static DefinitionRules of(Language language, Map<String, DefinitionRules> all) {
        DefinitionRules own = all.get(language.id());
        if (own != null) {
            return own;
        }
        DefinitionRules any = all.get(FALLBACK);
        if (any == null || language.isData() || language.isProse()) {
            return new DefinitionRules(List.of(), "", "", false, false, false, List.of());
        }
        return any;
    }

    private static List<String> readLines() {
        try (InputStream in = DefinitionRules.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + RESOURCE);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + RESOURCE, failure);
        }
    }

    private static final class Draft {
        private final String[] ids;
        private final List<Rule> rules = new ArrayList<>();
        private List<String> lineComments = List.of();
        private String[] block = {"", ""};
        private boolean untilNext;
        private boolean heredocs;
        private boolean braces;

        Draft(String header) {
            this.ids = header.split(" ", -1);
        }

        void read(String line) {
            int space = line.indexOf(' ');
            String key = line.substring(0, space);
            String value = line.substring(space + 1);
            switch (key) {
                case "comment" -> lineComments = List.of(value.split(" ", -1));
                case "block" -> block = value.split(" ", -1);
                case "until" -> untilNext = true;
                case "heredocs" -> heredocs = true;
                case "braces" -> braces = true;
                default -> rules.add(rule(key, value));
            }
        }

        private static Rule rule(String key, String regex) {
            boolean inComments = key.startsWith("!");
            DefinitionKind kind =
                    DefinitionKind.byLabel(inComments ? key.substring(1) : key).orElseThrow();
            return new Rule(kind, Pattern.compile(regex), inComments);
        }

        void finish(Map<String, DefinitionRules> all) {
            DefinitionRules done =
                    new DefinitionRules(lineComments, block[0], block[1], untilNext, heredocs, braces, rules);
            for (String id : ids) {
                all.put(id, done);
            }
        }
    }
}
