package dev.codebasemcp.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets only the user's own page through: requests for this machine's own address, from no other origin, and with the
 * cookie of a login. So a page of another origin gets nothing, also where its name resolves to loopback.
 */
final class Guard extends Handler.Wrapper {
    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

    static final String LOGIN_PATH = "/login";
    private static final String TOKEN = "token";
    private static final String SCHEME = "http://";
    /** Browsers leave this one out of the address. */
    private static final int DEFAULT_PORT = 80;

    /** A browser's own word on where a request comes from; {@code none} is the user's address bar. */
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private static final String NO_LOGIN = "This page belongs to the user who started it. Open the link that"
            + " 'codebase-mcp ui' printed; each link works once, and Enter in its terminal prints a new one.\n";

    private final Login login;
    private final IntSupplier port;

    /**
     * Creates a guard of another handler.
     *
     * @param port on which the server listens
     */
    Guard(Login login, IntSupplier port, Handler guarded) {
        super(guarded);
        this.login = login;
        this.port = port;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        PageHeaders.put(response.getHeaders());
        HttpFields headers = request.getHeaders();
        if (!isOwn(headers)) {
            return refuse(response, callback, HttpStatus.FORBIDDEN_403, "This address serves its own page only.\n");
        }
        if (Request.getPathInContext(request).equals(LOGIN_PATH)) {
            return login(request, response, callback);
        }
        if (!isLoggedIn(request) || !isOwnSite(headers)) {
            return refuse(response, callback, HttpStatus.UNAUTHORIZED_401, NO_LOGIN);
        }
        return super.handle(request, response, callback);
    }

    /** Only the page's own address is asked for, and no other origin asks; a page that asks says its origin. */
    private boolean isOwn(HttpFields headers) {
        Set<String> hosts = hosts();
        List<String> given = headers.getValuesList(HttpHeader.HOST);
        return given.size() == 1
                && hosts.contains(given.get(0))
                && headers.getValuesList(HttpHeader.ORIGIN).stream()
                        .allMatch(origin ->
                                origin.startsWith(SCHEME) && hosts.contains(origin.substring(SCHEME.length())));
    }

    private Set<String> hosts() {
        int number = port.getAsInt();
        if (number == DEFAULT_PORT) {
            return Set.of("127.0.0.1", "localhost");
        }
        return Set.of("127.0.0.1:" + number, "localhost:" + number);
    }

    private static boolean isOwnSite(HttpFields headers) {
        @Nullable String site = headers.get("Sec-Fetch-Site");
        return site == null || OWN_SITES.contains(site);
    }

    /** The name has the port, because browsers send the cookies of one host to all its ports. */
    private String cookieName() {
        return "codebase-mcp-" + port.getAsInt();
    }

    private boolean isLoggedIn(Request request) {
        return Request.getCookies(request).stream()
                .filter(cookie -> cookie.getName().equals(cookieName()))
                .anyMatch(cookie -> login.isSecret(cookie.getValue()));
    }

    /**
     * Changes a token into the cookie. The answer is a page that opens the next one by itself: a browser withholds a
     * strict cookie from a redirect that began outside. A browser that is logged in needs no token, such as when its user
     * goes back.
     */
    private boolean login(Request request, Response response, Callback callback) {
        if (!HttpMethod.GET.is(request.getMethod()) || !(isLoggedIn(request) || redeems(request))) {
            return refuse(response, callback, HttpStatus.UNAUTHORIZED_401, NO_LOGIN);
        }
        Response.putCookie(
                response,
                HttpCookie.build(cookieName(), login.secret())
                        .path("/")
                        .httpOnly(true)
                        .sameSite(HttpCookie.SameSite.STRICT)
                        .build());
        response.setStatus(HttpStatus.OK_200);
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/html; charset=utf-8");
        Content.Sink.write(
                response,
                true,
                "<!doctype html><html lang=\"en\"><meta http-equiv=\"refresh\" content=\"0;url=/\">"
                        + "<link rel=\"icon\" href=\"data:,\"><title>codebase-mcp</title><a href=\"/\">Open the page</a></html>",
                callback);
        return true;
    }

    private boolean redeems(Request request) {
        List<String> tokens;
        try {
            tokens = Request.extractQueryParameters(request).getValuesOrEmpty(TOKEN);
        } catch (IllegalArgumentException | IllegalStateException | HttpException.RuntimeException malformed) {
            LOG.debug("A link is not encoded well ({})", malformed.getClass().getName());
            return false;
        }
        return tokens.size() == 1 && login.redeem(tokens.get(0));
    }

    private static boolean refuse(Response response, Callback callback, int status, String sentence) {
        response.setStatus(status);
        PageHeaders.putPlain(response.getHeaders());
        response.write(true, StandardCharsets.UTF_8.encode(sentence), callback);
        return true;
    }
}
