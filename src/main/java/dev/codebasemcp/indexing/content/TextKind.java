package dev.codebasemcp.indexing.content;

import dev.codebasemcp.code.language.Language;
import java.util.Set;

/** How a text writes values, which decides what may be a secret in it. */
public enum TextKind {
    /** Values are quoted; anything unquoted is a name. */
    CODE,
    /** Code in which values need no quotes. */
    SCRIPT,
    /** A list of names and values. */
    SETTINGS,
    /** Sentences about names and values. */
    PROSE;

    private static final Set<Language> SCRIPTS =
            Set.of(Language.BASH, Language.DOCKERFILE, Language.MAKEFILE, Language.POWERSHELL);

    /** The kind of a file in {@code language}. */
    public static TextKind of(Language language) {
        if (language == Language.TEXT || language == Language.TERRAFORM || language.isData()) {
            return SETTINGS;
        }
        if (language.isProse()) {
            return PROSE;
        }
        return SCRIPTS.contains(language) ? SCRIPT : CODE;
    }
}
