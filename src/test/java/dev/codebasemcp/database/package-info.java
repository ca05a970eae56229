/** Tests of the database package, and the extension that gives tests their databases. */
@NullMarked
package dev.codebasemcp.database;

import org.jspecify.annotations.NullMarked;
