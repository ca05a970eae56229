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
 * The protocol's JSON mapper, created in the background. Loading Jackson and inspecting the SDK's records takes a
 * third of the time until the answer to {@code initialize}. It overlaps with reading settings and wiring.
 */
public final class ProtocolJson {
    private final FutureTask<JsonMapper> mapper = new FutureTask<>(ProtocolJson::make);

    private ProtocolJson() {}

    /** Starts to create a mapper, and then to warm it up with the messages of the handshake. */
    public static ProtocolJson loading() {
        ProtocolJson json = new ProtocolJson();
        new NamedThreads("json-loader")
                .newThread(() -> {
                    json.mapper.run();
                    warmUp(json.mapper());
                })
                .start();
        return json;
    }

    /** Returns the mapper, waiting for it if necessary. */
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

    /** Reads and writes the handshake's messages once. */
    private static void warmUp(JsonMapper json) {
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
            throw new UncheckedIOException("cannot warm up the JSON mapper", failure);
        }
    }
}
