/**
 * The database server's databases: pools, transactions, migrations and advisory locks. Every SQL statement lives here or
 * in a sub-package.
 */
@NullMarked
package dev.codebasemcp.database;

import org.jspecify.annotations.NullMarked;
