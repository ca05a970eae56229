package dev.codebasemcp.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A connection on which nothing happens ends, but not one whose answer takes long. */
@Timeout(60)
class IdleConnectionTest {
    private static final WebServer.Pace HASTY = new WebServer.Pace(Duration.ofSeconds(1), Duration.ofMillis(100));
    /** Each of them is open for as long as a connection may be idle. */
    private static final int IDLE = 5;

    private final CountDownLatch began = new CountDownLatch(1);
    private final CountDownLatch enough = new CountDownLatch(1);

    @Test
    void anAnswerMayTakeLongerThanAConnectionMayBeIdle() throws Exception {
        List<Route> routes = List.of(new Route("POST", "/api/work", request -> work()));
        try (WebServer server = WebServer.start(0, routes, HASTY)) {
            HttpClient browser =
                    HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
            browser.send(HttpRequest.newBuilder(server.link()).build(), HttpResponse.BodyHandlers.discarding());
            HttpRequest question = HttpRequest.newBuilder(server.link().resolve("/api/work"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                    .build();
            CompletableFuture<HttpResponse<String>> answer =
                    browser.sendAsync(question, HttpResponse.BodyHandlers.ofString());
            began.await();
            for (int i = 0; i < IDLE; i++) {
                try (Socket idle = new Socket(
                        InetAddress.getLoopbackAddress(), server.link().getPort())) {
                    assertThat(idle.getInputStream().read()).isEqualTo(-1);
                }
            }
            assertThat(answer).isNotDone();

            enough.countDown();

            assertThat(answer.get().statusCode()).isEqualTo(200);
            assertThat(answer.get().body()).isEqualTo("{\"work\":\"done\"}");
        }
    }

    private Map<String, ?> work() throws InterruptedException {
        began.countDown();
        enough.await();
        return Map.of("work", "done");
    }
}
