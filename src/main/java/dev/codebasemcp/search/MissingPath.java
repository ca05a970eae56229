package dev.codebasemcp.search;

import dev.codebasemcp.model.EditDistance;
import dev.codebasemcp.model.Term;
import dev.codebasemcp.quoting.Quoted;
import dev.codebasemcp.search.rank.FileRef;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Explains that a path is not in the index, and names what is. */
public final class MissingPath {
    private static final int SHOWN = 5;
    private static final int NAME = 120;
    private static final int ERRORS = 2;

    private MissingPath() {}

    /** Says that no file is at or below {@code path}, with close names anywhere, or else what is next to it. */
    public static String sentence(List<FileRef> files, String path) {
        if (files.isEmpty()) {
            return "No file of this repository is indexed yet; " + Term.of("index_repository") + " does that.";
        }
        Set<String> close = close(files, path);
        if (close.isEmpty()) {
            return EmptyReason.nothingBelow(files, "path", path);
        }
        return "No indexed file is at or below path '" + Quoted.brief(path, NAME) + "'; did you mean "
                + close.stream()
                        .limit(SHOWN)
                        .map(found -> "'" + Quoted.brief(found, NAME) + "'")
                        .collect(Collectors.joining(" or "))
                + "?";
    }

    /** Returns the files and directories whose names are like the last one of a path; exact ones alone, if there are any. */
    private static Set<String> close(List<FileRef> files, String path) {
        String wanted = bare(path.substring(path.lastIndexOf('/') + 1));
        Set<String> exact = new TreeSet<>();
        Set<String> like = new LinkedHashSet<>();
        int allowed = Math.min(ERRORS, wanted.length() / 3);
        Set<String> seen = new LinkedHashSet<>();
        for (FileRef file : files) {
            for (int end = file.path().length(); end > 0; end = file.path().lastIndexOf('/', end - 1)) {
                String around = file.path().substring(0, end);
                if (!seen.add(around)) {
                    break;
                }
                String name = bare(around.substring(around.lastIndexOf('/') + 1));
                int errors = EditDistance.between(wanted, name, allowed);
                if (errors == 0) {
                    exact.add(around);
                } else if (errors <= allowed) {
                    like.add(around);
                }
            }
        }
        return exact.isEmpty() ? new TreeSet<>(like) : exact;
    }

    /** The name without its ending, in lower case. */
    private static String bare(String name) {
        int dot = name.lastIndexOf('.');
        return (dot > 0 ? name.substring(0, dot) : name).toLowerCase(Locale.ROOT);
    }
}
