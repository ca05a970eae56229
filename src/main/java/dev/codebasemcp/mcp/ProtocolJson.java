package dev.codebasemcp.mcp;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.codebasemcp.threads.NamedThreads;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The JSON mapper of the protocol, made in the background: a third of the time from the start of the process to the
 * answer to {@code initialize} goes into loading Jackson and looking at the SDK's records, and it can be spent while
 * settings are read and parts are wired.
 */
public final class ProtocolJson {
    private final FutureTask<JsonMapper> mapper = new FutureTask<>(ProtocolJson::make);

    private ProtocolJson() {}

    /** A mapper that is being made now, and then made familiar with the messages of the handshake. */
    public static ProtocolJson loading() {
        ProtocolJson json = new ProtocolJson();
        new NamedThreads("json-loader")
                .newThread(() -> {
                    json.mapper.run();
                    rehearse(json.mapper());
                })
                .start();
        return json;
    }

    /** The mapper, when it is made. */
    public JsonMapper mapper() {
        try {
            return mapper.get();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the JSON mapper was made", stopped);
        } catch (ExecutionException failure) {
            throw new IllegalStateException("no JSON mapper", failure.getCause());
        }
    }

    private static JsonMapper make() {
        return JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    /** Reads and writes once what the handshake will read and write. */
    private static void rehearse(JsonMapper json) {
        try {
            Object request = json.readTree("{\"protocolVersion\":\"1\",\"capabilities\":{\"roots\":{}},\"clientInfo\":"
                    + "{\"name\":\"name\",\"version\":\"1\"}}");
            json.convertValue(json.convertValue(request, Object.class), McpSchema.InitializeRequest.class);
            McpSchema.InitializeResult result = McpSchema.InitializeResult.builder(
                            "1",
                            McpSchema.ServerCapabilities.builder().tools(false).build(),
                            McpSchema.Implementation.builder("name", "1").build())
                    .build();
            json.writeValueAsBytes(McpSchema.JSONRPCResponse.result(0, result));
        } catch (IOException failure) {
            throw new UncheckedIOException("the rehearsal of the handshake", failure);
        }
    }
}
