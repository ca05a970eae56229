package dev.codebasemcp.search;

import dev.codebasemcp.model.LineRange;
import dev.codebasemcp.search.rank.Explanation;
import java.util.List;

/**
 * What is known about a result beyond what it shows.
 *
 * @param shares what each signal gave; they add up to the score
 * @param hits the numbers of the lines that match best
 * @param copies the other files with the same content, as {@link SearchResult#why} names the first of them
 * @param chunk the lines of the whole chunk, of which the result may show a part
 * @param text exactly these lines
 */
public record Evidence(
        List<Explanation.Share> shares, List<Integer> hits, List<String> copies, LineRange chunk, String text) {
    public Evidence {
        shares = List.copyOf(shares);
        hits = List.copyOf(hits);
        copies = List.copyOf(copies);
    }
}
