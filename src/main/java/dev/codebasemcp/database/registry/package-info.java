/** The tables of the registry: which projects exist, and which jobs were asked for. All SQL about them. */
@NullMarked
package dev.codebasemcp.database.registry;

import org.jspecify.annotations.NullMarked;
