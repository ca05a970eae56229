package dev.codebasemcp.search.query;

import java.util.Set;

/** Words that only form a question and carry no meaning for the search. */
final class StopWords {
    private static final Set<String> WORDS = Set.of(("a an the this that these those it its there here"
                    + " how what where which when who whose why whether"
                    + " is are was were be been being am do does did done doing has have had having"
                    + " can could should would will may might must"
                    + " i we you me my our your they them their"
                    + " in on of to for from with without by at as into onto via per about between through"
                    + " and or but if then than so also not no"
                    + " find show list give tell explain describe please want need"
                    + " s t")
            .split(" "));

    private StopWords() {}

    static boolean contains(String lowerCaseWord) {
        return WORDS.contains(lowerCaseWord);
    }
}
