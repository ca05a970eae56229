package dev.codebasemcp.code.outline;

import dev.codebasemcp.code.text.SourceText;
import dev.codebasemcp.code.text.Span;
import dev.codebasemcp.model.DefinitionKind;

/**
 * A definition that a grammar's query or a regular expression found, before nesting.
 *
 * @param kind the kind that the syntax alone suggests
 * @param name the name as written, possibly qualified
 * @param owner the type that its own syntax names as its owner, as written; empty if there is none
 * @param span the bytes of the whole definition
 * @param nameByte the offset of its name
 * @param priority decides between definitions with a name at the same place: the lowest wins
 */
public record DefinitionCandidate(
        DefinitionKind kind, String name, String owner, Span span, int nameByte, int priority) {
    /** Whether {@code next} continues the definition of the same name, after at most one blank line. */
    boolean continuesWith(DefinitionCandidate next, SourceText text) {
        boolean same = kind == next.kind && !kind.isType() && name.equals(next.name) && !span.contains(next.span);
        return same && next.span.lines(text).start() - span.lines(text).end() <= 2;
    }

    /** The same definition, extended to a later end. */
    DefinitionCandidate upTo(int end) {
        return new DefinitionCandidate(
                kind, name, owner, new Span(span.from(), Math.max(end, span.to())), nameByte, priority);
    }
}
