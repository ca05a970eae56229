package dev.codebasemcp.mcp;

import dev.codebasemcp.config.AnswerForm;
import dev.codebasemcp.project.SessionContext;
import dev.codebasemcp.project.SessionDirectories;
import dev.codebasemcp.threads.OwnThread;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A server in this process, and its client. */
final class PipedServer implements AutoCloseable {
    private static final long END_SECONDS = 20;

    private final JsonLines client;
    private final CompletableFuture<Void> server;

    private PipedServer(JsonLines client, CompletableFuture<Void> server) {
        this.client = client;
        this.server = server;
    }

    /** The server's offer; its session is where the client's roots are, or nowhere. */
    static ServerOffer offer(List<Tool> tools, List<Resource> resources) {
        return new ServerOffer(tools, resources, AnswerForm.TEXT, new CallStats(), (set, roots) -> {
            SessionDirectories.Roots told = roots.get();
            return new SessionContext(told.directories(), SessionContext.Source.CLIENT_ROOTS, told.warnings());
        });
    }

    static PipedServer start(ServerOffer offer) {
        return start(offer, () -> {});
    }

    static PipedServer start(ServerOffer offer, Runnable onFirstRequest) {
        try {
            Pipe toServer = Pipe.open();
            Pipe toClient = Pipe.open();
            McpEndpoint endpoint = new McpEndpoint(
                    offer,
                    "1.2.3",
                    ProtocolJson.loading(),
                    Channels.newInputStream(toServer.source()),
                    Channels.newOutputStream(toClient.sink()));
            CompletableFuture<Void> server = OwnThread.run(() -> {
                try {
                    endpoint.run(onFirstRequest, () -> {});
                    toClient.sink().close();
                } catch (InterruptedException | IOException failure) {
                    throw new AssertionError(failure);
                }
            });
            return new PipedServer(
                    new JsonLines(
                            Channels.newInputStream(toClient.source()), Channels.newOutputStream(toServer.sink())),
                    server);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    JsonLines client() {
        return client;
    }

    @Override
    public void close() {
        client.close();
        server.orTimeout(END_SECONDS, TimeUnit.SECONDS).join();
    }
}
