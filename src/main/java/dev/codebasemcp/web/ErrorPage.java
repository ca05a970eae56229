package dev.codebasemcp.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The answer of the server itself, such as for a malformed request, which no other handler has seen: its status in
 * words. It repeats nothing of the request, names no cause, and is no markup.
 */
final class ErrorPage implements Request.Handler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        response.write(true, content(response.getStatus(), response.getHeaders()), callback);
        return true;
    }

    private static ByteBuffer content(int status, HttpFields.Mutable headers) {
        PageHeaders.put(headers);
        PageHeaders.putPlain(headers);
        return StandardCharsets.UTF_8.encode(status + " " + HttpStatus.getMessage(status) + "\n");
    }
}
