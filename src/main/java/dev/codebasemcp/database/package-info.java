/** Databases of the server: pools, transactions, migrations and advisory locks. All SQL is here or in a subpackage. */
@NullMarked
package dev.codebasemcp.database;

import org.jspecify.annotations.NullMarked;
