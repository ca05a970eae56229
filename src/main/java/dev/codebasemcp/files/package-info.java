/** Reads files that another process may replace with something harmful at any moment. */
@NullMarked
package dev.codebasemcp.files;

import org.jspecify.annotations.NullMarked;
