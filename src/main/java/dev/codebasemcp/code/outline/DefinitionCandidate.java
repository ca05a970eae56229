package dev.codebasemcp.code.outline;

import dev.codebasemcp.code.text.SourceText;
import dev.codebasemcp.code.text.Span;
import dev.codebasemcp.model.DefinitionKind;

/**
 * A definition as a grammar's query or a regular expression found it, before it is placed among the others.
 *
 * @param kind the kind that the syntax alone suggests
 * @param name the name as written, possibly qualified
 * @param owner the type that it belongs to by its own syntax, as written; empty if it names none
 * @param span the bytes of the whole definition
 * @param nameByte where its name starts
 * @param priority which of several definitions of the same name at the same place is right: the lowest
 */
public record DefinitionCandidate(
        DefinitionKind kind, String name, String owner, Span span, int nameByte, int priority) {
    /** Whether {@code next} goes on defining the same name, at most one blank line below. */
    boolean goesOnWith(DefinitionCandidate next, SourceText text) {
        boolean same = kind == next.kind && !kind.isType() && name.equals(next.name) && !span.contains(next.span);
        return same && next.span.lines(text).start() - span.lines(text).end() <= 2;
    }

    /** The same definition with a later end. */
    DefinitionCandidate upTo(int end) {
        return new DefinitionCandidate(
                kind, name, owner, new Span(span.from(), Math.max(end, span.to())), nameByte, priority);
    }
}
