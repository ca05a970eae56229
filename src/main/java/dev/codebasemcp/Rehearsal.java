package dev.codebasemcp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The client of a typical session in this process, so that an archive of the loaded classes has what sessions need. Its
 * home and its repository are temporary ones.
 */
final class Rehearsal implements Runnable {
    private static final int PIPE_BYTES = 1 << 16;

    private final Path repository;
    private final PipedInputStream serverInput = new PipedInputStream(PIPE_BYTES);
    private final PipedInputStream answers = new PipedInputStream(PIPE_BYTES);
    private final PipedOutputStream requests;
    private final PipedOutputStream serverOutput;
    private int lastId;
    private volatile boolean completed;

    Rehearsal(Path repository) throws IOException {
        this.repository = repository;
        this.requests = new PipedOutputStream(serverInput);
        this.serverOutput = new PipedOutputStream(answers);
    }

    PipedInputStream serverInput() {
        return serverInput;
    }

    PipedOutputStream serverOutput() {
        return serverOutput;
    }

    /** Whether every request was answered. */
    boolean isCompleted() {
        return completed;
    }

    @Override
    public void run() {
        try (Writer out = new OutputStreamWriter(requests, StandardCharsets.UTF_8);
                BufferedReader in = new BufferedReader(new InputStreamReader(answers, StandardCharsets.UTF_8))) {
            ask(
                    out,
                    in,
                    "initialize",
                    "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{\"roots\":{}},"
                            + "\"clientInfo\":{\"name\":\"rehearsal\",\"version\":\"1\"}}");
            out.write("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}\n");
            ask(out, in, "tools/list", "{}");
            String path = repository.toString().replace("\\", "\\\\").replace("\"", "\\\"");
            call(out, in, "set_working_directory", "\"directory\":\"" + path + "\"");
            call(out, in, "index_repository", "\"repo_path\":\"" + path + "\"");
            call(out, in, "search_code", "\"query\":\"how is money moved between accounts\"");
            call(out, in, "search_code", "\"query\":\"Account\",\"detail\":\"concise\"");
            completed = true;
        } catch (IOException ended) {
            completed = false;
        }
    }

    private void call(Writer out, BufferedReader in, String tool, String arguments) throws IOException {
        ask(out, in, "tools/call", "{\"name\":\"" + tool + "\",\"arguments\":{" + arguments + "}}");
    }

    private void ask(Writer out, BufferedReader in, String method, String parameters) throws IOException {
        lastId++;
        out.write("{\"jsonrpc\":\"2.0\",\"id\":" + lastId + ",\"method\":\"" + method + "\",\"params\":" + parameters
                + "}\n");
        out.flush();
        String line = in.readLine();
        while (line != null && !line.contains("\"id\":" + lastId)) {
            line = in.readLine();
        }
        if (line == null || line.contains("\"error\"") || line.contains("\"isError\":true")) {
            throw new IOException(method + " was answered by " + line);
        }
    }
}
