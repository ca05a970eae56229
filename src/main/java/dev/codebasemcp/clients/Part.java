package dev.codebasemcp.clients;

import java.util.Optional;

/** What we add to another program's file. */
sealed interface Part permits ServerPart, SectionPart {
    /** Returns whether the text has this part, also an older one. */
    boolean isIn(String text) throws BrokenTextException;

    /** Adds the part, or makes it what it should be; all else stays. */
    String put(String text) throws BrokenTextException;

    /** Adds the part that {@code current} has to {@code original}. */
    String again(String original, String current) throws BrokenTextException;

    /**
     * Takes the part out; all else stays.
     *
     * @param original the text before the part was added, if it is known
     */
    String remove(String text, Optional<String> original) throws BrokenTextException;
}
