package dev.codebasemcp.symbols.scip;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes SCIP indexes for tests, by the field numbers of {@code scip.proto}. */
final class ScipFile {
    private final List<byte[]> documents = new ArrayList<>();

    /** Columns of a text in one of the encodings. */
    @FunctionalInterface
    interface Columns {
        int of(String before);
    }

    /**
     * Adds a file: the symbol of each name, marked in its text as {@code «name|symbol»}, or {@code «=name|symbol»} where it is
     * defined; several symbols with {@code &} between.
     */
    ScipFile with(String path, String marked, int encoding, Columns columns) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeString(1, path);
        int line = 0;
        for (String text : marked.split("\n", -1)) {
            String rest = text;
            StringBuilder before = new StringBuilder();
            while (rest.indexOf('«') >= 0) {
                before.append(rest, 0, rest.indexOf('«'));
                String[] parts =
                        rest.substring(rest.indexOf('«') + 1, rest.indexOf('»')).split("\\|", 2);
                String name = parts[0].replace("=", "");
                int start = columns.of(before.toString());
                before.append(name);
                int end = columns.of(before.toString());
                for (String symbol : parts[1].split("&", -1)) {
                    out.writeByteArray(2, occurrence(line, start, end, symbol, parts[0].startsWith("=")));
                }
                rest = rest.substring(rest.indexOf('»') + 1);
            }
            line++;
        }
        if (encoding > 0) {
            out.writeEnum(6, encoding);
        }
        out.flush();
        documents.add(bytes.toByteArray());
        return this;
    }

    ScipFile with(String path, String marked) throws IOException {
        return with(path, marked, 0, String::length);
    }

    /** The text without marks. */
    static String plain(String marked) {
        return marked.replaceAll("«=?([^|»]*)\\|[^»]*»", "$1");
    }

    /** A name in a line, as bytes. */
    static byte[] occurrence(int line, int start, int end, String symbol, boolean isDefinition) throws IOException {
        ByteArrayOutputStream range = new ByteArrayOutputStream();
        CodedOutputStream numbers = CodedOutputStream.newInstance(range);
        numbers.writeInt32NoTag(line);
        numbers.writeInt32NoTag(start);
        numbers.writeInt32NoTag(end);
        numbers.flush();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeByteArray(1, range.toByteArray());
        out.writeString(2, symbol);
        if (isDefinition) {
            out.writeInt32(3, 1);
        }
        out.flush();
        return bytes.toByteArray();
    }

    byte[] bytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.writeByteArray(1, "metadata".getBytes(StandardCharsets.UTF_8));
        for (byte[] document : documents) {
            out.writeByteArray(2, document);
        }
        out.flush();
        return bytes.toByteArray();
    }
}
