package dev.codebasemcp.symbols.scip;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an index says of one file: which symbol is at which place. Immutable. Field numbers are those of {@code scip.proto}.
 *
 * @param path relative to the root of the index, with {@code /}
 * @param encoding what the columns count
 */
record ScipDocument(String path, Encoding encoding, Map<Position, Occurrence> occurrences) {
    private static final int PATH = 1;
    private static final int OCCURRENCES = 2;
    private static final int ENCODING = 6;
    private static final int RANGE = 1;
    private static final int SYMBOL = 2;
    private static final int ROLES = 3;
    private static final int DEFINITION_ROLE = 1;
    /** How many numbers tell a range that does not leave its line. */
    private static final int ON_ONE_LINE = 3;

    private static final int MOST_OCCURRENCES = 1_000_000;

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
     * @param symbol empty if it is local to the file
     */
    record Occurrence(Position start, int end, Optional<String> symbol, boolean isDefinition) {}

    /** Reads a message up to the limit that is set. */
    static ScipDocument read(CodedInputStream in) throws IOException {
        String path = "";
        Encoding encoding = Encoding.UNKNOWN;
        Map<Position, Occurrence> occurrences = new HashMap<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case PATH -> path = in.readString();
                case ENCODING -> encoding = Encoding.of(in.readEnum());
                case OCCURRENCES -> {
                    int limit = in.pushLimit(in.readRawVarint32());
                    occurrence(in).ifPresent(found -> occurrences.put(found.start(), found));
                    in.popLimit(limit);
                    if (occurrences.size() > MOST_OCCURRENCES) {
                        throw new IOException("a document has more than " + MOST_OCCURRENCES + " occurrences");
                    }
                }
                default -> in.skipField(tag);
            }
        }
        return new ScipDocument(path, encoding, occurrences);
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
                case SYMBOL -> symbol = in.readString();
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
                symbol.startsWith("local ") ? Optional.empty() : Optional.of(symbol),
                (roles & DEFINITION_ROLE) != 0));
    }
}
