package dev.codebasemcp.indexing.scan;

import dev.codebasemcp.files.FileProbe;
import dev.codebasemcp.files.NotRegularException;
import dev.codebasemcp.files.RegularFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** How the reader accesses files; tests replace it with files that change during a read. */
interface FileAccess {
    FileProbe probe(Path file) throws IOException;

    /**
     * Opens {@code file} without following symbolic links, in its directories either.
     *
     * @throws NotRegularException if it, or a directory above it, was replaced by something else
     */
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
                InputStream in = RegularFile.open(file, LinkOption.NOFOLLOW_LINKS);
                Path directory = file.getParent();
                if (directory != null && !directory.toRealPath().equals(directory)) {
                    in.close();
                    throw new NotRegularException(file, "a directory above it has become a symbolic link");
                }
                return in;
            }
        };
    }
}
