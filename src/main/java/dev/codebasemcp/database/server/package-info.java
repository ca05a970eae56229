/** The PostgreSQL server: one given by a URL, or the embedded one that all processes of a user share. */
@NullMarked
package dev.codebasemcp.database.server;

import org.jspecify.annotations.NullMarked;
