package dev.codebasemcp.search.rank;

/** What speaks for or against a candidate. The order is that of explanations. */
public enum Signal {
    DEFINITION("defines"),
    PATH("path"),
    MEANING("meaning"),
    TEXT("text"),
    FILE("more in file"),
    ROLE("is");

    private final String label;

    Signal(String label) {
        this.label = label;
    }

    /** The word that explanations show. */
    public String label() {
        return label;
    }
}
