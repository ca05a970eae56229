package dev.codebasemcp.code;

import dev.codebasemcp.code.DefinitionRules.Rule;
import dev.codebasemcp.code.Found.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * Outlines files line by line, without a grammar: definitions by regular expressions, their ends by indentation. It relies
 * on code being indented as people do it.
 */
final class HeuristicOutliner {
    /** A longer line is data; a regular expression would only waste time on it. */
    private static final int MAX_LINE = 500;

    private final Map<String, DefinitionRules> rules = DefinitionRules.readAll();

    Outline outline(Language language, SourceText text) {
        if (language.isProse()) {
            return HeadingOutliner.outline(language, text);
        }
        DefinitionRules own = DefinitionRules.of(language, rules);
        OutlineBuilder builder = new OutlineBuilder(text, language == Language.ERLANG);
        boolean[] commented = findComments(own, text, builder);
        List<Found> found = new ArrayList<>();
        for (int line = 1; line <= text.lineCount(); line++) {
            match(own, text, line, commented[line]).ifPresent(found::add);
        }
        Extent extent = new Extent(text);
        for (int i = 0; i < found.size(); i++) {
            int start = text.lineOfByte(found.get(i).nameByte());
            int next = i + 1 < found.size() ? text.lineOfByte(found.get(i + 1).nameByte()) : text.lineCount() + 1;
            int end = own.untilNext() ? extent.before(start, next, commented) : extent.byIndentation(start);
            builder.add(found.get(i).upTo(text.byteEnd(end)));
        }
        return builder.build();
    }

    private static Optional<Found> match(DefinitionRules rules, SourceText text, int line, boolean commented) {
        if (text.lineLength(line) == 0 || text.lineLength(line) > MAX_LINE) {
            return Optional.empty();
        }
        String content = text.line(line);
        for (Rule rule : rules.rules()) {
            if (commented && !rule.inComments()) {
                continue;
            }
            Matcher matcher = rule.pattern().matcher(content);
            if (matcher.lookingAt()) {
                int start = text.byteStart(line);
                Span span = new Span(start, start);
                return Optional.of(new Found(rule.kind(), matcher.group("name"), "", span, start, line));
            }
        }
        return Optional.empty();
    }

    private static boolean[] findComments(DefinitionRules rules, SourceText text, OutlineBuilder builder) {
        boolean[] commented = new boolean[text.lineCount() + 1];
        boolean inBlock = false;
        for (int line = 1; line <= text.lineCount(); line++) {
            String content = text.line(line).strip();
            boolean opens = !rules.blockOpen().isEmpty() && content.startsWith(rules.blockOpen());
            boolean block = inBlock || opens;
            commented[line] = block || rules.lineComments().stream().anyMatch(content::startsWith);
            if (commented[line]) {
                builder.addComment(new Span(text.byteStart(line), text.byteEnd(line)));
            }
            int from = opens && !inBlock ? rules.blockOpen().length() : 0;
            inBlock = block && content.indexOf(rules.blockClose(), Math.min(from, content.length())) < 0;
        }
        return commented;
    }
}
