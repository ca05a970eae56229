package dev.codebasemcp.indexing.scan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** How the reader gets at files; tests put files there that change while they are read. */
interface FileAccess {
    /** What {@code file} is now. */
    FileProbe probe(Path file) throws IOException;

    /** The bytes of {@code file}, without following a symbolic link. */
    InputStream open(Path file) throws IOException;

    /** The real file system. */
    static FileAccess real() {
        return new FileAccess() {
            @Override
            public FileProbe probe(Path file) throws IOException {
                return FileProbe.of(file);
            }

            @Override
            public InputStream open(Path file) throws IOException {
                return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
            }
        };
    }
}
