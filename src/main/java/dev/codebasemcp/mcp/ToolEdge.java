package dev.codebasemcp.mcp;

import dev.codebasemcp.mcp.CallFigures.Outcome;
import dev.codebasemcp.model.CodebaseException;
import dev.codebasemcp.project.SessionContext;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ProgressNotification;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The edge between tools and protocol: the only place where a tool's failure becomes an answer. */
final class ToolEdge {
    private static final Logger LOG = LoggerFactory.getLogger(ToolEdge.class);

    private final Session session;
    private final CallFigures figures;

    ToolEdge(Session session, CallFigures figures) {
        this.session = session;
        this.figures = figures;
    }

    /** Answers one call; never throws an exception. */
    CallToolResult call(Tool tool, McpSyncServerExchange exchange, CallToolRequest request) {
        long start = System.nanoTime();
        Ended ended = answer(tool, exchange, request);
        figures.record(tool.spec().name(), ended.outcome(), System.nanoTime() - start);
        return ended.result();
    }

    private Ended answer(Tool tool, McpSyncServerExchange exchange, CallToolRequest request) {
        try {
            Map<String, Object> given = Optional.ofNullable(request.arguments()).orElse(Map.of());
            Arguments arguments = Arguments.check(tool.spec(), given);
            return new Ended(Outcome.OK, success(tool.call(arguments, new Call(exchange, request))));
        } catch (CodebaseException refusal) {
            LOG.info("{}: {}", tool.spec().name(), refusal.getMessage(), refusal.getCause());
            return new Ended(Outcome.REFUSED, failure(String.valueOf(refusal.getMessage())));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Ended(Outcome.CANCELLED, failure("The call was cancelled."));
        } catch (RuntimeException | Error bug) {
            String id = UUID.randomUUID().toString().substring(0, 8);
            LOG.error("Internal error {} in {}", id, tool.spec().name(), bug);
            return new Ended(Outcome.FAILED, failure("Internal error; the log has its cause under the id " + id + "."));
        }
    }

    /** How a call ended. */
    private record Ended(Outcome outcome, CallToolResult result) {}

    private static CallToolResult success(ToolAnswer answer) {
        return CallToolResult.builder()
                .addTextContent(answer.text())
                .structuredContent(answer.structured())
                .isError(false)
                .build();
    }

    private static CallToolResult failure(String sentence) {
        return CallToolResult.builder().addTextContent(sentence).isError(true).build();
    }

    private final class Call implements ToolCall {
        private final McpSyncServerExchange exchange;
        private final Optional<Object> progressToken;
        private double told = -1;

        Call(McpSyncServerExchange exchange, CallToolRequest request) {
            this.exchange = exchange;
            this.progressToken = Optional.ofNullable(request.progressToken());
        }

        @Override
        public SessionContext session() {
            return session.snapshot(exchange);
        }

        @Override
        public String sessionId() {
            return session.id();
        }

        @Override
        public void setWorkingDirectory(Path directory) {
            session.setWorkingDirectory(directory);
        }

        @Override
        public boolean sessionEnded() {
            return session.isOver();
        }

        /** MCP demands that each value is larger than the one before; what is not is not told. */
        @Override
        public synchronized void progress(double done, double total, String message) {
            if (done <= told) {
                return;
            }
            told = done;
            progressToken.ifPresent(token -> exchange.progressNotification(ProgressNotification.builder(token, done)
                    .total(total)
                    .message(message)
                    .build()));
        }
    }
}
