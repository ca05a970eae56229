package dev.codebasemcp.search;

import dev.codebasemcp.quoting.Quoted;
import dev.codebasemcp.search.retrieve.Unfound;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Says in a few sentences that a quoted text, a file or a line is not there. */
final class UnfoundNotes {
    private static final int SHOWN = 3;
    private static final int NAME = 80;

    private UnfoundNotes() {}

    static List<String> of(Unfound unfound) {
        List<String> notes = new ArrayList<>();
        if (!unfound.quotes().isEmpty()) {
            notes.add(quotes(unfound));
        }
        if (!unfound.files().isEmpty()) {
            notes.add("What was searched has no file "
                    + listed(unfound.files().stream().map(UnfoundNotes::file).toList()) + ".");
        }
        if (!unfound.lines().isEmpty()) {
            notes.add(listed(unfound.lines().stream().map(UnfoundNotes::line).toList()) + ".");
        }
        return notes;
    }

    private static String quotes(Unfound unfound) {
        String texts =
                listed(unfound.quotes().stream().map(UnfoundNotes::quoted).toList());
        String what = unfound.quotes().size() == 1 ? "The text " + texts + " is" : "The texts " + texts + " are";
        return unfound.everywhere()
                ? what + " nowhere in what was searched."
                : what + " in none of the places that match the query's words best; grep finds exact texts.";
    }

    private static String file(Unfound.File file) {
        return quoted(file.path())
                + file.sameName()
                        .map(other -> " (there is " + quoted(other) + ")")
                        .orElse("");
    }

    private static String line(Unfound.Line line) {
        return quoted(line.path()) + " has no text at line " + line.line() + ": the last is line " + line.last();
    }

    private static String listed(List<String> items) {
        String shown = items.stream().limit(SHOWN).collect(Collectors.joining(", "));
        int more = items.size() - SHOWN;
        return more > 0 ? shown + " and " + more + " more" : shown;
    }

    private static String quoted(String text) {
        return "'" + Quoted.brief(text, NAME) + "'";
    }
}
