package dev.codebasemcp.web;

import java.net.URI;
import java.net.URL;
import java.util.Objects;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ResourceHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.resource.ResourceFactory;

/** The files of the page, which are resources of this program; nothing else can be named, and they are only read. */
final class PageFiles extends ResourceHandler {
    PageFiles(Server server) {
        URL index = Objects.requireNonNull(WebServer.class.getResource("/web/index.html"), "the page is missing");
        setBaseResource(ResourceFactory.of(server)
                .newResource(URI.create(index.toString().replaceFirst("index\\.html$", ""))));
        setDirAllowed(false);
        setEtags(true);
        setCacheControl("no-cache");
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!HttpMethod.GET.is(request.getMethod()) && !HttpMethod.HEAD.is(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
            Response.writeError(request, response, callback, HttpStatus.METHOD_NOT_ALLOWED_405);
            return true;
        }
        return super.handle(request, response, callback);
    }
}
