package dev.codebasemcp.config;

/** The form of answers that quote code. Clients show a model one form or both, so each call sends only one. */
public enum AnswerForm {
    /** For models: text, without ids and scores. */
    TEXT,
    /** For programs: all fields, and the text beside them. */
    STRUCTURED
}
