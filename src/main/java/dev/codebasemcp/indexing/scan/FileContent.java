package dev.codebasemcp.indexing.scan;

import dev.codebasemcp.model.ContentHash;
import dev.codebasemcp.model.FileStamp;
import dev.codebasemcp.model.SkipReason;
import java.util.Optional;

/** What reading a file gave. */
public sealed interface FileContent {
    /** Calls the one method of {@code cases} that fits. */
    <R> R map(Cases<R> cases);

    /** One method for each kind of content. */
    interface Cases<R> {
        R source(Source content);

        R skipped(Skipped content);

        R failed(Failed content);

        R vanished(Vanished content);
    }

    /**
     * Source text.
     *
     * @param stamp the file's state when these bytes were read; nothing changed it meanwhile
     * @param hash the hash of the bytes, or of the text where it depends on more than them
     * @param text the decoded text: no byte order mark, no NUL, no unpaired surrogate, line breaks as they are; without
     *     secrets and with long lines cut
     * @param guessedEncoding the name of its encoding, if nothing but the bytes tell it
     */
    record Source(FileStamp stamp, ContentHash hash, String text, Optional<String> guessedEncoding)
            implements FileContent {
        @Override
        public <R> R map(Cases<R> cases) {
            return cases.source(this);
        }
    }

    /**
     * A file that is not indexed although nothing is wrong with it.
     *
     * @param stamp the state in which this was decided
     * @param reason why
     */
    record Skipped(FileStamp stamp, SkipReason reason) implements FileContent {
        @Override
        public <R> R map(Cases<R> cases) {
            return cases.skipped(this);
        }
    }

    /**
     * A file that could not be read now.
     *
     * @param cause a sentence for the user
     */
    record Failed(String cause) implements FileContent {
        @Override
        public <R> R map(Cases<R> cases) {
            return cases.failed(this);
        }
    }

    /** A file that was deleted since the walk saw it. */
    record Vanished() implements FileContent {
        @Override
        public <R> R map(Cases<R> cases) {
            return cases.vanished(this);
        }
    }
}
