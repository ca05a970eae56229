/**
 * The page for the person behind the assistant: a server on loopback, with an API in JSON. The entry is {@link
 * dev.codebasemcp.web.WebServer}.
 */
@NullMarked
package dev.codebasemcp.web;

import org.jspecify.annotations.NullMarked;
