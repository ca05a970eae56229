package dev.codebasemcp.mcp.tools;

import java.util.List;
import java.util.Map;

/** What an answer to a search says besides its results. */
interface AnswerFrame {
    /** All results, best first. */
    List<PlacedResult> results();

    /** The number of ranked results, shown or not. */
    int totalCount();

    double latencyMillis();

    /** Sentences before those on omitted results. */
    List<String> notesBefore();

    /** Sentences after those on omitted results. */
    List<String> notesAfter();

    /**
     * The fields of the structured answer on what was searched.
     *
     * @param shown the results that the answer contains
     */
    Map<String, Object> fields(List<PlacedResult> shown, boolean brief);

    /** The last line or lines of the text, which say what was searched. */
    String footer(boolean brief);
}
