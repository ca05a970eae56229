/**
 * What resolvers of all languages share: files, declarations and what a name refers to. Pure functions over parsed files.
 * Entry: {@code Resolver}.
 */
@NullMarked
package dev.codebasemcp.symbols.resolve;

import org.jspecify.annotations.NullMarked;
