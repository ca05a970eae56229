package dev.codebasemcp.indexing.scan;

import dev.codebasemcp.model.ContentHash;

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
     * @param hash the hash of the bytes
     * @param text the decoded text: no byte order mark, no NUL, no unpaired surrogate, line breaks as they are
     */
    record Source(FileStamp stamp, ContentHash hash, String text) implements FileContent {
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
