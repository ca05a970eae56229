package dev.codebasemcp.mcp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Splits a byte stream into lines of bounded length. For one thread; any thread may close it. */
final class LineReader implements AutoCloseable {
    private static final int BUFFER = 64 * 1024;

    private final InputStream in;
    private final int maxBytes;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int filled;

    LineReader(InputStream in, int maxBytes) {
        this.in = in;
        this.maxBytes = maxBytes;
    }

    /**
     * A line without its newline.
     *
     * @param tooLong whether it exceeded the bound; it was then skipped, and {@code bytes} is empty
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Line(byte[] bytes, boolean tooLong) {}

    /** Returns the next line; empty at the end of the stream. The last line needs no newline. */
    Optional<Line> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        boolean tooLong = false;
        boolean any = false;
        while (fill()) {
            any = true;
            int end = newline();
            int length = end - position;
            tooLong |= line.size() + length > maxBytes;
            if (!tooLong) {
                line.write(buffer, position, length);
            }
            position = Math.min(end + 1, filled);
            if (end < filled) {
                break;
            }
        }
        return any ? Optional.of(new Line(tooLong ? new byte[0] : line.toByteArray(), tooLong)) : Optional.empty();
    }

    /** Closes the stream. If it belongs to a channel, a blocked reader gets an exception. */
    @Override
    public void close() throws IOException {
        in.close();
    }

    private boolean fill() throws IOException {
        if (position == filled) {
            position = 0;
            filled = Math.max(0, in.read(buffer));
        }
        return position < filled;
    }

    private int newline() {
        int index = position;
        while (index < filled && buffer[index] != '\n') {
            index++;
        }
        return index;
    }
}
