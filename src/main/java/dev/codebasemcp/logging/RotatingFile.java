package dev.codebasemcp.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Appends to a file. At its size limit the file is renamed to {@code name.1}, replacing the earlier one. Logback's
 * rolling appender needs a pattern language that costs 50 ms at every start.
 */
final class RotatingFile extends AppenderBase<ILoggingEvent> {
    private final LogFiles files;
    private final Path file;
    private final LogLine line;
    private final long maxBytes;
    private OutputStream out;
    private long written;

    /** Opens the existing {@code file}. */
    RotatingFile(LogFiles files, Path file, LogLine line, long maxBytes) throws IOException {
        this.files = files;
        this.file = file;
        this.line = line;
        this.maxBytes = maxBytes;
        this.out = open(file);
        this.written = Files.size(file);
    }

    /** Called under the lock of the base class. */
    @Override
    protected void append(ILoggingEvent event) {
        byte[] bytes = line.doLayout(event).getBytes(StandardCharsets.UTF_8);
        try {
            if (written + bytes.length > maxBytes && written > 0) {
                rotate();
            }
            out.write(bytes);
            written += bytes.length;
        } catch (IOException failure) {
            addError("cannot write to " + file, failure);
        }
    }

    @Override
    public void stop() {
        super.stop();
        try {
            out.close();
        } catch (IOException failure) {
            addError("cannot close " + file, failure);
        }
    }

    private void rotate() throws IOException {
        out.close();
        Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        files.createPrivate(file);
        out = open(file);
        written = 0;
    }

    private static OutputStream open(Path file) throws IOException {
        return Files.newOutputStream(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }
}
