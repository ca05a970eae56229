package dev.codebasemcp.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.codebasemcp.model.UnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkflowClientTest {
    private final AtomicInteger questions = new AtomicInteger();
    private final AtomicInteger elsewhere = new AtomicInteger();
    private final CountDownLatch release = new CountDownLatch(1);
    private final SettableClock clock = new SettableClock();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private volatile int status = 200;
    private volatile String body = "";
    private volatile boolean stall;
    private volatile boolean silent;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/base/api/v1/projects/active", exchange -> {
            questions.incrementAndGet();
            if (silent) {
                awaitRelease();
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (stall) {
                exchange.getResponseBody().write(bytes, 0, 1);
                exchange.getResponseBody().flush();
                awaitRelease();
            }
            if (bytes.length > 0) {
                exchange.getResponseBody().write(bytes);
            }
            exchange.close();
        });
        server.createContext("/elsewhere", exchange -> {
            elsewhere.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stopServer() {
        release.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void tellsTheActiveProject() {
        body = "{\"project_id\": \"abc\", \"more\": 1}";
        WorkflowAnswer answer = client().active();
        assertThat(answer.project()).contains("abc");
        assertThat(answer.text()).contains("/base/api/v1/projects/active", "'abc'");
    }

    @Test
    void anAnswerHoldsForItsTimeAlsoIfItIsNone() {
        WorkflowClient client = client();
        body = "{\"project_id\": null}";
        assertThat(client.active().project()).isEmpty();
        body = "{\"project_id\": \"abc\"}";
        clock.advance(Duration.ofSeconds(59));
        assertThat(client.active().project()).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(client.active().project()).contains("abc");
        assertThat(questions).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 404})
    void theseStatusesSayThatNoneIsActive(int none) {
        status = none;
        assertThat(client().active()).satisfies(answer -> {
            assertThat(answer.project()).isEmpty();
            assertThat(answer.text()).contains("no active project");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 401, 500, 503})
    void anotherStatusCountsAsNotReached(int failed) {
        status = failed;
        body = "{\"project_id\": \"abc\"}";
        WorkflowAnswer answer = client().active();
        assertThat(answer.project()).isEmpty();
        assertThat(answer.text()).contains("cannot be reached", String.valueOf(failed));
    }

    @Test
    void aServerThatComesBackIsHeardSoon() throws IOException {
        status = 503;
        WorkflowClient client = client();
        assertThat(client.active().project()).isEmpty();
        status = 200;
        body = "{\"project_id\": \"abc\"}";
        clock.advance(Duration.ofSeconds(10));
        assertThat(client.active().project()).contains("abc");
    }

    @Test
    void aRedirectIsNotFollowed() {
        status = 307;
        assertThat(client().active().text()).contains("cannot be reached", "307");
        assertThat(elsewhere).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"project_id\": \"\"}",
                "{\"project_id\": \"a\\nb\"}",
                "\u0000\u0000\u0000{",
                "<html>",
                "[]",
                "{\"project_id\": 7}",
                "{\"project_id\": \"a\"",
                "\"a\""
            })
    void anAnswerThatCannotBeUnderstoodIsAFailure(String odd) {
        body = odd;
        assertThatThrownBy(() -> client().active())
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("WORKFLOW_MCP_URL");
    }

    @Test
    void aNameLongerThanAnyProjectsIsNotPassedOn() {
        body = "{\"project_id\": \"" + "x".repeat(256) + "\"}";
        assertThatThrownBy(() -> client().active()).hasMessageNotContaining("xxx");
        body = "{\"project_id\": \"" + "x".repeat(255) + "\"}";
        assertThat(client().active().project()).contains("x".repeat(255));
    }

    @Test
    void whatCannotBeUnderstoodIsAskedAgain() {
        WorkflowClient client = client();
        body = "<html>";
        assertThatThrownBy(client::active).isInstanceOf(UnavailableException.class);
        body = "{\"project_id\": \"abc\"}";
        assertThat(client.active().project()).contains("abc");
    }

    @Test
    void answersThatDoNotBeginAreGivenUpOnceForAllWhoAsk() throws Exception {
        silent = true;
        WorkflowClient client = new WorkflowClient(base(), Duration.ofMillis(200), Duration.ofSeconds(60), clock);
        List<Future<WorkflowAnswer>> asked = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            asked.add(threads.submit(client::active));
        }
        for (Future<WorkflowAnswer> answer : asked) {
            assertThat(answer.get().text()).contains("cannot be reached", "200 ms");
        }
        assertThat(questions).hasValue(1);
    }

    @Test
    void aBodyThatStallsIsGivenUp() {
        stall = true;
        body = "{\"project_id\": \"abc\"}";
        WorkflowClient client = new WorkflowClient(base(), Duration.ofMillis(200), Duration.ofSeconds(60), clock);
        assertThat(client.active().text()).contains("cannot be reached", "200 ms");
    }

    @Test
    void aBodyThatNeverEndsIsGivenUp() {
        body = "x".repeat(1_000_000);
        assertThat(client().active().text()).contains("larger than");
    }

    @Test
    void nobodyListening() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        URI nowhere = URI.create("http://127.0.0.1:" + port);
        WorkflowClient client = new WorkflowClient(nowhere, Duration.ofSeconds(1), Duration.ofSeconds(60), clock);
        assertThat(client.active().text()).contains("cannot be reached", nowhere.toString());
    }

    private WorkflowClient client() {
        return new WorkflowClient(base(), Duration.ofSeconds(5), Duration.ofSeconds(60), clock);
    }

    private URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/base/");
    }

    private void awaitRelease() {
        try {
            release.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A clock that tests set. */
    private static final class SettableClock extends Clock {
        private Instant now = Instant.EPOCH;

        void advance(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
