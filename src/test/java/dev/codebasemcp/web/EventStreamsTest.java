package dev.codebasemcp.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.codebasemcp.model.UnavailableException;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pages follow a state; none waits for another one, and none keeps the server from its end. */
@Timeout(120)
class EventStreamsTest {
    private static final WebServer.Pace PACE = new WebServer.Pace(Duration.ofMillis(5), Duration.ofSeconds(30));
    /** More than a connection holds on its way. */
    private static final String LARGE = "x".repeat(8_000_000);

    private static final int SMALL = 1 << 16;
    private static final String NUMBER = "number";
    private static final String HOSTILE = "</script>\n\ndata: {}\n\u2028\u202e\u0000";

    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicInteger state = new AtomicInteger();

    @SuppressWarnings("NullAway.Init")
    private WebServer server;

    @SuppressWarnings("NullAway.Init")
    private URI link;

    @SuppressWarnings("NullAway.Init")
    private String cookie;

    @AfterEach
    void stop() {
        server.close();
    }

    private void serve(Supplier<Map<String, ?>> source) throws Exception {
        server = WebServer.start(0, List.of(), PACE, new EventSource("/api/events", "jobs", source));
        link = server.link();
        HttpResponse<String> login = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(link).build(), HttpResponse.BodyHandlers.ofString());
        cookie = login.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    }

    private EventReader open() throws Exception {
        return EventReader.open(link, cookie);
    }

    private Map<String, ?> state() {
        looks.incrementAndGet();
        return Map.of(NUMBER, state.get());
    }

    /** The number comes first, so that a reader has it at once. */
    private Map<String, ?> large() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(NUMBER, state.get());
        fields.put("text", LARGE);
        return fields;
    }

    private static int number(EventReader reader) throws Exception {
        return reader.next().orElseThrow().path(NUMBER).asInt();
    }

    private void awaitLooks(int more) {
        int enough = looks.get() + more;
        while (looks.get() < enough) {
            assertThat(Thread.interrupted()).as("the time is up").isFalse();
            Thread.onSpinWait();
        }
    }

    @Test
    void aStreamBeginsWithTheStateAndGetsOnlyWhatHasChanged() throws Exception {
        serve(this::state);
        assertThat(looks).hasValue(0);
        try (EventReader first = open()) {
            assertThat(number(first)).isZero();
            awaitLooks(3);
            state.set(1);
            assertThat(number(first)).isEqualTo(1);
            awaitLooks(3);
            try (EventReader second = open()) {
                assertThat(number(second)).isEqualTo(1);
                awaitLooks(3);
                state.set(2);
                assertThat(number(second)).isEqualTo(2);
            }
            assertThat(number(first)).isEqualTo(2);
        }
    }

    @Test
    void whatIsInTheStateCannotBecomeAnEvent() throws Exception {
        serve(() -> Map.of("name", HOSTILE));
        try (EventReader reader = open()) {
            assertThat(reader.next().orElseThrow().path("name").asText()).isEqualTo(HOSTILE);
        }
    }

    @Test
    void aPageThatDoesNotReadDelaysNoOtherAndMissesAllButTheNewestState() throws Exception {
        serve(this::large);
        try (Socket slow = new Socket()) {
            // Else it would take whole states before anybody reads them.
            slow.setReceiveBufferSize(SMALL);
            slow.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), link.getPort()));
            slow.getOutputStream()
                    .write(("GET /api/events HTTP/1.1\r\nHost: 127.0.0.1:" + link.getPort() + "\r\nCookie: " + cookie
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = new BufferedInputStream(slow.getInputStream());
            assertThat(nextNumber(in)).isZero();
            // It comes second: each state that it has is one that the slow page was offered before.
            try (EventReader quick = open()) {
                assertThat(number(quick)).isZero();
                for (int next = 1; next <= 3; next++) {
                    state.set(next);
                    assertThat(number(quick)).isEqualTo(next);
                }

                assertThat(nextNumber(in)).isEqualTo(3);
            }
        }
    }

    /** Reads up to the number of the next state in a raw answer. */
    private static int nextNumber(InputStream in) throws Exception {
        String before = "\"" + NUMBER + "\":";
        for (int matched = 0; matched < before.length(); ) {
            int next = in.read();
            assertThat(next).isNotNegative();
            if (next == before.charAt(matched)) {
                matched++;
            } else {
                matched = next == '"' ? 1 : 0;
            }
        }
        int number = 0;
        for (int digit = in.read(); digit >= '0' && digit <= '9'; digit = in.read()) {
            number = 10 * number + digit - '0';
        }
        return number;
    }

    @Test
    void allStreamsEndWithTheServer() throws Exception {
        serve(this::state);
        try (EventReader first = open();
                EventReader second = open()) {
            assertThat(first.next()).isPresent();
            assertThat(second.next()).isPresent();

            server.close();

            assertThat(rest(first)).hasSizeLessThan(3);
            assertThat(rest(second)).hasSizeLessThan(3);
        }
    }

    private static List<JsonNode> rest(EventReader reader) throws Exception {
        List<JsonNode> rest = new ArrayList<>();
        for (Optional<JsonNode> next = reader.next(); next.isPresent(); next = reader.next()) {
            rest.add(next.get());
        }
        return rest;
    }

    @Test
    void theOldestStreamEndsWhenThereAreTooMany() throws Exception {
        serve(() -> Map.of(NUMBER, 5));
        List<EventReader> readers = new ArrayList<>();
        for (int i = 0; i <= EventStreams.MOST; i++) {
            readers.add(open());
            assertThat(number(readers.get(i))).isEqualTo(5);
        }

        assertThat(readers.get(0).next()).isEmpty();

        server.close();
        for (EventReader reader : readers) {
            assertThat(reader.next()).isEmpty();
            reader.close();
        }
    }

    @Test
    void aStateThatCannotBeReadNowIsSentLater() throws Exception {
        serve(() -> {
            switch (looks.getAndIncrement()) {
                case 0 -> throw new UnavailableException("the database restarts");
                case 1 -> throw new IllegalStateException("a bug");
                case 2 -> throw new StackOverflowError("a worse bug");
                default -> {
                    return Map.of(NUMBER, 5);
                }
            }
        });
        try (EventReader reader = open()) {
            assertThat(number(reader)).isEqualTo(5);
        }
    }

    @Test
    void aStreamHasOneMethodAndNoParameters() throws Exception {
        serve(this::state);
        HttpRequest.Builder posted = HttpRequest.newBuilder(link.resolve("/api/events"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"));
        HttpResponse<String> refused = send(posted);
        assertThat(refused.statusCode()).isEqualTo(405);
        assertThat(refused.headers().firstValue("Allow")).contains("GET");
        assertThat(refused.body()).contains("for other methods only");

        HttpResponse<String> asked = send(HttpRequest.newBuilder(link.resolve("/api/events?x=1")));

        assertThat(asked.statusCode()).isEqualTo(400);
        assertThat(asked.body()).contains("no parameters behind a question mark");
        assertThat(looks).hasValue(0);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient()
                .send(request.header("Cookie", cookie).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aStreamIsForTheUserOnly() throws Exception {
        serve(this::state);
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(link.resolve("/api/events")).build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(looks).hasValue(0);
    }
}
