package dev.codebasemcp.symbols.scip;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.codebasemcp.symbols.scip.ScipDocument.Position;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An index file: where its documents are in it, and where symbols are defined. Documents are read when they are asked for.
 * Immutable and thread-safe. The format is {@code scip.proto} of the SCIP project.
 */
final class ScipIndex {
    /** What an index may take of the memory. */
    static final int MOST_BYTES = 40 << 20;

    static final int MOST_DEFINITIONS = 1_000_000;

    private static final int DOCUMENTS = 2;
    private static final int BUFFER = 1 << 16;
    private static final int BYTES_OF_A_DOCUMENT = 200;

    private final Path file;
    private final FileTime modified;
    private final Map<String, Part> documents;
    private final List<String> paths;
    private final ScipDefinitions definitions;
    private final long bytes;

    private ScipIndex(Path file, FileTime modified, Reading reading) {
        this.file = file;
        this.modified = modified;
        this.documents = reading.documents;
        this.paths = reading.paths;
        this.definitions = reading.definitions.build();
        this.bytes = reading.bytes();
    }

    /** Where a document is in the file, in bytes. */
    private record Part(long start, int length) {}

    /** Where a symbol is defined. */
    record Definition(String path, Position start) {}

    /** An index that grows up to its limits. */
    private static final class Reading {
        private final Map<String, Part> documents = new HashMap<>();
        private final List<String> paths = new ArrayList<>();
        private final ScipDefinitions.Builder definitions = new ScipDefinitions.Builder();
        private long bytesOfPaths;

        private long bytes() {
            return bytesOfPaths + (long) definitions.size() * ScipDefinitions.BYTES_EACH;
        }

        private void document(CodedInputStream in) throws IOException {
            int length = in.readRawVarint32();
            long start = in.getTotalBytesRead();
            int limit = in.pushLimit(length);
            String path = ScipDocument.scan(in, occurrence -> {
                if (occurrence.isDefinition() && occurrence.symbol().isPresent()) {
                    definitions.add(occurrence.symbol().get(), paths.size(), occurrence.start());
                    check();
                }
            });
            in.popLimit(limit);
            if (in.getTotalBytesRead() != start + length) {
                throw new IOException("it ends inside a document");
            }
            paths.add(path);
            documents.put(path, new Part(start, length));
            bytesOfPaths += BYTES_OF_A_DOCUMENT + 2L * path.length();
            check();
        }

        private void check() throws IOException {
            if (definitions.size() > MOST_DEFINITIONS) {
                throw new IOException("it has more than " + MOST_DEFINITIONS + " definitions");
            }
            if (bytes() > MOST_BYTES) {
                throw new IOException("it would take more than " + (MOST_BYTES >> 20) + " MiB of memory");
            }
        }
    }

    /**
     * Reads a file once.
     *
     * @throws IOException if it cannot be read, is no index or is too large
     */
    static ScipIndex read(Path file) throws IOException {
        FileTime modified = Files.getLastModifiedTime(file);
        Reading reading = new Reading();
        try (InputStream stream = Files.newInputStream(file)) {
            CodedInputStream in = CodedInputStream.newInstance(stream, BUFFER);
            in.setSizeLimit(Integer.MAX_VALUE);
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                if (WireFormat.getTagFieldNumber(tag) == DOCUMENTS) {
                    reading.document(in);
                } else {
                    in.skipField(tag);
                }
            }
        }
        return new ScipIndex(file, modified, reading);
    }

    /** When the index was written. */
    FileTime modified() {
        return modified;
    }

    /** About how much memory it takes. */
    long bytes() {
        return bytes;
    }

    /**
     * Returns what the index says of a file.
     *
     * @throws IOException if the index cannot be read any more, or says too much
     */
    Optional<ScipDocument> document(String path) throws IOException {
        Part part = documents.get(path);
        if (part == null) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.position(part.start());
            CodedInputStream in = CodedInputStream.newInstance(Channels.newInputStream(channel), BUFFER);
            in.pushLimit(part.length());
            ScipDocument document = ScipDocument.read(in);
            if (in.getTotalBytesRead() != part.length()) {
                throw new IOException("the file became shorter");
            }
            // The file may have been replaced.
            return Optional.of(document).filter(read -> read.path().equals(path));
        }
    }

    /** Returns where a symbol is defined; rarely also where another is. */
    List<Definition> definitions(String symbol) {
        return definitions.of(symbol).stream()
                .map(place -> new Definition(paths.get(place.document()), place.start()))
                .toList();
    }
}
