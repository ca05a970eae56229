package dev.codebasemcp.search.rank;

/** A signal for or against a candidate, in the order of explanations. */
public enum Signal {
    NAMED("named"),
    QUOTED("quoted"),
    DEFINITION("defines"),
    PATH("path"),
    MEANING("meaning"),
    TEXT("text"),
    FILE("more in file"),
    WHOLE_FILE("whole file"),
    TESTED("its test"),
    ROLE("is"),
    /** The place of a better variant, for the one whose platform is asked for. */
    VARIANT("variant");

    private final String label;

    Signal(String label) {
        this.label = label;
    }

    /** The word in explanations. */
    public String label() {
        return label;
    }
}
