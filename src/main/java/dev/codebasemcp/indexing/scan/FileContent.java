package dev.codebasemcp.indexing.scan;

import dev.codebasemcp.model.ContentHash;
import dev.codebasemcp.model.FileStamp;
import dev.codebasemcp.model.SkipReason;
import java.util.Optional;

/** The result of reading a file. */
public sealed interface FileContent {
    /** Calls the method of {@code cases} for this kind of result. */
    <R> R map(Cases<R> cases);

    /** One method for each kind of result. */
    interface Cases<R> {
        R source(Source content);

        R skipped(Skipped content);

        R failed(Failed content);

        R vanished(Vanished content);
    }

    /**
     * Source text.
     *
     * @param stamp the file's state when these bytes were read; nothing changed it during the read
     * @param hash the hash of the bytes, or of the text if it depends on more than the bytes
     * @param text the decoded text without secrets and with long lines cut. It has no byte order mark, NUL or unpaired
     *     surrogate, and keeps its line breaks
     * @param guessedEncoding the name of its encoding, if that was guessed from the bytes
     */
    record Source(FileStamp stamp, ContentHash hash, String text, Optional<String> guessedEncoding)
            implements FileContent {
        @Override
        public <R> R map(Cases<R> cases) {
            return cases.source(this);
        }
    }

    /**
     * A valid file that is not indexed.
     *
     * @param stamp the file's state at that decision
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
