package dev.codebasemcp.symbols.scip;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.codebasemcp.symbols.scip.ScipDocument.Position;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
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
    private static final int DOCUMENTS = 2;
    private static final int MOST_DEFINITIONS = 1_000_000;
    private static final int LONGEST_DOCUMENT = 64 << 20;

    private final Path file;
    private final FileTime modified;
    private final Map<String, Part> documents;
    private final Map<String, List<Definition>> definitions;

    private ScipIndex(
            Path file, FileTime modified, Map<String, Part> documents, Map<String, List<Definition>> definitions) {
        this.file = file;
        this.modified = modified;
        this.documents = documents;
        this.definitions = definitions;
    }

    /** Where a document is in the file, in bytes. */
    private record Part(long start, int length) {}

    /** Where a symbol is defined. */
    record Definition(String path, ScipDocument.Encoding encoding, Position start) {}

    /**
     * Reads a file once.
     *
     * @throws IOException if it cannot be read, is no index or is too large
     */
    static ScipIndex read(Path file) throws IOException {
        FileTime modified = Files.getLastModifiedTime(file);
        Map<String, Part> documents = new HashMap<>();
        Map<String, List<Definition>> definitions = new HashMap<>();
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            CodedInputStream in = CodedInputStream.newInstance(bytes);
            in.setSizeLimit(Integer.MAX_VALUE);
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                if (WireFormat.getTagFieldNumber(tag) != DOCUMENTS) {
                    in.skipField(tag);
                    continue;
                }
                int length = in.readRawVarint32();
                if (length > LONGEST_DOCUMENT) {
                    throw new IOException("a document has more than " + LONGEST_DOCUMENT + " bytes");
                }
                long start = in.getTotalBytesRead();
                int limit = in.pushLimit(length);
                ScipDocument document = ScipDocument.read(in);
                in.popLimit(limit);
                documents.put(document.path(), new Part(start, length));
                addDefinitions(document, definitions);
            }
        }
        return new ScipIndex(file, modified, documents, definitions);
    }

    private static void addDefinitions(ScipDocument document, Map<String, List<Definition>> definitions)
            throws IOException {
        document.occurrences().values().stream()
                .filter(occurrence ->
                        occurrence.isDefinition() && occurrence.symbol().isPresent())
                .forEach(occurrence -> definitions
                        .computeIfAbsent(occurrence.symbol().get(), unused -> new ArrayList<>(1))
                        .add(new Definition(document.path(), document.encoding(), occurrence.start())));
        if (definitions.size() > MOST_DEFINITIONS) {
            throw new IOException("it has more than " + MOST_DEFINITIONS + " definitions");
        }
    }

    /** When the index was written. */
    FileTime modified() {
        return modified;
    }

    /**
     * Returns what the index says of a file.
     *
     * @throws IOException if the index cannot be read any more
     */
    Optional<ScipDocument> document(String path) throws IOException {
        Part part = documents.get(path);
        if (part == null) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.allocate(part.length());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long at = part.start();
            while (bytes.hasRemaining()) {
                int read = channel.read(bytes, at);
                if (read < 0) {
                    throw new IOException("the file became shorter");
                }
                at += read;
            }
        }
        ScipDocument document = ScipDocument.read(CodedInputStream.newInstance(bytes.array()));
        // The file may have been replaced.
        return Optional.of(document).filter(read -> read.path().equals(path));
    }

    /** Returns where a symbol is defined. */
    List<Definition> definitions(String symbol) {
        return definitions.getOrDefault(symbol, List.of());
    }
}
