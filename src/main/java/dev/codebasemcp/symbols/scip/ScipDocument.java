package dev.codebasemcp.symbols.scip;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an index says of one file: which symbols are at which place. Immutable. Field numbers are those of {@code scip.proto}.
 *
 * @param path relative to the root of the index, with {@code /}
 * @param encoding what the columns count
 * @param occurrences several at a place where one name means several symbols, such as {@code {name}} in TypeScript
 * @param bytes about how much memory it takes
 */
record ScipDocument(String path, Encoding encoding, Map<Position, List<Occurrence>> occurrences, long bytes) {
    private static final int PATH = 1;
    private static final int OCCURRENCES = 2;
    private static final int ENCODING = 6;
    private static final int RANGE = 1;
    private static final int SYMBOL = 2;
    private static final int ROLES = 3;
    private static final int DEFINITION_ROLE = 1;
    /** How many numbers tell a range that does not leave its line. */
    private static final int ON_ONE_LINE = 3;

    /** Longer names are left out, so that no file makes the memory full. */
    private static final int LONGEST_NAME = 4096;

    private static final int BYTES_OF_AN_OCCURRENCE = 200;
    private static final long MOST_BYTES = 16L << 20;

    /** What the columns of a document count. */
    enum Encoding {
        /** The index does not say it, so all are tried. */
        UNKNOWN,
        UTF8,
        UTF16,
        UTF32;

        private static Encoding of(int number) {
            return number > 0 && number < values().length ? values()[number] : UNKNOWN;
        }

        /** Returns the column after a text; of an unknown encoding, in the given one. */
        int column(String before, Encoding tried) {
            return switch (this == UNKNOWN ? tried : this) {
                case UTF8 -> before.getBytes(StandardCharsets.UTF_8).length;
                case UTF32 -> before.codePointCount(0, before.length());
                default -> before.length();
            };
        }
    }

    /** A place; both count from 0. */
    record Position(int line, int column) {}

    /**
     * A name at a place.
     *
     * @param end the column after it; -1 if it ends in another line
     * @param symbol empty if it is local to the file, or a parameter
     */
    record Occurrence(Position start, int end, Optional<String> symbol, boolean isDefinition) {}

    /** Takes the occurrences of a document, one by one. */
    @FunctionalInterface
    interface Sink {
        void take(Occurrence occurrence) throws IOException;
    }

    /** What a document says of itself. */
    private record Head(String path, Encoding encoding) {}

    /**
     * Reads a message up to the limit that is set.
     *
     * @throws IOException if it is broken or too large
     */
    static ScipDocument read(CodedInputStream in) throws IOException {
        Reading reading = new Reading();
        Head head = head(in, reading);
        return new ScipDocument(head.path(), head.encoding(), reading.occurrences, reading.bytes);
    }

    /** Reads a message as {@link #read}, keeps nothing of it, and returns its path. */
    static String scan(CodedInputStream in, Sink sink) throws IOException {
        return head(in, sink).path();
    }

    /** A document that grows up to its limit. */
    private static final class Reading implements Sink {
        private final Map<Position, List<Occurrence>> occurrences = new HashMap<>();
        /** Most symbols occur several times. */
        private final Map<String, Optional<String>> symbols = new HashMap<>();

        private long bytes;

        @Override
        public void take(Occurrence found) throws IOException {
            Optional<String> symbol = found.symbol().flatMap(this::kept);
            occurrences
                    .computeIfAbsent(found.start(), unused -> new ArrayList<>(1))
                    .add(new Occurrence(found.start(), found.end(), symbol, found.isDefinition()));
            bytes += BYTES_OF_AN_OCCURRENCE;
            if (bytes > MOST_BYTES) {
                throw new IOException("it has too many occurrences");
            }
        }

        private Optional<String> kept(String symbol) {
            Optional<String> known = symbols.get(symbol);
            if (known == null) {
                known = Optional.of(symbol);
                symbols.put(symbol, known);
                bytes += 2L * symbol.length();
            }
            return known;
        }
    }

    private static Head head(CodedInputStream in, Sink sink) throws IOException {
        String path = "";
        Encoding encoding = Encoding.UNKNOWN;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case PATH -> path = text(in);
                case ENCODING -> encoding = Encoding.of(in.readEnum());
                case OCCURRENCES -> {
                    int limit = in.pushLimit(in.readRawVarint32());
                    Optional<Occurrence> found = occurrence(in);
                    in.popLimit(limit);
                    if (found.isPresent()) {
                        sink.take(found.get());
                    }
                }
                default -> in.skipField(tag);
            }
        }
        return new Head(path, encoding);
    }

    /** A text; empty if it is too long. The length in the file is not believed. */
    private static String text(CodedInputStream in) throws IOException {
        int length = in.readRawVarint32();
        if (length < 0 || length > LONGEST_NAME) {
            in.skipRawBytes(length);
            return "";
        }
        return new String(in.readRawBytes(length), StandardCharsets.UTF_8);
    }

    /** The first line and column, then the last line, if it is another one, and the column after the end. */
    private static int[] numbers(CodedInputStream in) throws IOException {
        int limit = in.pushLimit(in.readRawVarint32());
        int[] range = new int[ON_ONE_LINE + 1];
        int count = 0;
        while (in.getBytesUntilLimit() > 0) {
            int number = in.readInt32();
            if (count < range.length) {
                range[count++] = number;
            }
        }
        in.popLimit(limit);
        return Arrays.copyOf(range, count);
    }

    private static Optional<Occurrence> occurrence(CodedInputStream in) throws IOException {
        int[] range = {};
        String symbol = "";
        int roles = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case RANGE -> range = numbers(in);
                case SYMBOL -> symbol = text(in);
                case ROLES -> roles = in.readInt32();
                default -> in.skipField(tag);
            }
        }
        if (range.length < ON_ONE_LINE || symbol.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Occurrence(
                new Position(range[0], range[1]),
                range.length == ON_ONE_LINE ? range[2] : -1,
                isLocal(symbol) ? Optional.empty() : Optional.of(symbol),
                (roles & DEFINITION_ROLE) != 0));
    }

    /** Parameters end with their name in brackets. */
    private static boolean isLocal(String symbol) {
        return symbol.startsWith("local ") || symbol.endsWith(")") || symbol.endsWith("]");
    }
}
