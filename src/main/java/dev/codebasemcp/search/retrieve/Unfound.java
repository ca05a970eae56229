package dev.codebasemcp.search.retrieve;

import java.util.List;
import java.util.Optional;

/**
 * What a query names or quotes and what was searched does not have.
 *
 * @param quotes texts in double quotes, as written
 * @param everywhere whether all places were read that could hold them; else only the best ones
 */
public record Unfound(List<String> quotes, boolean everywhere, List<File> files, List<Line> lines) {
    /** Nothing is missing. */
    public static final Unfound NOTHING = new Unfound(List.of(), true, List.of(), List.of());

    public Unfound {
        quotes = List.copyOf(quotes);
        files = List.copyOf(files);
        lines = List.copyOf(lines);
    }

    /**
     * A file that is not there.
     *
     * @param path as written
     * @param sameName the path of a file with its name
     */
    public record File(String path, Optional<String> sameName) {}

    /**
     * A line behind the end of its file.
     *
     * @param path of the file
     * @param last the file's last line with text
     */
    public record Line(String path, int line, int last) {}

    Unfound with(QuotedTexts texts) {
        return new Unfound(texts.missing(), texts.everywhere(), files, lines);
    }
}
