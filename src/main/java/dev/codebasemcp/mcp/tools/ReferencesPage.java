package dev.codebasemcp.mcp.tools;

import dev.codebasemcp.mcp.Arguments;
import dev.codebasemcp.model.RejectedException;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.quoting.Counted;
import dev.codebasemcp.quoting.Quoted;
import dev.codebasemcp.symbols.Reference;
import dev.codebasemcp.symbols.References;
import dev.codebasemcp.symbols.resolve.ReferenceKind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which of the references to show.
 *
 * @param kind only this kind; without it all but overrides and comments, which are no uses
 * @param from how many to leave out at the start
 */
record ReferencesPage(Optional<ReferenceKind> kind, int from, int limit) {
    private static final String CURSOR = "cursor";
    private static final Set<ReferenceKind> NO_USES = Set.of(ReferenceKind.OVERRIDE, ReferenceKind.DOCUMENTATION);

    static ReferencesPage of(Arguments arguments) {
        return new ReferencesPage(
                arguments.optionalText("kind").map(kind -> ReferenceKind.valueOf(kind.toUpperCase(Locale.ROOT))),
                arguments.optionalText(CURSOR).map(ReferencesPage::start).orElse(0),
                arguments.integer("limit"));
    }

    private static int start(String cursor) {
        try {
            return Math.max(0, Integer.parseInt(cursor));
        } catch (NumberFormatException wrong) {
            throw new RejectedException("The " + Term.of(CURSOR) + " " + Quoted.name(cursor)
                    + " is from no answer. Leave it out to begin at the start.");
        }
    }

    /** All references of the kind, each line once with its surest one. */
    List<Reference> wanted(List<Reference> all) {
        return References.perLine(all.stream()
                .filter(reference ->
                        kind.map(one -> reference.kind() == one).orElse(!NO_USES.contains(reference.kind())))
                .toList());
    }

    /** How many lines have a comment with the name, if comments are left out. */
    int comments(List<Reference> all) {
        return kind.isPresent()
                ? 0
                : References.perLine(all.stream()
                                .filter(reference -> reference.kind() == ReferenceKind.DOCUMENTATION)
                                .toList())
                        .size();
    }

    /** The ones to show. */
    List<Reference> shown(List<Reference> wanted) {
        return wanted.subList(Math.min(from, wanted.size()), end(wanted));
    }

    /** Says that the page begins after the last line. */
    Optional<String> beyond(List<Reference> wanted) {
        return from > 0 && from >= wanted.size()
                ? Optional.of("The " + Term.of(CURSOR) + " " + from + " is beyond the last of "
                        + Counted.of(wanted.size(), "line") + ". Leave it out to begin at the start.")
                : Optional.empty();
    }

    /** Where the next page begins; empty after the last one. */
    Optional<String> next(List<Reference> wanted) {
        return end(wanted) < wanted.size() ? Optional.of(Integer.toString(end(wanted))) : Optional.empty();
    }

    private int end(List<Reference> wanted) {
        return (int) Math.min((long) from + limit, wanted.size());
    }
}
