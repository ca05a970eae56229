package dev.codebasemcp.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A running {@code ui}, and a browser's requests to it. */
final class UiProgram implements AutoCloseable {
    private static final Pattern LINK = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/login\\?token=[\\w-]{43}$");

    private final Process process;
    private final BufferedReader out;
    private final HttpClient client = HttpClient.newHttpClient();

    private UiProgram(Process process) {
        this.process = process;
        out = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts it on any free port. */
    static UiProgram start(Map<String, String> environment, String... options) throws IOException {
        String[] arguments = Stream.concat(Stream.of("ui", "--port", "0"), Stream.of(options))
                .toArray(String[]::new);
        return new UiProgram(ServerProgram.process(environment, arguments).start());
    }

    String nextLine() throws IOException {
        String line = out.readLine();
        assertThat(line).as("the next line of the output").isNotNull();
        return line;
    }

    /** The link in the next line of the output. */
    URI nextLink() throws IOException {
        String line = nextLine();
        Matcher link = LINK.matcher(line);
        assertThat(link.find()).as(line).isTrue();
        return URI.create(link.group());
    }

    void pressEnter() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    /** Opens a link, and returns the cookie that it gives. */
    String login(URI link) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(link));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    }

    HttpResponse<String> get(URI link, String path, String cookie) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(link.resolve(path)).header("Cookie", cookie));
    }

    HttpResponse<String> tool(URI link, String cookie, String name, String arguments)
            throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(link.resolve("/api/tools/" + name))
                .header("Cookie", cookie)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(arguments)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    long pid() {
        return process.pid();
    }

    /** Ends it by SIGTERM, and returns its exit code. */
    int end() throws InterruptedException {
        process.destroy();
        return await();
    }

    /** Ends it by SIGKILL. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        await();
    }

    private int await() throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
