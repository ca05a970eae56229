/** What of a file's content belongs in an index: secrets are taken out, overlong lines are cut, bytes become text. */
@NullMarked
package dev.codebasemcp.indexing.content;

import org.jspecify.annotations.NullMarked;
