/** The registry's tables of projects and jobs, with all SQL on them. */
@NullMarked
package dev.codebasemcp.database.registry;

import org.jspecify.annotations.NullMarked;
