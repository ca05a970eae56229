/** Resolves which project a request is about. */
@NullMarked
package dev.codebasemcp.project;

import org.jspecify.annotations.NullMarked;
